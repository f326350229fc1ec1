"""Reminds by DM of keys that want to be rotated: whoever owns the connection, or the managers when that one is gone."""

import math
from datetime import timedelta
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.directory import Directory, NoSuchPerson
from bot.messenger import Messenger, NotThere
from bot.views.reminder import build_reminder
from core.clock import Clock
from core.connection import Connection
from core.reminders import Reminder, due_reminder
from core.rights import Action, Verdict, decide
from storage.connections import Connections
from storage.deliveries import Deliveries

KIND: Final = "rotate reminder"
ABANDONED: Final = timedelta(minutes=10)
"""A claim of which no sending was recorded is taken over after this: better a reminder twice than none."""

log = structlog.stdlib.get_logger("tokenmeter.reminding")


class Reminding:
    def __init__(
        self,
        workspace: str,
        connections: Connections,
        deliveries: Deliveries,
        directory: Directory,
        messenger: Messenger,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._connections = connections
        self._deliveries = deliveries
        self._directory = directory
        self._messenger = messenger
        self._clock = clock

    async def remind_all(self) -> None:
        """Send every reminder that is due and was not sent."""
        for connection in await self._connections.of(self._workspace):
            reminder = due_reminder(connection, self._clock.now())
            if reminder is not None:
                await self._remind_once(connection, reminder)

    async def _remind_once(self, connection: Connection, reminder: Reminder) -> None:
        now, key = self._clock.now(), reminder.key(connection)
        found = await self._deliveries.find(self._workspace, KIND, key)
        if found is not None and found.sent_at is not None:
            return
        if await self._deliveries.claim(self._workspace, KIND, key, now, abandoned_before=now - ABANDONED) is None:
            return
        days_left = math.ceil((reminder.rotate_by - now) / timedelta(days=1))
        message = build_reminder(connection, reminder, days_left)
        channel, ts = "", ""
        for user in await self._recipients(connection):
            # One who cannot be reached keeps nobody else from being told, nor lets the others be told again.
            try:
                channel, ts = await self._messenger.post(user, *message)
            except (NotThere, SlackApiError):
                log.warning("a reminder could not be posted", connection=connection.id, user=user, exc_info=True)
        await self._deliveries.sent(self._workspace, KIND, key, channel, ts, now)
        log.info("reminded to rotate", connection=connection.id, days_before=reminder.days_before)

    async def _recipients(self, connection: Connection) -> list[str]:
        """The owner, as long as the owner may rotate it; else the managers."""
        try:
            person = await self._directory.person(connection.owner)
        except NoSuchPerson:
            pass
        else:
            if decide(Action.ROTATE, person.standing, None).verdict is Verdict.YES:
                return [person.id]
        return await self._directory.managers()
