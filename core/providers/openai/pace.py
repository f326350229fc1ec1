"""How fast one key asks: so many at once, so many in a time, and nobody while the provider asks for quiet."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
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

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this request's turn, and hold it."""
        async with self._slots:
            if self._quiet_until is not None:
                left = (self._quiet_until - self._clock.now()).total_seconds()
                if left > 0:
                    # Never longer than was asked for: a clock that is set back must not stop us for hours.
                    await self._sleep(min(left, self._quiet_for))
            async with self._limiter:
                yield

    def quiet(self, seconds: float) -> None:
        """Let no request start for so long: the provider said so in an answer."""
        until = self._clock.now() + timedelta(seconds=seconds)
        if self._quiet_until is None or until > self._quiet_until:
            self._quiet_until, self._quiet_for = until, seconds
