"""Tells something about a connection by DM, once: to its owner, or to the managers when that one is gone.

A message is one delivery, and one more for each person. Killed in between, another process takes it over after a while
and goes on where it was: a message that was posted but not written down is found in the DM by its mark. Without the
scope to read there (`im:history`) nobody can know, and it is posted again: better twice than never.
"""

from datetime import timedelta
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.directory import Directory, NoSuchPerson
from bot.messenger import Messenger, NotThere
from bot.slack_error import code_of
from core.clock import Clock
from core.connection import Connection
from core.rights import Action, Verdict, decide
from storage.deliveries import Deliveries

ABANDONED: Final = timedelta(minutes=10)
"""A claim of which no sending was recorded is taken over after this."""

PASSING: Final = frozenset(
    {"internal_error", "fatal_error", "ratelimited", "rate_limited", "request_timeout", "service_unavailable"}
)
"""Slack's errors that are over in a while: whom they kept from being told is told then."""

EVENT_TYPE: Final = "tokenmeter_told"
"""Marks these messages in Slack's metadata."""

log = structlog.stdlib.get_logger("tokenmeter.telling")

Message = tuple[str, list[dict[str, Any]]]


class Telling:
    def __init__(
        self, workspace: str, deliveries: Deliveries, directory: Directory, messenger: Messenger, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._deliveries = deliveries
        self._directory = directory
        self._messenger = messenger
        self._clock = clock

    async def once(self, connection: Connection, kind: str, key: str, message: Message) -> None:
        """Tell it, unless it was told, or another process is about to. `key` begins with the connection's uid."""
        found = await self._deliveries.find(self._workspace, kind, key)
        if (found is not None and found.sent_at is not None) or not await self._claim(kind, key):
            return
        done = [
            await self._post_once(user, kind, f"{key}:{user}", message) for user in await self._recipients(connection)
        ]
        if not all(done):
            return  # the claim is taken over in a while
        await self._deliveries.sent(self._workspace, kind, key, "", "", self._clock.now())
        log.info("told", connection=connection.id, what=kind)

    async def _post_once(self, user: str, kind: str, key: str, message: Message) -> bool:
        """Whether this person is done with: told, or not to be reached at all."""
        before = await self._deliveries.find(self._workspace, kind, key)
        if before is not None and before.sent_at is not None:
            return True
        if not await self._claim(kind, key):
            return False
        mark = f"{kind}:{key}"
        posted = await self._messenger.find(user, EVENT_TYPE, mark, before.claimed_at) if before else None
        if posted is None:
            metadata = {"event_type": EVENT_TYPE, "event_payload": {"mark": mark}}
            try:
                posted = await self._messenger.post(user, *message, metadata=metadata)
            except (NotThere, SlackApiError) as error:
                # One who cannot be reached keeps nobody else from being told, nor lets the others be told again.
                log.warning("a DM could not be posted", user=user, what=kind, exc_info=True)
                if _passes(error):
                    return False
                posted = ("", "")
        await self._deliveries.sent(self._workspace, kind, key, *posted, self._clock.now())
        return True

    async def _claim(self, kind: str, key: str) -> bool:
        now = self._clock.now()
        claim = await self._deliveries.claim(self._workspace, kind, key, now, abandoned_before=now - ABANDONED)
        return claim is not None

    async def _recipients(self, connection: Connection) -> list[str]:
        """The owner, as long as the owner may rotate its key; else the managers."""
        try:
            person = await self._directory.person(connection.owner)
        except NoSuchPerson:
            pass
        else:
            if decide(Action.ROTATE, person.standing, None).verdict is Verdict.YES:
                return [person.id]
        return await self._directory.managers()


def _passes(error: NotThere | SlackApiError) -> bool:
    return isinstance(error, SlackApiError) and code_of(error) in PASSING
