"""Keeps the Home tabs current that this process has shown: nobody else knows who looks at which."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.all_of import all_of
from bot.home.open_tabs import AllOpenTabs
from bot.installed import Installed, NotInstalled
from bot.work import InFlight
from core.clock import Clock

EVERY: Final = timedelta(minutes=1)

AT_ONCE: Final = 4
"""Workspaces whose tabs are looked at at the same time."""


class HomeRefreshing:
    def __init__(self, open_tabs: AllOpenTabs, installed: Installed, in_flight: InFlight, clock: Clock) -> None:
        self._open_tabs = open_tabs
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
            await all_of((partial(self._one, each) for each in self._open_tabs.workspaces()), AT_ONCE)
        finally:
            self._is_running = False

    async def _one(self, workspace: str) -> None:
        try:
            deps = await self._installed.deps_of(workspace)
        except NotInstalled:
            self._open_tabs.forget(workspace)
        else:
            await deps.home.refresh()
