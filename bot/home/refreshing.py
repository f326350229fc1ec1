"""Keeps the Home tabs current that this process has shown: nobody else knows who looks at which."""

from datetime import datetime, timedelta
from typing import Final

from bot.all_of import all_of
from bot.installed import Installed
from bot.work import InFlight
from core.clock import Clock

EVERY: Final = timedelta(minutes=1)

AT_ONCE: Final = 4
"""Workspaces whose tabs are looked at at the same time."""


class HomeRefreshing:
    def __init__(self, installed: Installed, in_flight: InFlight, clock: Clock) -> None:
        self._installed = installed
        self._in_flight = in_flight
        self._clock = clock
        self._at: datetime | None = None
        self._is_running = False

    def start_due(self) -> None:
        """Start it, unless that was done within the minute, or still goes on."""
        now = self._clock.now()
        if not self._is_running and (self._at is None or now - self._at >= EVERY):
            self._at, self._is_running = now, True
            self._in_flight.start("refresh home", self._refresh(), resumable=True)

    async def _refresh(self) -> None:
        try:
            await all_of((deps.home.refresh for deps in self._installed.at_hand()), AT_ONCE)
        finally:
            self._is_running = False
