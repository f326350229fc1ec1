"""Does what is due in this process, so much of it at once: with SQLite, where there is no queue."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Final

from bot.due.tasks import COLLECT, KEEP_HOUSE, LOOK_AFTER, Do, Tasks
from bot.work import InFlight
from core.clock import Clock
from storage.due import Due

COLLECTIONS: Final = 24
"""Under way at once: what more is due stays unclaimed, for other processes too, until one of them ends."""

IMPORTS: Final = 12
"""How many of them may be first imports, which take long: the others' rounds never wait for those."""

LOOKS: Final = 6
"""Workspaces looked after at once."""

_IMPORT: Final = "import"


class InProcess:
    def __init__(self, due: Due, tasks: Tasks, in_flight: InFlight, clock: Clock) -> None:
        self._due = due
        self._tasks = tasks
        self._in_flight = in_flight
        self._clock = clock
        self._asking = asyncio.Lock()
        self._under_way: dict[tuple[str, str], str] = {}
        """What of it, by task and subject, with what it counts as."""
        self._more_wait = False

    async def start_due(self) -> None:
        """Start what is due, as much as there is room for."""
        async with self._asking:
            now = self._clock.now()
            self._more_wait = False
            await self._start_collections(now)
            await self._start_looks(now)
            for chore in await self._tasks.housekeeping.due():
                self._start(KEEP_HOUSE, chore, KEEP_HOUSE, self._tasks.keep_house)

    async def _start_collections(self, now: datetime) -> None:
        doing = Counter(self._under_way.values())
        room = COLLECTIONS - doing[COLLECT] - doing[_IMPORT]
        imports = min(room, IMPORTS - doing[_IMPORT])
        if room <= 0:
            self._more_wait = True
            return
        mine = [int(subject) for task, subject in self._under_way if task == COLLECT]
        due = await self._due.collections(now, imports, room, mine)
        self._more_wait |= len(due) >= room
        for each in due[:room]:
            counts_as = _IMPORT if each.is_import else COLLECT
            self._start(COLLECT, str(each.connection), counts_as, self._tasks.collect)

    async def _start_looks(self, now: datetime) -> None:
        mine = [subject for task, subject in self._under_way if task == LOOK_AFTER]
        room = LOOKS - len(mine)
        due = await self._due.looks(now, room, mine)
        self._more_wait |= len(due) >= room
        for workspace in due:
            self._start(LOOK_AFTER, workspace, LOOK_AFTER, self._tasks.look_after)

    def _start(self, task: str, subject: str, counts_as: str, do: Do) -> None:
        if (task, subject) in self._under_way:
            return
        self._under_way[task, subject] = counts_as
        self._in_flight.start(f"{task} {subject}", self._run(task, subject, do), resumable=True)

    async def _run(self, task: str, subject: str, do: Do) -> None:
        try:
            await do(subject)
        finally:
            del self._under_way[task, subject]
        if self._more_wait:
            self._more_wait = False
            self._in_flight.start("what waits", self.start_due(), resumable=True)
