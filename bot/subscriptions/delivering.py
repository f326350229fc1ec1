"""Posts a message once: claimed, sent, recorded.

Killed in between, another process takes it over within a minute and goes on where it was. So it does when nobody can
say whether Slack took the message: its answer was lost, came too late, or was an error of Slack's own. Before it is
sent again it is looked for by its mark, since it was first claimed.

What Slack refuses (a channel that is archived, one the bot was taken out of, an account that is deactivated) is not
done with either: it is tried again after `REFUSED`, as long as somebody asks for it, and so posted once that is over.

What each message risks where Slack gives no way to know:

- without the scope to read there (`im:history`, `channels:history`, `groups:history`), or with the message deleted by
  somebody within that minute: it is posted a second time. Better twice than never: a digest, an alert, a warning;
- a process that stands still for half a minute between its last look at the clock and Slack's taking the message: the
  same, for the other one took it for dead;
- an edit and a line that names who changed something are not claimed: an edit twice is the same message, a line whose
  answer is lost may stand there twice.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.slack.error import code_of
from bot.slack.messenger import AnswerLost, Messenger, NotThere, PictureRefused
from bot.subscriptions.holding import ABANDONED, ClaimLost, Held, holding
from core.clock import Clock
from storage.deliveries import Deliveries, Delivery

REFUSED: Final = timedelta(minutes=10)
"""What Slack refused is tried again after this."""

AGAIN: Final = timedelta(seconds=30)
"""What Slack did not take, or perhaps did not take, is tried again after this; later and later, up to AT_LATEST."""

AT_LATEST: Final = timedelta(minutes=5)

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
    """Slack does not take it there as things are."""

    code: str
    """Its own word for why."""


class Later(Enum):
    """Another process is about to post it, or Slack cannot take it now, or refused it not long ago: it is tried again
    in a while."""

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
            return Delivered(before.channel, before.ts, anew=False)
        now = self._clock.now()
        claim = await self._deliveries.claim(self._workspace, kind, key, now, abandoned_before=now - ABANDONED)
        if claim is None:
            return Later.LATER
        try:
            async with holding(claim, self._deliveries, self._clock) as held:
                posted = await self._look(place, claim, thread) if claim.taken_over else None
                if posted is None:
                    posted = await self._post(place, held, compose, plainer, thread)
        except ClaimLost:
            log.warning("a message is left to who has taken it over", place=place, what=kind)
            return Later.LATER
        except (AnswerLost, NotThere, SlackApiError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else str(error)
            log.warning("a message could not be posted", place=place, what=kind, error=code)
            if isinstance(error, AnswerLost) or code in PASSING:
                await self._deliveries.put_off(held.claim, now - ABANDONED + _again_after(now - claim.begun_at))
                return Later.LATER
            await self._deliveries.refused(held.claim, place, now - ABANDONED + REFUSED)
            return Undeliverable(code)
        await self._deliveries.sent(self._workspace, kind, key, *posted, self._clock.now())
        return Delivered(*posted, anew=True)

    async def recover(self, place: str, kind: str, keys: Sequence[str]) -> None:
        """Record those of these that were posted, though who posted them did not live to say so.

        Raises AnswerLost and Slack's own errors where nobody can say now.
        """
        for claim in await self._deliveries.unrecorded(self._workspace, kind, keys):
            if (posted := await self._look(place, claim)) is not None:
                await self._deliveries.sent(self._workspace, kind, claim.key, *posted, self._clock.now())

    async def _look(self, place: str, claim: Delivery, thread: str | None = None) -> tuple[str, str] | None:
        """Where it was posted; None where it was not, or where we may never know."""
        try:
            return await self._messenger.find(place, EVENT_TYPE, _mark(claim), claim.begun_at, thread)
        except SlackApiError as error:
            code = code_of(error)
            if code in PASSING:
                raise
            log.warning("cannot look for a message", place=place, what=claim.kind, error=code)
            return None

    async def _post(
        self, place: str, held: Held, compose: Compose, plainer: Compose | None, thread: str | None
    ) -> tuple[str, str]:
        """Where it was posted. Raises ClaimLost where that took so long that another process may have posted it."""
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"mark": _mark(held.claim)}}
        message = await compose()
        held.check()
        try:
            return await self._messenger.post(place, *message, metadata=metadata, thread=thread)
        except PictureRefused:
            if plainer is None:
                raise
            return await self._messenger.post(place, *await plainer(), metadata=metadata, thread=thread)


def _again_after(tried: timedelta) -> timedelta:
    """When to try again what was tried for so long."""
    return min(max(AGAIN, tried / 2), AT_LATEST)


def _mark(claim: Delivery) -> str:
    return f"{claim.kind}:{claim.key}"
