"""The work that becomes due. With SQLite the process does it itself, with PostgreSQL workers do: the same functions."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.collection.collecting import Collecting
from bot.due.housekeeping import Housekeeping
from bot.due.looking import Looking

COLLECT: Final = "collect"
LOOK_AFTER: Final = "look_after"
KEEP_HOUSE: Final = "keep_house"

Do = Callable[[str], Awaitable[None]]
"""Does a task, given what it is about."""


@dataclass(frozen=True, slots=True)
class Tasks:
    collecting: Collecting
    looking: Looking
    housekeeping: Housekeeping

    async def collect(self, connection: str) -> None:
        """Collect the connection with this id, if it is still due."""
        await self.collecting.collect(int(connection))

    async def look_after(self, workspace: str) -> None:
        """Tell what is to be told in this workspace, and finish what was begun."""
        await self.looking.look_after(workspace)

    async def keep_house(self, chore: str) -> None:
        """Do one of the things that are done every now and then for all, if it is still due."""
        await self.housekeeping.keep(chore)

    def by_name(self) -> Mapping[str, Do]:
        return {COLLECT: self.collect, LOOK_AFTER: self.look_after, KEEP_HOUSE: self.keep_house}
