"""Posts a message once: claimed, sent, recorded.

Killed in between, another process takes it over after a while and goes on where it was: a message that was posted but
not written down is found by its mark. Without the scope to read there (`im:history`, `channels:history`,
`groups:history`) nobody can know, and it is posted again: better twice than never.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import partial
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.messenger import Messenger, NotThere, PictureRefused
from bot.slack_error import code_of
from core.clock import Clock
from storage.deliveries import Deliveries

ABANDONED: Final = timedelta(minutes=10)
"""A claim of which no sending was recorded is taken over after this."""

PASSING: Final = frozenset(
    {
        *("internal_error", "fatal_error", "ratelimited", "rate_limited", "request_timeout", "service_unavailable"),
        *("token_revoked", "token_expired", "invalid_auth", "not_authed", "account_inactive"),
    }
)
"""Slack's errors that are over in a while, or once somebody has put the bot's token right: it is posted then."""

EVENT_TYPE: Final = "tokenmeter_told"
"""Marks these messages in Slack's metadata."""

log = structlog.stdlib.get_logger("tokenmeter.delivering")

Message = tuple[str, list[dict[str, Any]]]
Compose = Callable[[], Awaitable[Message]]


@dataclass(frozen=True, slots=True)
class Delivered:
    channel: str
    ts: str
    anew: bool
    """Whether it was posted just now, or found so; False when it had been recorded before."""


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """It is done with, though it was not posted."""

    code: str
    """Slack's own word for why; "" when that was recorded before."""


class Later(Enum):
    """Another process is about to post it, or Slack cannot take it now: it is tried again in a while."""

    LATER = "later"


Outcome = Delivered | Undeliverable | Later


class Delivering:
    def __init__(self, workspace: str, deliveries: Deliveries, messenger: Messenger, clock: Clock) -> None:
        self._workspace = workspace
        self._deliveries = deliveries
        self._messenger = messenger
        self._clock = clock

    async def once(
        self,
        place: str,
        kind: str,
        key: str,
        compose: Compose,
        thread: str | None = None,
        plainer: Compose | None = None,
    ) -> Outcome:
        """Post what `compose` makes to `place`, a channel or a person, unless that was done.

        `kind` and `key` name the message: they are the same for every try, and never another's. `plainer` makes it
        without its picture, where Slack does not take that.
        """
        before = await self._deliveries.find(self._workspace, kind, key)
        if before is not None and before.sent_at is not None:
            return Delivered(before.channel, before.ts, anew=False) if before.ts else Undeliverable("")
        if not await self._claim(kind, key):
            return Later.LATER
        mark = f"{kind}:{key}"
        posted = await self._messenger.find(place, EVENT_TYPE, mark, before.claimed_at, thread) if before else None
        if posted is None:
            metadata = {"event_type": EVENT_TYPE, "event_payload": {"mark": mark}}
            post = partial(self._messenger.post, place, metadata=metadata, thread=thread)
            try:
                try:
                    posted = await post(*await compose())
                except PictureRefused:
                    if plainer is None:
                        raise
                    posted = await post(*await plainer())
            except (NotThere, SlackApiError) as error:
                code = error.code if isinstance(error, NotThere) else code_of(error)
                log.warning("a message could not be posted", place=place, what=kind, error=code)
                if code in PASSING:
                    return Later.LATER
                await self._deliveries.sent(self._workspace, kind, key, "", "", self._clock.now())
                return Undeliverable(code)
        await self._deliveries.sent(self._workspace, kind, key, *posted, self._clock.now())
        return Delivered(*posted, anew=True)

    async def _claim(self, kind: str, key: str) -> bool:
        now = self._clock.now()
        claim = await self._deliveries.claim(self._workspace, kind, key, now, abandoned_before=now - ABANDONED)
        return claim is not None
