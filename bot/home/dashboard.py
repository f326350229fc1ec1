"""Reads the figures that stand on somebody's Home tab, and says which connections they are of."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answers.asking import Asking
from bot.answers.narrow import NOBODY
from bot.answers.reasons import Reasons
from bot.slack.directory import Person
from core.clock import Clock
from core.connection import Connection
from core.narrowing import Known, everything, narrowed
from core.questions import Filters, Question, last_days, month_to_date
from core.questions.dimensions import OF_CONNECTIONS
from core.reports import Answer
from core.rights import Action, Decision, Verdict, decide
from core.why import Explanation

FIRST_DAYS: Final = 7
"""Of a month, of which too little is settled to tell what moved."""
LATELY: Final = 14
"""Days, today included, of which it is told then."""


@dataclass(frozen=True, slots=True)
class Figures:
    month: Answer
    """This month so far."""
    moved: Explanation | None
    """None where too little is settled to tell."""


class Dashboard:
    def __init__(self, workspace: str, asking: Asking, reasons: Reasons, clock: Clock) -> None:
        self._workspace = workspace
        self._asking = asking
        self._reasons = reasons
        self._clock = clock

    async def figures(self, decision: Decision) -> Figures | None:
        """What somebody may see of whom this was decided; None where they may see no figures."""
        if decision.verdict is not Verdict.YES:
            return None
        month = Question(month_to_date(self._clock.now().date()))
        answer, moved = await asyncio.gather(
            self._asking.sums(self._workspace, month, decision.scopes), self._moved(month, decision.scopes)
        )
        return Figures(answer, moved)

    async def _moved(self, month: Question, scopes: Sequence[Filters]) -> Explanation | None:
        """What moved this month so far; where that cannot be compared, or on its first days, lately."""
        today = self._clock.now().date()
        lately = replace(month, period=last_days(LATELY, today))
        for question in (month, lately) if today.day > FIRST_DAYS else (lately,):
            found = await self._reasons.of(self._workspace, question, scopes, NOBODY)
            if isinstance(found, Explanation):
                return found
        return None


def figures_for(person: Person) -> Decision:
    """What figures this person may see where nobody else does."""
    return decide(Action.ASK, person.standing, None)


def connections_for(person: Person, connections: Sequence[Connection]) -> list[Connection]:
    """Those that are within the person's limits, as far as these are about connections at all."""
    kept = everything(connections)
    for filters in figures_for(person).scopes:
        of_connections = tuple(each for each in filters if each.dimension in OF_CONNECTIONS)
        kept = narrowed(kept, of_connections, Known(connections, {}, {}))
    return [each for each in connections if each.id in kept]
