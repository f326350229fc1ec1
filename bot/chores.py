"""What is looked after every now and then, beside collecting. What exactly is due, the stored rows say."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.work import InFlight
from core.clock import Clock


@dataclass(frozen=True, slots=True)
class Chore:
    every: timedelta
    do: Callable[[], Awaitable[None]]
    """May be stopped anywhere and run again, in several processes too."""


class Chores:
    def __init__(self, chores: Mapping[str, Chore], in_flight: InFlight, clock: Clock) -> None:
        """`chores` by name."""
        self._chores = chores
        self._in_flight = in_flight
        self._clock = clock
        self._started: dict[str, datetime] = {}
        self._running: set[str] = set()

    async def start_due(self) -> None:
        """Start those whose time has come, all of them at first. One that fails is logged and stops no other."""
        now = self._clock.now()
        for name, chore in self._chores.items():
            last = self._started.get(name)
            if name not in self._running and (last is None or now - last >= chore.every):
                self._started[name] = now
                self._running.add(name)
                self._in_flight.start(name, self._run(name, chore), resumable=True)

    async def _run(self, name: str, chore: Chore) -> None:
        try:
            await chore.do()
        finally:
            self._running.discard(name)
