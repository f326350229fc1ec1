"""Whether requests should be sent here, told within a second whatever the database does.

A slow database takes no process out: all of them wait for the same one, and a bot that answers late is better than none
at all. One that cannot be reached, or has not answered for `BROKEN` seconds, does.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from storage.database import Database, DatabaseBusy
from storage.migrate import head

SLOW: Final = 0.8
"""Seconds. Kubernetes waits one for a probe, if nothing else is said."""

BROKEN: Final = 15.0
"""Seconds without an answer after which the database is taken for broken."""


@dataclass(frozen=True, slots=True)
class Ready:
    yes: bool
    said: str


async def trouble_with(database: Database) -> str | None:
    """What keeps requests from being answered, in a sentence; None for nothing.

    A newer release's schema does not: while an upgrade goes from process to process, the older ones take the requests.
    Raises DatabaseBusy.
    """
    if not await database.ping():
        return "the database cannot be reached"
    return None if await database.is_migrated(head()) else "the database is not migrated to this release's schema"


READY: Final = Ready(True, "ready")
BUSY: Final = Ready(True, "ready, but all connections of this process to the database are in use")
CONNECTING: Final = Ready(False, "not connected to Slack yet")
LEAVING: Final = Ready(False, "shutting down")


class Readiness:
    def __init__(self, ask: Callable[[], Awaitable[str | None]], slow: float = SLOW, broken: float = BROKEN) -> None:
        """`ask` answers what is wrong with the database, or None, whenever the database lets it, or raises
        DatabaseBusy.
        """
        self._ask = ask
        self._slow = slow
        self._broken = broken
        self._asking: asyncio.Task[None] | None = None
        self._last = READY
        self._since = 0.0
        self._connects = False
        self._leaves = False

    @contextmanager
    def connecting(self) -> Iterator[None]:
        """While it is, nothing that people do comes here."""
        self._connects = True
        yield
        self._connects = False

    def leave(self) -> None:
        """From now on nothing more should be sent here."""
        self._leaves = True

    async def now(self) -> Ready:
        if self._leaves or self._connects:
            return LEAVING if self._leaves else CONNECTING
        loop = asyncio.get_running_loop()
        if self._asking is None or self._asking.done():
            # However many ask, and however often: the database is asked once at a time.
            self._asking, self._since = asyncio.ensure_future(self._look()), loop.time()
        asking = self._asking
        await asyncio.wait({asking}, timeout=self._slow)
        if asking.done():
            asking.result()
            return self._last
        if not self._last.yes:  # who has been found broken is so until the database answers
            return self._last
        waited = loop.time() - self._since
        if waited < self._broken:
            return Ready(True, f"ready, but the database is slow: no answer in {waited:.1f} s yet")
        return Ready(False, f"the database has not answered for {waited:.0f} s")

    async def _look(self) -> None:
        try:
            trouble = await self._ask()
        except DatabaseBusy:
            self._last = BUSY
        else:
            self._last = READY if trouble is None else Ready(False, trouble)

    async def close(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait({self._asking})
