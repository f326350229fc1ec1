"""Makes a digest from a sentence or a form, for a channel or a person's DM, and changes it."""

from collections.abc import Callable
from dataclasses import replace

from bot.answers.asking import Asking
from bot.digests.posting import Digests
from bot.slack.directory import Directory, Person
from bot.slack.messenger import Messenger
from bot.slack.request import Request
from bot.subscriptions.delivering import Message
from bot.subscriptions.recipients import Recipients, Refused
from bot.subscriptions.subscribing import Subscribing
from bot.views.digest_making import IS_OFF, build_made
from bot.views.not_understood import build_command_not_understood
from bot.views.subscriptions import no_such, not_yours
from core.clock import Clock
from core.digests import Wanted, digest_of, parse, sentence, spec_of
from core.questions import NotUnderstood, nearest_filters
from core.subscriptions import Kind, Recipient, Subscription, name_first, named, unmade
from core.subscriptions.verbs import Order, Verb
from storage.subscriptions import NewSubscription, Subscriptions


class DigestMaking:
    def __init__(
        self,
        subscriptions: Subscriptions,
        recipients: Recipients,
        subscribing: Subscribing,
        digests: Digests,
        asking: Asking,
        directory: Directory,
        messenger: Messenger,
        new_uid: Callable[[], str],
        clock: Clock,
    ) -> None:
        self._subscriptions = subscriptions
        self._recipients = recipients
        self._subscribing = subscribing
        self._digests = digests
        self._asking = asking
        self._directory = directory
        self._messenger = messenger
        self._new_uid = new_uid
        self._clock = clock

    async def from_sentence(self, request: Request, text: str) -> None:
        """Make it, or change the one that is named first, and say so, in its channel too; or say why not."""
        person = await self._directory.person(request.user)
        name, said = name_first(Kind.DIGEST, text) or ("", text)
        before = named(name, await self._subscribing.read_by(person, request, Kind.DIGEST)) if name else None
        if name and before is None:
            await self._messenger.whisper(request, no_such(Kind.DIGEST, name))
            return
        if name and not said:
            await self._subscribing.order(request, Kind.DIGEST, Order(Verb.NOW, name))
            return
        zone = person.zone if before is None else digest_of(before.spec).schedule.zone
        wanted = parse(said, zone, _wanted_of(before) if before is not None else None)
        if isinstance(wanted, NotUnderstood):
            message = build_command_not_understood(wanted, Kind.DIGEST, name)
        elif before is not None:
            message = await self._changed(request, person, wanted, before)
        else:
            message = await self._made(request, person, wanted, _place(request))
        await self._messenger.whisper(request, *message)

    async def from_form(self, request: Request, wanted: Wanted, place: str, uid: str) -> str:
        """Make it, or change the one with this uid, and say so in its channel; the answer says what was done, or why
        nothing was, in mrkdwn."""
        person = await self._directory.person(request.user)
        before = await self._subscriptions.find(request.workspace, uid) if uid else None
        if uid and before is None:
            return IS_OFF
        if before is None:
            return (await self._made(request, person, wanted, place))[0]
        return (await self._changed(request, person, wanted, before, place))[0]

    async def preview(self, request: Request, wanted: Wanted) -> None:
        """Show the person by DM what it would say now, without making it."""
        now = self._clock.now()
        sample = unmade(Kind.DIGEST, request.workspace, request.user, wanted.filters, spec_of(wanted.digest), now)
        decision = await self._recipients.now(sample, sample.recipients[0])
        await self._messenger.post(request.user, *await self._digests.preview(sample, decision))

    async def _made(self, request: Request, person: Person, wanted: Wanted, place: str) -> Message:
        """Make it; the answer says what was made, or why nothing was."""
        try:
            decision = await self._recipients.admit(person, place)
        except Refused as refused:
            return refused.why, []
        missed = await self._asking.unmatched(request.workspace, wanted.filters, decision.scopes)
        if missed is not None:
            return build_command_not_understood(self._near(missed, wanted), Kind.DIGEST)
        spec = spec_of(wanted.digest)
        new = NewSubscription(self._new_uid(), Kind.DIGEST, person.id, wanted.filters, spec, (place,))
        return await self._said_of(await self._subscribing.add(request.workspace, new))

    async def _changed(
        self, request: Request, person: Person, wanted: Wanted, before: Subscription, place: str = ""
    ) -> Message:
        """Let it say something else; the answer says what it says now, or why it stays as it was.

        `place`: where it is posted from now on, "" for where it was.
        """
        places = (place,) if place else tuple(each.id for each in before.recipients)
        if before.kind is not Kind.DIGEST or not await self._recipients.may_change(person, before):
            return not_yours(before), []
        try:
            decisions = [await self._recipients.admit(person, each) for each in places]
        except Refused as refused:
            return refused.why, []
        scopes = tuple(dict.fromkeys(scope for each in decisions for scope in each.scopes))
        missed = await self._asking.unmatched(request.workspace, wanted.filters, scopes)
        if missed is not None:
            return build_command_not_understood(self._near(missed, wanted), Kind.DIGEST, before.name)
        spec = spec_of(wanted.digest)
        after = await self._subscribing.change(before, person, wanted.filters, spec, places)
        return (IS_OFF, []) if after is None else await self._said_of(after)

    async def _said_of(self, made: Subscription) -> Message:
        return build_made(made, await self._digests.first_of(made), self._clock.now())

    def _near(self, missed: NotUnderstood, wanted: Wanted) -> NotUnderstood:
        """The same, with digests in place of the questions that it offers."""
        near = [sentence(wanted.digest, each) for each in nearest_filters(missed, self._clock.now().date())]
        return replace(missed, nearest=tuple(f"digest {each}" for each in near))


def _place(request: Request) -> str:
    """The channel it was asked in; in a DM, the person."""
    return request.channel if Recipient(request.channel).is_channel else request.user


def _wanted_of(made: Subscription) -> Wanted:
    return Wanted(digest_of(made.spec), made.filters)
