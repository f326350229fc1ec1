"""Whose turn it is to call a method of Slack's in one workspace: at the pace Slack takes it, who waits for it first.

Each method has a line of its own, chat.postMessage one for each channel. In a line, what a person waits for stands
before what is told on time, and within that who came first. A message goes once Slack has answered the one before it in
its channel: so they stand there in order.

Each process paces itself, and several together may be faster than Slack takes it. Then its Retry-After holds: the
method is left alone in this workspace for so long, and the others go on.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Final

from aiolimiter import AsyncLimiter

POSTING: Final = "chat.postMessage"

PATIENCE: Final = 240.0
"""Seconds a call waits for its turn at most."""

MOST_WAITING: Final = 500
"""Calls of one workspace that wait at once: what they carry is in memory."""

MOST_LINES: Final = 200
"""Lines of one workspace that are kept though nobody stands in them."""


class Crowded(Exception):
    """The turn does not come within PATIENCE: Slack was not asked."""


class Rank(IntEnum):
    ASKED = 0
    """A person waits for it."""
    TOLD = 1
    """It comes by itself: a digest, an alert, how far an import is."""


@dataclass(frozen=True, slots=True)
class Limit:
    a_minute: int
    burst: int
    """Calls that may come at once, after a while without any."""
    at_once: int = 5
    """Calls that may be under way at once: one keeps their order."""

    def limiter(self, speed: float) -> AsyncLimiter:
        return AsyncLimiter(self.burst, self.burst * 60 / (self.a_minute * speed))


TIER_2: Final = Limit(20, 10)
TIER_3: Final = Limit(50, 25)
TIER_4: Final = Limit(100, 50)
"""Slack documents what it takes in a minute, and that bursts of half of it are nothing to it."""

IN_A_CHANNEL: Final = Limit(60, 3, at_once=1)
IN_A_WORKSPACE: Final = Limit(300, 100)
"""Of chat.postMessage: "several hundred messages a minute" in a workspace."""

LIMITS: Final[Mapping[str, Limit]] = {
    POSTING: IN_A_CHANNEL,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.join": TIER_3,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "users.list": TIER_2,
    "users.lookupByEmail": TIER_3,
}
"""Those not named here are taken as fast as TIER_4."""


class Turns:
    """One workspace's. `speed`: how many times faster than Slack's own the Slack in use is; a sandbox's may be."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._lines: dict[tuple[str, str], _Line] = {}
        self._posting = IN_A_WORKSPACE.limiter(speed)
        self._quiet_until: defaultdict[str, float] = defaultdict(float)
        self._waiting = 0

    @asynccontextmanager
    async def turn(self, method: str, channel: str, rank: Rank) -> AsyncIterator[None]:
        """Entered when the call may be made, left when it is answered. Raises Crowded."""
        line = self._line(method, channel if method == POSTING else "")
        if self._waiting >= MOST_WAITING:
            raise Crowded
        self._waiting += 1
        try:
            async with asyncio.timeout(PATIENCE):
                await self._come_up(line, method, rank)
        except TimeoutError:
            raise Crowded from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            line.leave()

    async def _come_up(self, line: "_Line", method: str, rank: Rank) -> None:
        await line.enter(rank)
        try:
            await line.limiter.acquire()
            if method == POSTING:
                await self._posting.acquire()
            await self.loud(method)
        except asyncio.CancelledError:
            line.leave()
            raise

    def quiet(self, method: str, seconds: float) -> None:
        """Slack wants no call of this method for so long."""
        until = asyncio.get_running_loop().time() + seconds
        self._quiet_until[method] = max(until, self._quiet_until[method])

    async def loud(self, method: str) -> None:
        """Return when Slack takes calls of this method again."""
        time = asyncio.get_running_loop().time
        while (left := self._quiet_until[method] - time()) > 0:  # noqa: ASYNC110  # it may be put off meanwhile
            await asyncio.sleep(left)

    def _line(self, method: str, channel: str) -> "_Line":
        line = self._lines.get((method, channel))
        if line is None:
            if len(self._lines) >= MOST_LINES:
                self._lines = {key: line for key, line in self._lines.items() if not line.idle}
            limit = LIMITS.get(method, TIER_4)
            line = self._lines[method, channel] = _Line(limit.limiter(self._speed), limit.at_once)
        return line


class _Line:
    def __init__(self, limiter: AsyncLimiter, places: int) -> None:
        self.limiter = limiter
        self._all_places = self._free = places
        self._waiting: list[tuple[Rank, int, asyncio.Future[None]]] = []
        self._numbers = count()

    @property
    def idle(self) -> bool:
        """Whether it is as good as a new one: nobody in it, and the pace forgotten."""
        return self._free == self._all_places and self.limiter.has_capacity(self.limiter.max_rate)

    async def enter(self, rank: Rank) -> None:
        """Return with a place, which `leave` gives to the next."""
        if self._free:
            self._free -= 1
            return
        mine = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, next(self._numbers), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self.leave()  # the place came as we were going away
            raise

    def leave(self) -> None:
        while self._waiting:
            *_, next_one = heappop(self._waiting)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._free += 1
