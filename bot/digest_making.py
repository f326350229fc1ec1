"""Makes a digest from a sentence, for the channel it was typed in, or the person's DM."""

from collections.abc import Callable

import structlog

from bot.digests import Digests
from bot.directory import Directory, Person
from bot.messenger import Messenger
from bot.recipients import Recipients, Refused
from bot.request import Request
from bot.subscribing import Subscribing
from bot.views.digest_making import build_made, build_not_a_digest
from bot.views.subscriptions import made_by
from core.clock import Clock
from core.digests import Occurrence, Wanted, parse, spec_of
from core.digests.schedule import following, newest
from core.questions import NotUnderstood
from core.subscriptions import Kind, Recipient, Subscription
from storage.subscriptions import NewSubscription, Subscriptions

log = structlog.stdlib.get_logger("tokenmeter.digests")


class DigestMaking:
    def __init__(
        self,
        subscriptions: Subscriptions,
        recipients: Recipients,
        subscribing: Subscribing,
        digests: Digests,
        directory: Directory,
        messenger: Messenger,
        new_uid: Callable[[], str],
        clock: Clock,
    ) -> None:
        self._subscriptions = subscriptions
        self._recipients = recipients
        self._subscribing = subscribing
        self._digests = digests
        self._directory = directory
        self._messenger = messenger
        self._new_uid = new_uid
        self._clock = clock

    async def from_sentence(self, request: Request, text: str) -> None:
        """Make it, say so to the person and in its channel; or say why not."""
        person = await self._directory.person(request.user)
        wanted = parse(text, person.zone)
        if isinstance(wanted, NotUnderstood):
            await self._messenger.whisper(request, *build_not_a_digest(wanted))
            return
        try:
            made = await self.make(request.workspace, person, wanted, _place(request))
        except Refused as refused:
            await self._messenger.whisper(request, refused.why)
            return
        await self._messenger.whisper(request, *build_made(made, self._first(wanted)))

    async def from_form(self, request: Request, wanted: Wanted, place: str) -> str:
        """Make it, and say so in its channel; the answer says what was made, or why nothing was, in mrkdwn."""
        person = await self._directory.person(request.user)
        try:
            made = await self.make(request.workspace, person, wanted, place)
        except Refused as refused:
            return refused.why
        return build_made(made, self._first(wanted))[0]

    async def preview(self, request: Request, wanted: Wanted) -> None:
        """Show the person by DM what it would say now, without making it."""
        sample = Subscription(
            "",
            request.workspace,
            Kind.DIGEST,
            0,
            request.user,
            self._clock.now(),
            wanted.filters,
            spec_of(wanted.digest),
            (Recipient(request.user),),
        )
        await self._messenger.post(request.user, *await self._digests.preview(sample, request.user))

    async def make(self, workspace: str, person: Person, wanted: Wanted, place: str) -> Subscription:
        """Raises Refused."""
        await self._recipients.admit(person, place)
        new = NewSubscription(self._new_uid(), Kind.DIGEST, person.id, wanted.filters, spec_of(wanted.digest), (place,))
        if Recipient(place).is_channel:
            await self._recipients.join(place)
        made = await self._subscriptions.add(workspace, new, self._clock.now())
        log.info("a digest was set", name=made.name, by=person.id)
        await self._subscribing.announce(made, made_by(made, person.id))
        return made

    def _first(self, wanted: Wanted) -> Occurrence:
        """The first one that is posted."""
        schedule = wanted.digest.schedule
        return following(schedule, newest(schedule, self._clock.now()))


def _place(request: Request) -> str:
    """The channel it was asked in; in a DM, the person."""
    return request.channel if Recipient(request.channel).is_channel else request.user
