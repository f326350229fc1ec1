"""What becomes of what people are told: it is listed, paused, resumed, posted at once, and turned off.

A change of what a channel receives is said there, in a line that names who made it.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.slack.directory import Directory, NoSuchPerson, Person
from bot.slack.messenger import AnswerLost, Messenger, NotThere
from bot.slack.request import Request
from bot.subscriptions.recipients import Recipients
from bot.views import subscriptions as views
from bot.views.trouble import ONLY_MEMBERS
from bot.views.troubles import build_resumed
from core.clock import Clock
from core.questions.filters import Filters
from core.rights import Action, Verdict, decide
from core.subscriptions import FOREVER, NO_RIGHT, Kind, Recipient, Subscription, named
from core.subscriptions.verbs import Order, Verb
from storage.subscriptions import NewSubscription, Subscriptions

Now = Callable[[Request, Subscription], Awaitable[None]]
"""Tells the person what a subscription would tell now."""

Described = Callable[[Request, Sequence[Subscription]], Awaitable[Mapping[str, str]]]
"""A line (mrkdwn, ours) on how each of these stands, by its uid, as far as the person may see that here."""

SNOOZED: Final = timedelta(days=1)
"""Where nothing is said of how long."""

log = structlog.stdlib.get_logger("tokenmeter.subscribing")


class Subscribing:
    def __init__(
        self,
        subscriptions: Subscriptions,
        recipients: Recipients,
        directory: Directory,
        messenger: Messenger,
        now: Mapping[Kind, Now],
        described: Mapping[Kind, Described],
        clock: Clock,
    ) -> None:
        self._subscriptions = subscriptions
        self._recipients = recipients
        self._directory = directory
        self._messenger = messenger
        self._now = now
        self._described = described
        self._clock = clock

    async def order(self, request: Request, kind: Kind, order: Order) -> None:
        """Do it, and say so; or say why not."""
        person = await self._directory.person(request.user)
        if decide(Action.LOOK, person.standing, None).verdict is not Verdict.YES:
            await self._messenger.whisper(request, ONLY_MEMBERS)
            return
        if order.verb is Verb.SNOOZE and order.during is None:
            order = replace(order, during=SNOOZED)
        mine = await self.read_by(person, request, kind)
        if order.verb is Verb.LIST:
            stand = await self._described[kind](request, mine[: views.LISTED]) if kind in self._described else {}
            await self._messenger.whisper(request, *views.build_list(kind, mine, self._clock.now(), stand))
            return
        chosen = named(order.name, mine) if order.name else mine[0] if len(mine) == 1 else None
        if chosen is None:
            await self._messenger.whisper(request, *views.build_which(kind, order, mine))
        elif order.verb is Verb.NOW:
            await self._now[kind](request, chosen)
        else:
            await self._change(request, person, chosen, order)

    async def read_by(self, person: Person, request: Request, kind: Kind) -> Sequence[Subscription]:
        """Those of this kind that the person reads of, here."""
        found = await self._subscriptions.of(request.workspace, kind)
        return seen_by(person, found, request.channel)

    async def _change(self, request: Request, person: Person, chosen: Subscription, order: Order) -> None:
        may_change = await self._recipients.may_change(person, chosen)
        if order.verb is Verb.MUTE and chosen.recipient(request.channel) is not None and may_change:
            await self._mute_here(request, person, chosen, order)
        elif order.verb is Verb.MUTE and chosen.recipient(person.id) is not None:
            await self._change_mine(request, person, chosen, order)
        elif may_change:
            await self._change_all(request, person, chosen, order)
        elif chosen.recipient(person.id) is not None:
            await self._change_mine(request, person, chosen, order)
        else:
            await self._messenger.whisper(request, views.not_yours(chosen))

    async def _change_all(self, request: Request, person: Person, chosen: Subscription, order: Order) -> None:
        now = self._clock.now()
        match order.verb:
            case Verb.OFF:
                await self._subscriptions.turn_off(chosen.workspace, chosen.uid, now)
            case Verb.RESUME:
                await self._resume(request, person, chosen)
                return
            case _:
                until = _until(order, now)
                await self._subscriptions.pause(chosen.workspace, chosen.uid, until)
        log.info("a subscription was changed", name=chosen.name, verb=order.verb.value, by=person.id)
        await self._messenger.whisper(request, views.changed(chosen, order))
        await self.announce(chosen, views.changed_by(chosen, order, person.id))

    async def _resume(self, request: Request, person: Person, chosen: Subscription) -> None:
        """Let it be told again, and take over what keeps it from that: for who is gone, and by whose rights it is."""
        now = self._clock.now()
        if chosen.is_paused(now):
            await self._subscriptions.pause(chosen.workspace, chosen.uid, now)
        for each in (request.channel, person.id):
            if (recipient := chosen.recipient(each)) is not None and recipient.is_muted(now):
                await self._subscriptions.mute(chosen.workspace, chosen.uid, each, now)
        held = await self._take_over(person, chosen)
        gone = tuple(each for each in held if is_gone(each, held[each]))
        if gone and decide(Action.RECEIVE, person.standing, None).verdict is Verdict.YES:
            await self._subscriptions.tell_instead(chosen.workspace, chosen.uid, gone, person.id)
            held = {each: verdict for each, verdict in held.items() if each not in gone}
        else:
            gone = ()
        for recipient in chosen.recipients:
            if recipient.trouble.startswith(NO_RIGHT) and recipient.id not in held:
                await self._subscriptions.note_trouble(chosen.workspace, chosen.uid, recipient.id, "")
        log.info("a subscription was changed", name=chosen.name, verb=Verb.RESUME.value, by=person.id)
        others = [each for each in chosen.recipients if each.is_channel and each.id not in {request.channel, *held}]
        muted = [each.id for each in others if each.is_muted(now)]
        await self._messenger.whisper(request, build_resumed(chosen, gone, held, muted))
        told = replace(chosen, recipients=tuple(each for each in chosen.recipients if each.id not in {*held, *muted}))
        await self.announce(told, views.changed_by(chosen, Order(Verb.RESUME), person.id))

    async def _take_over(self, person: Person, chosen: Subscription) -> Mapping[str, Verdict]:
        """Let it be this person's where who made it is gone, or may have it told to fewer; who is not told even so."""
        held = await self._recipients.held_back(chosen)
        if chosen.made_by == person.id:
            return held
        with_theirs = await self._recipients.held_back(replace(chosen, made_by=person.id))
        if await self._is_here(chosen.made_by) and not with_theirs.keys() < held.keys():
            return held
        await self._subscriptions.hand_over(chosen.workspace, chosen.uid, person.id)
        return with_theirs

    async def _mute_here(self, request: Request, person: Person, chosen: Subscription, order: Order) -> None:
        """In the channel where it is said, and nowhere else."""
        until = _until(order, self._clock.now())
        await self._subscriptions.mute(chosen.workspace, chosen.uid, request.channel, until)
        await self._messenger.whisper(request, views.muted_here(chosen, order))
        here = replace(chosen, recipients=tuple(each for each in chosen.recipients if each.id == request.channel))
        await self.announce(here, views.changed_by(chosen, order, person.id))

    async def _change_mine(self, request: Request, person: Person, chosen: Subscription, order: Order) -> None:
        """Of somebody who is told by DM: they mute it, or leave, for themselves alone."""
        now = self._clock.now()
        match order.verb:
            case Verb.OFF:
                await self._subscriptions.leave(chosen.workspace, chosen.uid, person.id)
            case Verb.RESUME:
                await self._subscriptions.mute(chosen.workspace, chosen.uid, person.id, now)
            case _:
                until = _until(order, now)
                await self._subscriptions.mute(chosen.workspace, chosen.uid, person.id, until)
        await self._messenger.whisper(request, views.changed_for_you(chosen, order))

    async def _is_here(self, user: str) -> bool:
        try:
            person = await self._directory.person(user)
        except NoSuchPerson:
            return False
        return decide(Action.LOOK, person.standing, None).verdict is Verdict.YES

    async def find(self, request: Request, kind: Kind, uid: str) -> Subscription | None:
        """The one of this kind with this uid, when this person may change it."""
        found = await self._subscriptions.find(request.workspace, uid)
        if found is None or found.kind is not kind:
            return None
        person = await self._directory.person(request.user)
        return found if await self._recipients.may_change(person, found) else None

    async def add(self, workspace: str, new: NewSubscription) -> Subscription:
        """Make it, and say in its channels who did. Who may is the caller's to know."""
        for place in new.recipients:
            if Recipient(place).is_channel:
                await self._recipients.join(place)
        made = await self._subscriptions.add(workspace, new, self._clock.now())
        log.info("a subscription was made", name=made.name, by=made.made_by)
        await self.announce(made, views.made_by(made, made.made_by))
        return made

    async def change(
        self, before: Subscription, person: Person, filters: Filters, spec: str, places: Sequence[str]
    ) -> Subscription | None:
        """Let it say something else from now on, and say in its channels, and those it had, who did; None when it is
        off. Who may is the caller's to know."""
        for place in places:
            if Recipient(place).is_channel and before.recipient(place) is None:
                await self._recipients.join(place)
        now = self._clock.now()
        if not await self._subscriptions.change(before, filters, spec, places, person.id, now):
            return None
        after = await self._subscriptions.find(before.workspace, before.uid)
        if after is None:
            return None
        log.info("a subscription was changed", name=after.name, by=person.id)
        was, told = ({each.id for each in one.recipients} for one in (before, after))
        if (before.filters, before.spec) != (after.filters, after.spec):
            await self.announce(_only_in(after, was & told), views.changed_to(before, after, person.id))
        await self.announce(_only_in(after, told - was), views.made_by(after, person.id))
        await self.announce(_only_in(before, was - told), views.taken_away(before, person.id))
        return after

    async def announce(self, subscription: Subscription, line: str) -> None:
        """Say a line (mrkdwn, ours) in the channels it posts in; where that cannot be, it is not said, nor where people
        of other organizations read it: it may have names in it."""
        for recipient in subscription.recipients:
            if recipient.is_channel and not (await self._directory.place(recipient.id)).is_silent:
                try:
                    await self._messenger.post(recipient.id, line, [])
                except (AnswerLost, NotThere, SlackApiError):
                    log.warning("a change could not be said in its channel", name=subscription.name, exc_info=True)


def seen_by(person: Person, found: Sequence[Subscription], channel: str = "") -> Sequence[Subscription]:
    """What posts in this channel or to this person, and what they made; managers see all."""
    if decide(Action.APPOINT, person.standing, None).verdict is Verdict.YES:
        return found
    here = {channel, person.id}
    return [
        each
        for each in found
        if each.made_by == person.id or any(recipient.id in here for recipient in each.recipients)
    ]


def _only_in(subscription: Subscription, places: Collection[str]) -> Subscription:
    return replace(subscription, recipients=tuple(each for each in subscription.recipients if each.id in places))


def _until(order: Order, now: datetime) -> datetime:
    return FOREVER if order.during is None else now + order.during


def is_gone(recipient: str, verdict: Verdict) -> bool:
    """Whether it is a person who is not a full member any more."""
    return not Recipient(recipient).is_channel and verdict is Verdict.MEMBERS_ONLY
