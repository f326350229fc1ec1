"""Reminds by DM of keys that want to be rotated."""

import math
from datetime import timedelta
from typing import Final

from bot.connections.telling import Telling
from bot.views.reminder import build_reminder
from core.clock import Clock
from core.reminders import due_reminder
from storage.connections import Connections

KIND: Final = "rotate reminder"


class Reminding:
    def __init__(self, workspace: str, connections: Connections, telling: Telling, clock: Clock) -> None:
        self._workspace = workspace
        self._connections = connections
        self._telling = telling
        self._clock = clock

    async def remind_all(self) -> None:
        """Send every reminder that is due and was not sent."""
        now = self._clock.now()
        for connection in await self._connections.of(self._workspace):
            reminder = due_reminder(connection, now)
            if reminder is not None:
                days_left = math.ceil((reminder.rotate_by - now) / timedelta(days=1))
                message = build_reminder(connection, reminder, days_left)
                await self._telling.once(connection, KIND, reminder.key(connection), message, can_wait=True)
