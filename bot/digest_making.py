"""Makes a digest from a sentence, for the channel it was typed in, or the person's DM."""

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.asking import Asking
from bot.delivering import Message
from bot.digests import Digests
from bot.directory import Directory, Person
from bot.messenger import Messenger
from bot.recipients import Recipients, Refused
from bot.request import Request
from bot.subscribing import Subscribing
from bot.views.digest_making import build_made
from bot.views.not_understood import build_command_not_understood
from core.clock import Clock
from core.digests import Occurrence, Wanted, parse, sentence, spec_of
from core.digests.schedule import following, newest
from core.questions import NotUnderstood, Question
from core.questions import parse as parse_question
from core.subscriptions import Kind, Recipient, Subscription
from storage.subscriptions import NewSubscription

log = structlog.stdlib.get_logger("tokenmeter.digests")


class DigestMaking:
    def __init__(
        self,
        recipients: Recipients,
        subscribing: Subscribing,
        digests: Digests,
        asking: Asking,
        directory: Directory,
        messenger: Messenger,
        new_uid: Callable[[], str],
        clock: Clock,
    ) -> None:
        self._recipients = recipients
        self._subscribing = subscribing
        self._digests = digests
        self._asking = asking
        self._directory = directory
        self._messenger = messenger
        self._new_uid = new_uid
        self._clock = clock

    async def from_sentence(self, request: Request, text: str) -> None:
        """Make it, say so to the person and in its channel; or say why not."""
        person = await self._directory.person(request.user)
        wanted = parse(text, person.zone)
        if isinstance(wanted, NotUnderstood):
            await self._messenger.whisper(request, *build_command_not_understood(wanted, Kind.DIGEST))
        else:
            await self._messenger.whisper(request, *await self._made(request, person, wanted, _place(request)))

    async def from_form(self, request: Request, wanted: Wanted, place: str) -> str:
        """Make it, and say so in its channel; the answer says what was made, or why nothing was, in mrkdwn."""
        text, _ = await self._made(request, await self._directory.person(request.user), wanted, place)
        return text

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
        return build_made(await self._subscribing.add(request.workspace, new), self._first(wanted))

    def _near(self, missed: NotUnderstood, wanted: Wanted) -> NotUnderstood:
        """The same, with digests in place of the questions that it offers."""
        asked = [parse_question(each.removeprefix("usage "), self._clock.now().date()) for each in missed.nearest]
        near = [sentence(wanted.digest, each.filters) for each in asked if isinstance(each, Question)]
        return replace(missed, nearest=tuple(f"digest {each}" for each in near))

    def _first(self, wanted: Wanted) -> Occurrence:
        """The first one that is posted."""
        schedule = wanted.digest.schedule
        return following(schedule, newest(schedule, self._clock.now()))


def _place(request: Request) -> str:
    """The channel it was asked in; in a DM, the person."""
    return request.channel if Recipient(request.channel).is_channel else request.user
