"""Posts each digest once when it is due, and edits it once when its days have settled."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.all_of import all_of
from bot.answers.answering import Answering
from bot.digests.contents import DigestContents
from bot.slack.error import code_of
from bot.slack.messenger import AnswerLost, Messenger, NotThere, PictureRefused
from bot.slack.request import Request
from bot.subscriptions.delivering import PASSING, Delivered, Delivering, Message, Undeliverable
from bot.subscriptions.holding import ABANDONED
from bot.subscriptions.recipients import Recipients
from bot.subscriptions.troubles import Troubles
from bot.views.digest import build_no_right
from bot.views.trouble import shared_hint
from core.clock import Clock
from core.digests.digest import digest_of
from core.digests.schedule import Occurrence, between, following, instant, newest
from core.digests.told import Told
from core.rights import Decision, Verdict
from core.subscriptions import Kind, Recipient, Subscription
from storage.deliveries import Deliveries, Delivery
from storage.subscriptions import Subscriptions

POSTED: Final = "digest"
SETTLED: Final = "digest settled"
"""Deliveries: of a digest, and of its edit."""

AT_ONCE: Final = 4
"""Digests that are put together at the same time."""

LATE: Final = timedelta(minutes=5)
"""From so much on it is said."""
LOOKED_BACK: Final = timedelta(days=100)
"""Digests that were not posted longer ago are not named any more."""
SETTLES_WITHIN: Final = timedelta(days=8)
"""A digest that has not settled by then stays as it is."""
SETTLES_AFTER: Final = timedelta(hours=36)
"""No day settles sooner than that after its digest."""

log = structlog.stdlib.get_logger("tokenmeter.digests")


class Digests:
    def __init__(
        self,
        workspace: str,
        subscriptions: Subscriptions,
        deliveries: Deliveries,
        delivering: Delivering,
        recipients: Recipients,
        contents: DigestContents,
        answering: Answering,
        messenger: Messenger,
        troubles: Troubles,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._delivering = delivering
        self._recipients = recipients
        self._contents = contents
        self._answering = answering
        self._messenger = messenger
        self._troubles = troubles
        self._clock = clock

    async def post_due(self) -> None:
        """Post every digest that is due and was not posted. To be called every minute."""
        now = self._clock.now()
        due = [
            (subscription, recipient, occurrence)
            for subscription in await self._subscriptions.of(self._workspace, Kind.DIGEST)
            for recipient in subscription.recipients
            if (occurrence := due_for(subscription, recipient, now)) is not None
        ]
        keys = [_key(*each) for each in due]
        answered = await self._deliveries.answered(self._workspace, POSTED, keys, since=now - ABANDONED)
        contents = self._contents.for_one_look()
        await all_of((partial(self._post, contents, *each) for each in due if _key(*each) not in answered), AT_ONCE)

    async def settle_all(self) -> None:
        """Edit every digest whose days have settled since it was posted. To be called every hour or so."""
        now = self._clock.now()
        posted = [
            (subscription, recipient, occurrence)
            for subscription in await self._subscriptions.of(self._workspace, Kind.DIGEST)
            for recipient in subscription.recipients
            for occurrence in between(digest_of(subscription.spec).schedule, now - SETTLES_WITHIN, now - SETTLES_AFTER)
        ]
        keys = [_key(*each) for each in posted]
        done = await self._deliveries.done(self._workspace, POSTED, keys)
        settled = await self._deliveries.done(self._workspace, SETTLED, keys)
        contents = self._contents.for_one_look()
        unsettled = (
            partial(self._settle, contents, *each, found)
            for each in posted
            if (found := done.get(_key(*each))) is not None
            and found.ts
            and found.sent_at is not None
            and found.sent_at >= each[0].made_at  # what was posted before it was changed told something else
            and _key(*each) not in settled
        )
        await all_of(unsettled, AT_ONCE)

    async def now(self, request: Request, subscription: Subscription) -> None:
        """Show the person what the newest digest would say now, within what may be asked about where they are."""
        here = await self._answering.here(request.user, request.channel)
        message = await self.preview(subscription, here.decision, pictured=False)
        if here.decision.verdict is Verdict.PRIVATELY and here.place is not None:
            await self._messenger.post(request.user, *message)
            await self._messenger.whisper(request, shared_hint(here.place.id))
        else:
            await self._messenger.whisper(request, *message)

    async def first_of(self, subscription: Subscription) -> Occurrence:
        """The next one that is posted somewhere: where one was posted on its date before it was changed, none is."""
        schedule = digest_of(subscription.spec).schedule
        found = following(schedule, newest(schedule, self._clock.now()))
        keys = [_key(subscription, each, found) for each in subscription.recipients]
        posted = await self._deliveries.done(self._workspace, POSTED, keys)
        return following(schedule, found) if keys and len(posted) == len(keys) else found

    async def preview(self, subscription: Subscription, decision: Decision, *, pictured: bool = True) -> Message:
        """What the newest digest would say now, to somebody of whom this was decided."""
        if decision.verdict not in (Verdict.YES, Verdict.PRIVATELY):
            return build_no_right(subscription.name)
        occurrence = newest(digest_of(subscription.spec).schedule, self._clock.now())
        told = await self._contents.told(subscription, occurrence, decision.scopes)
        if not isinstance(told, Told):
            return self._contents.nothing(subscription, occurrence, told, preview=True)
        if pictured:
            return await self._contents.message(told, preview=True)
        return self._contents.without_picture(told, preview=True)

    async def _post(
        self, contents: DigestContents, subscription: Subscription, recipient: Recipient, occurrence: Occurrence
    ) -> None:
        now = self._clock.now()
        decision = await self._recipients.now(subscription, recipient)
        if decision.verdict is not Verdict.YES:
            await self._troubles.no_right(subscription, recipient, decision.verdict, str(occurrence.on))
            return
        late = _late(subscription, occurrence, now)
        if late and await self._is_kept_for_the_morning(recipient, _waits_until(subscription, occurrence), now):
            return
        waits = now < _waits_until(subscription, occurrence)
        if waits and not await contents.is_billed(subscription, occurrence, decision.scopes):
            return
        skipped = await self._skipped(subscription, recipient, occurrence)
        told = await contents.told(subscription, occurrence, decision.scopes, late, skipped)

        async def compose() -> Message:
            return await contents.message(told) if isinstance(told, Told) else await plainer()

        async def plainer() -> Message:
            if isinstance(told, Told):
                return contents.refused(told)
            return contents.nothing(subscription, occurrence, told, late, skipped)

        key = _key(subscription, recipient, occurrence)
        outcome = await self._delivering.once(recipient.id, POSTED, key, compose, plainer=plainer)
        match outcome:
            case Delivered(anew=True):
                log.info("a digest was posted", name=subscription.name, on=str(occurrence.on))
                await self._troubles.over(subscription, recipient)
            case Undeliverable(code):
                await self._troubles.of_place(subscription, recipient, code, str(occurrence.on))

    async def _is_kept_for_the_morning(self, recipient: Recipient, meant_for: datetime, now: datetime) -> bool:
        """Whether it is night for a person who wanted it by day. One that is wanted at night comes then, late too."""
        by_day = await self._recipients.morning(recipient.id, meant_for) is None
        return by_day and await self._recipients.morning(recipient.id, now) is not None

    async def _skipped(self, subscription: Subscription, recipient: Recipient, occurrence: Occurrence) -> list[date]:
        """The local dates since it was set or last went on for which it was due before, and was not posted."""
        since = max(_listens_since(subscription, recipient), occurrence.at - LOOKED_BACK)
        earlier = [
            each for each in between(digest_of(subscription.spec).schedule, since, occurrence.at) if each != occurrence
        ]
        keys = {_key(subscription, recipient, each): each.on for each in earlier}
        before = sorted(keys, key=lambda key: keys[key])[-1:]
        if len(await self._deliveries.done(self._workspace, POSTED, before)) == len(before):
            return []  # nearly always: then the others, of which there may be a hundred, are not asked about
        await self._delivering.recover(recipient.id, POSTED, list(keys))
        done = await self._deliveries.done(self._workspace, POSTED, list(keys))
        told = max((keys[key] for key in done), default=None)
        return [on for key, on in keys.items() if key not in done and (told is None or on > told)]

    async def _settle(
        self,
        contents: DigestContents,
        subscription: Subscription,
        recipient: Recipient,
        occurrence: Occurrence,
        posted: Delivery,
    ) -> None:
        decision = await self._recipients.now(subscription, recipient)
        if decision.verdict is not Verdict.YES:
            return
        skipped = await self._skipped(subscription, recipient, occurrence)
        late = _late(subscription, occurrence, posted.sent_at or self._clock.now())
        told = await contents.told(subscription, occurrence, decision.scopes, late, skipped)
        if not isinstance(told, Told) or not told.is_settled:
            return
        channel, ts = posted.channel, posted.ts
        try:
            try:
                await self._messenger.update(channel, ts, *await contents.message(told))
            except PictureRefused:
                await self._messenger.update(channel, ts, *contents.refused(told))
        except AnswerLost:
            return
        except (NotThere, SlackApiError) as error:
            code = str(error) if isinstance(error, NotThere) else code_of(error)
            if code in PASSING:
                return
            log.warning("a digest could not be edited", name=subscription.name, error=code)
        key = _key(subscription, recipient, occurrence)
        await self._deliveries.note(self._workspace, SETTLED, key, self._clock.now(), channel, ts)


def due_for(subscription: Subscription, recipient: Recipient, now: datetime) -> Occurrence | None:
    """The newest digest that is due for this recipient; None where it is paused, muted, or not due since."""
    if subscription.is_paused(now) or recipient.is_muted(now):
        return None
    occurrence = newest(digest_of(subscription.spec).schedule, now)
    return occurrence if occurrence.at > _listens_since(subscription, recipient) else None


def times_of(subscription: Subscription, now: datetime) -> list[datetime]:
    """When the newest is posted at the latest, which may be still to come, and when the next one is due."""
    occurrence = newest(digest_of(subscription.spec).schedule, now)
    return [_waits_until(subscription, occurrence), following(digest_of(subscription.spec).schedule, occurrence).at]


def _waits_until(subscription: Subscription, occurrence: Occurrence) -> datetime:
    """When it is posted at the latest, whatever is billed by then."""
    digest = digest_of(subscription.spec)
    return instant(digest.schedule, occurrence.on, digest.wait_until) if digest.wait_until else occurrence.at


def _late(subscription: Subscription, occurrence: Occurrence, posted_at: datetime) -> timedelta:
    """How late it is, where that is worth saying; else 0."""
    late = posted_at - _waits_until(subscription, occurrence)
    return late if late >= LATE else timedelta(0)


def _listens_since(subscription: Subscription, recipient: Recipient) -> datetime:
    """When it was set, or went on after it was paused or muted."""
    pauses = (subscription.paused_until, recipient.muted_until)
    return max([subscription.made_at, *(each for each in pauses if each is not None)])


def _key(subscription: Subscription, recipient: Recipient, occurrence: Occurrence) -> str:
    return f"{subscription.uid}:{occurrence.on}:{recipient.id}"
