"""Tells something about a connection by DM, once: to its owner, or to the managers when that one is gone.

A message is one delivery, and one more for each person. What can wait is told in the morning of who sleeps.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import structlog

from bot.slack.directory import Directory, NoSuchPerson
from bot.subscriptions.delivering import Delivering, Later, Message, Outcome
from bot.subscriptions.recipients import Recipients
from core.clock import Clock
from core.connection import Connection
from core.rights import Action, Verdict, decide
from storage.deliveries import Deliveries

BEGUN_ANEW: Final = timedelta(seconds=30)
"""What was begun and not brought to its end is begun anew after this: who was told is not told again, for each person's
message is claimed for itself.
"""

log = structlog.stdlib.get_logger("tokenmeter.telling")


class Telling:
    def __init__(
        self,
        workspace: str,
        deliveries: Deliveries,
        directory: Directory,
        recipients: Recipients,
        delivering: Delivering,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._deliveries = deliveries
        self._directory = directory
        self._recipients = recipients
        self._delivering = delivering
        self._clock = clock

    async def once(self, connection: Connection, kind: str, key: str, message: Message, *, can_wait: bool) -> None:
        """Tell it, unless it was told, or another process is about to. `key` begins with the connection's uid.

        `can_wait`: nobody is told at night. It is to be called again until everybody was.
        """
        found = await self._deliveries.find(self._workspace, kind, key)
        if found is not None and found.sent_at is not None:
            return
        people = await self._people(connection)
        awake = await self._recipients.awake(people, self._clock.now()) if can_wait else people
        if len(awake) < len(people):
            # Not claimed as a whole: it would stand there as begun, and be looked at every minute, all night.
            await self._tell(awake, kind, key, message)
            return
        if not await self._claim(kind, key) or Later.LATER in await self._tell(people, kind, key, message):
            return  # the claim is taken over in a while
        await self._deliveries.sent(self._workspace, kind, key, "", "", self._clock.now())
        log.info("told", connection=connection.id, what=kind)

    async def _tell(self, people: Sequence[str], kind: str, key: str, message: Message) -> list[Outcome]:
        """One who cannot be reached keeps nobody else from being told, nor lets the others be told again."""

        async def compose() -> Message:
            return message

        return [await self._delivering.once(user, kind, f"{key}:{user}", compose) for user in people]

    async def _claim(self, kind: str, key: str) -> bool:
        now = self._clock.now()
        claim = await self._deliveries.claim(self._workspace, kind, key, now, abandoned_before=now - BEGUN_ANEW)
        return claim is not None

    async def _people(self, connection: Connection) -> list[str]:
        """The owner, as long as the owner may rotate its key; else the managers."""
        try:
            person = await self._directory.person(connection.owner)
        except NoSuchPerson:
            pass
        else:
            if decide(Action.ROTATE, person.standing, None).verdict is Verdict.YES:
                return [person.id]
        return await self._directory.managers()
