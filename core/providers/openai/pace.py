"""How fast an organization is asked: so many at once, so many in a time, and nobody while the provider wants quiet."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, final
from weakref import WeakValueDictionary

from aiolimiter import AsyncLimiter

from core.clock import Clock
from core.providers.openai.allowance import Allowance
from core.secret import Secret

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""

_OURS: Final = 0.9
"""The part of a told limit that we use: the rest is for whoever else asks for the organization."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests that may start within `seconds` while no limit is told, and how many may be under way at once."""

    requests: int = 100
    seconds: float = 5.0
    at_once: int = 8

    def within(self, a_minute: int) -> AsyncLimiter:
        """The same in short bursts, but within a limit that the provider tells."""
        ours = a_minute * _OURS
        burst = max(1, int(ours * self.seconds / 60))
        return AsyncLimiter(burst, burst * 60 / ours)


@final
class Pace:
    """One organization's, shared by all who ask for it."""

    def __init__(self, rate: Rate, clock: Clock, sleep: Sleep) -> None:
        self._rate = rate
        self._clock = clock
        self._sleep = sleep
        self._limit: int | None = None
        self._limiter = AsyncLimiter(rate.requests, rate.seconds)
        self._slots = asyncio.Semaphore(rate.at_once)
        self._quiet_until: datetime | None = None
        self._quiet_for = 0.0

    def slot(self) -> AbstractAsyncContextManager[None]:
        """Held while a request is under way."""
        return self._slots

    @property
    def quiet_left(self) -> float:
        """Seconds for which no request may start. Never more than was asked for: a clock that is set back must not
        stop us for hours."""
        if self._quiet_until is None:
            return 0.0
        return min(max((self._quiet_until - self._clock.now()).total_seconds(), 0.0), self._quiet_for)

    async def may_start(self) -> None:
        """Return when the next request may start. To be called with a slot held."""
        left = self.quiet_left
        if left > 0:
            await self._sleep(left)
        await self._limiter.acquire()

    def quiet(self, seconds: float) -> None:
        """Let no request start for so long: the provider said so in an answer."""
        until = self._clock.now() + timedelta(seconds=seconds)
        if self._quiet_until is None or until > self._quiet_until:
            self._quiet_until, self._quiet_for = until, seconds

    def keep_to(self, allowance: Allowance) -> None:
        """What an answer told. When those that may be under way could use up what is left, all wait for more."""
        if allowance.limit is not None and allowance.limit != self._limit:
            self._limit, self._limiter = allowance.limit, self._rate.within(allowance.limit)
        if allowance.left < self._rate.at_once:
            self.quiet(allowance.seconds_until(self._rate.at_once))


@final
class Paces:
    """The paces of all organizations: their limits hold for all their keys, connections and workspaces together.

    Whose key it is, its first answer tells. Until then one request at a time is made with it.
    """

    def __init__(self, rate: Rate, clock: Clock, sleep: Sleep) -> None:
        self._rate = rate
        self._clock = clock
        self._sleep = sleep
        self._finding_out: WeakValueDictionary[bytes, Pace] = WeakValueDictionary()
        self._of_keys: dict[bytes, Pace] = {}
        self._of_organizations: dict[str, Pace] = {}

    def of(self, key: Secret) -> "KeyPace":
        return KeyPace(self, blake2b(key.reveal().encode(), digest_size=16).digest())

    def finding_out(self, key: bytes) -> Pace:
        """For the time in which nobody knows whose key it is. All who ask with it meanwhile share this one."""
        pace = self._finding_out.get(key)
        if pace is None:
            pace = self._finding_out[key] = Pace(replace(self._rate, at_once=1), self._clock, self._sleep)
        return pace

    def known(self, key: bytes) -> Pace | None:
        return self._of_keys.get(key)

    def settle(self, key: bytes, organization: str) -> None:
        """The key is this organization's; "" when the provider does not tell, and then it has a pace of its own."""
        if organization:
            own = self._of_keys.get(key) or self._new()
            self._of_keys[key] = self._of_organizations.setdefault(organization, own)
        elif key not in self._of_keys:
            self._of_keys[key] = self._new()

    def _new(self) -> Pace:
        return Pace(self._rate, self._clock, self._sleep)


@final
class KeyPace:
    """The pace at which one key's requests go: its organization's, as soon as that is known."""

    def __init__(self, paces: Paces, key: bytes) -> None:
        """`key` stands for the key, and is not it."""
        self._paces = paces
        self._key = key
        self._finding_out = paces.finding_out(key)

    @property
    def now(self) -> Pace:
        return self._paces.known(self._key) or self._finding_out

    def belongs_to(self, organization: str) -> None:
        """An answer told whose key it is; "" when it told nothing."""
        self._paces.settle(self._key, organization)
