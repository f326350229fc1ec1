"""Reads what people type, by the UTC day it is now and the day that weeks start on in their workspace."""

from core.clock import Clock
from core.export import Wanted, read_wanted
from core.questions import NotUnderstood, Question, parse
from core.why import read_why
from storage.workspaces import Workspaces


class Reading:
    def __init__(self, workspaces: Workspaces, clock: Clock) -> None:
        self._workspaces = workspaces
        self._clock = clock

    async def question(self, workspace: str, text: str) -> Question | NotUnderstood:
        return parse(text, self._clock.now().date(), week_start=await self._workspaces.week_start(workspace))

    async def why(self, workspace: str, text: str) -> Question | NotUnderstood:
        return read_why(text, self._clock.now().date(), await self._workspaces.week_start(workspace))

    async def file(self, workspace: str, text: str) -> Wanted | NotUnderstood:
        return read_wanted(text, self._clock.now().date(), await self._workspaces.week_start(workspace))
