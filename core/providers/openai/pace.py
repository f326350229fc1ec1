"""How fast one key asks: so many at once, so many in a time, and nobody while the provider asks for quiet."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import final

from aiolimiter import AsyncLimiter

from core.clock import Clock

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests that may start within `seconds`, and how many may be under way at once."""

    requests: int = 100
    seconds: float = 5.0
    at_once: int = 8


@final
class Pace:
    def __init__(self, rate: Rate, clock: Clock, sleep: Sleep) -> None:
        self._clock = clock
        self._sleep = sleep
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
