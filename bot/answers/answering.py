"""Brings an answer to where it belongs: the channel it was asked in, or the person's DM."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bot.answers.asking import Asking
from bot.answers.reading import Reading
from bot.pace import Pace
from bot.slack.directory import Directory, NoSuchPerson, Person
from bot.slack.messenger import Blocks, Messenger, NotThere, PictureRefused
from bot.slack.native_tables import NativeTables, Send
from bot.slack.request import Request
from bot.views.answer import build_answer
from bot.views.backfill import build_imported, build_imported_nothing
from bot.views.limited import Limits, build_limited
from bot.views.nothing_yet import Nothing, build_nothing, build_own_only
from bot.views.trouble import (
    BY_PERSON_HINT,
    ONLY_MEMBERS,
    TOO_MUCH,
    allow_button,
    build_in_dm,
    invite_hint,
    request_button,
    shared_hint,
)
from core.clock import Clock
from core.connection import Connection
from core.people import People
from core.questions.dimensions import Dimension
from core.questions.mentions import mentioned
from core.questions.not_understood import NotUnderstood
from core.questions.periods import last_days
from core.questions.question import Question, sentence
from core.reports import Answered, NothingLeft, Rates, Report
from core.rights import Action, Decision, Place, Reach, Role, RuleKind, Verdict, asking, decide

EVENT_TYPE: Final = "tokenmeter_answer"
"""Metadata of an answer: who asked it, and in which channel."""

MOST_BACK: Final = 6
"""How many questions of a message are kept, to go back to."""


@dataclass(frozen=True, slots=True)
class Posted:
    """An answer that stands in Slack already, and a button of which was pressed."""

    channel: str
    ts: str
    thread: str
    """The thread it stands in; its own ts when it is in none."""
    asker: str
    """Who asked it; "" when nobody is known to have."""
    asked_in: str
    """The channel it was asked in, whose limits hold for its buttons too."""
    sentences: tuple[str, ...] = ()
    """What it answered, one after the other, and what it answers now."""


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who asks, where they ask, and what they may see there."""

    person: Person
    place: Place | None
    decision: Decision


class Answering:
    def __init__(
        self,
        messenger: Messenger,
        tables: NativeTables,
        reading: Reading,
        directory: Directory,
        asking: Asking,
        pace: Pace,
        clock: Clock,
    ) -> None:
        self._messenger = messenger
        self._tables = tables
        self._reading = reading
        self._directory = directory
        self._asking = asking
        self._pace = pace
        self._clock = clock

    async def ask(self, request: Request, text: str) -> None:
        """Answer in the channel it was asked in, or in the person's DM and say why there."""
        question = await self._reading.question(request.workspace, text)
        here = await self.here(request.user, request.channel, question)
        report = await self.report(request, here, question)
        if report is None:
            return
        if report.question.privately or here.place is None:
            await self.post_privately(request, report)
        elif here.decision.verdict is Verdict.PRIVATELY:
            await self.keep_inside(request, here.person, report, here.place)
        elif not here.place.postable:
            await self.post_privately(request, report, invite_hint(request.channel))
        else:
            try:
                await self._post(request, here.person, report, request.channel)
            except NotThere:
                await self.post_privately(request, report, invite_hint(request.channel))

    async def ask_again(self, request: Request, text: str, posted: Posted) -> None:
        """A button of an answer: who asked it sees it change in place, anybody else is answered in its thread."""
        question = await self._reading.question(request.workspace, text)
        here = await self.here(request.user, posted.asked_in, question)
        report = await self.report(request, here, question)
        if report is None:
            return
        in_dm = posted.asked_in != posted.channel
        if here.place is not None and here.decision.verdict is Verdict.PRIVATELY and not in_dm:
            await self.keep_inside(request, here.person, report, here.place)
            return
        try:
            if posted.asker == request.user:
                sentences = (*posted.sentences, sentence(report.question))[-MOST_BACK:]
                metadata = asked_by(request.user, posted.asked_in, sentences)
                edit = partial(self._messenger.update, posted.channel, posted.ts, metadata=metadata)
                before = sentences[-2] if len(sentences) > 1 else ""
                await self._deliver(request.workspace, report, edit, asker=here.person.name, before=before)
            else:
                await self._post(request, here.person, report, posted.channel, thread=posted.thread)
        except NotThere:
            await self.post_privately(request, report, invite_hint(posted.channel))

    async def whisper(self, request: Request, text: str) -> None:
        """Answer the person alone, where they are, without a chart."""
        question = await self._reading.question(request.workspace, text)
        report = await self.report(request, await self.here(request.user, request.channel, question), question)
        if report is not None:
            await self._messenger.whisper(request, *build_answer(report, None))

    async def not_everything(self, request: Request, why: str) -> tuple[str, Blocks] | None:
        """What this person reads who may not ask about everything here; None for one who may.

        `why` (mrkdwn, ours): what that is needed for.
        """
        here = await self.here(request.user, request.channel)
        if here.decision.verdict is Verdict.MEMBERS_ONLY:
            return ONLY_MEMBERS, []
        if here.decision.verdict is Verdict.NOTHING or here.decision.scopes:
            return await self._limited(here, why=why)
        return None

    async def first_chart(self, connection: Connection, days: int, channel: str, ts: str) -> None:
        """Turn the import's message into the first chart."""
        question = Question(last_days(30, self._clock.now().date()), (Dimension.MODEL,))
        owner = await self.unasked(connection.owner)
        if owner.verdict is not Verdict.YES:
            await self._messenger.update(channel, ts, *build_imported(connection.name, days))
            return
        answer = await self._asking.answer(connection.workspace, question, owner.scopes)
        if isinstance(answer, Report):
            edit = partial(
                self._messenger.update, channel, ts, metadata=asked_by(connection.owner, channel, [sentence(question)])
            )
            await self._deliver(connection.workspace, answer, edit)
        else:
            await self._messenger.update(channel, ts, *build_imported_nothing(connection.name, days))

    async def unasked(self, user: str) -> Decision:
        """What somebody may be shown in their own DM now, without having asked; who is gone, nothing."""
        try:
            return (await self.here(user, "")).decision
        except NoSuchPerson:
            return Decision(Verdict.MEMBERS_ONLY)

    async def here(
        self, user: str, channel: str, asked: Question | NotUnderstood | None = None, by: Action = Action.ASK
    ) -> Here:
        """What this person may see in this channel, "" for none, of what is asked; None for nothing in particular.

        `by`: what they do, unless what is asked about is of others.
        """
        person, place = await asyncio.gather(self._directory.person(user), self._place(channel))
        of_others = isinstance(asked, Question) and asking(asked) is Action.OTHERS
        action = Action.OTHERS if of_others else by
        return Here(person, place, decide(action, person.standing, place))

    async def _place(self, channel: str) -> Place | None:
        return await self._directory.place(channel) if channel else None

    async def people(self, question: Question, asker: Person) -> People:
        """The e-mails of those whom the question is about."""
        mentions = {}
        for user in mentioned(question.filters):
            try:
                mentions[user] = (await self._directory.person(user)).email
            except NoSuchPerson:
                mentions[user] = ""
        return People(asker.email, mentions)

    async def report(self, request: Request, here: Here, question: Question | NotUnderstood) -> Answered | None:
        """The report, or None when the person was told why there is none."""
        if not await self.admits(request, here, question):
            return None
        if isinstance(question, NotUnderstood):
            await self._messenger.whisper(request, *build_nothing(question))
            return None
        people = await self.people(question, here.person)
        answer = await self._asking.answer(request.workspace, question, here.decision.scopes, people)
        if isinstance(answer, Report | Rates):
            return answer
        await self.tell_nothing(request, here, answer)
        return None

    async def admits(self, request: Request, here: Here, question: Question | NotUnderstood) -> bool:
        """Whether this may be asked here, now; else the person is told why not."""
        if here.decision.verdict is Verdict.MEMBERS_ONLY:
            await self._messenger.whisper(request, ONLY_MEMBERS)
        elif here.decision.verdict is Verdict.NOTHING:
            await self._messenger.whisper(request, *await self._limited(here))
        elif here.decision.verdict is Verdict.MANAGERS_ONLY and isinstance(question, Question):
            await self._messenger.whisper(request, *build_own_only(question))
        elif not self._pace.allows((request.workspace, request.user), self._clock.now()):
            await self._messenger.whisper(request, TOO_MUCH)
        else:
            return True
        return False

    async def tell_nothing(self, request: Request, here: Here, answer: Nothing) -> None:
        """Tell the person why there is no figure. Whether there is more beyond their limits is not told."""
        if here.decision.scopes and isinstance(answer, NothingLeft | NotUnderstood):
            nearest = answer.nearest if isinstance(answer, NotUnderstood) else ()
            await self._messenger.whisper(request, *await self._limited(here, nearest))
        else:
            await self._messenger.whisper(request, *build_nothing(answer))

    async def _limited(self, here: Here, nearest: Sequence[str] = (), why: str = "") -> tuple[str, Blocks]:
        """What this person may ask about here, and who can change that; `nearest`: what could be asked instead."""
        manages = here.person.role is Role.MANAGER
        mine = Reach.EVERYTHING if manages else here.person.standing.limit
        limits = Limits(mine, here.place.limit, here.place.id) if here.place else Limits(mine, Reach.EVERYTHING, "")
        return build_limited(limits, await self._directory.managers(), manages=manages, nearest=nearest, why=why)

    async def keep_inside(self, request: Request, person: Person, report: Answered, place: Place) -> None:
        """The answer goes to the person's DM: it is about people, or others read this channel."""
        if asking(report.question) is Action.OTHERS:
            await self.post_privately(request, report, BY_PERSON_HINT)
            return
        may_allow = decide(Action.SHARE, person.standing, place).verdict is Verdict.YES
        offer = allow_button(place.id) if may_allow else request_button(f"{RuleKind.SHARED} {place.id}")
        await self.post_privately(request, report, shared_hint(place.id), offer)

    async def post_privately(
        self, request: Request, report: Answered, why: str = "", offer: dict[str, Any] | None = None
    ) -> None:
        """`offer`: the button that changes why it goes there."""
        post = partial(
            self._messenger.post,
            request.user,
            metadata=asked_by(request.user, request.channel, [sentence(report.question)]),
        )
        channel, _ = await self._deliver(request.workspace, report, post, why)
        if request.channel not in ("", channel):
            await self._messenger.whisper(request, *build_in_dm(why, offer))

    async def _post(
        self, request: Request, person: Person, report: Answered, channel: str, thread: str | None = None
    ) -> None:
        post = partial(
            self._messenger.post,
            channel,
            metadata=asked_by(request.user, channel, [sentence(report.question)]),
            thread=thread,
        )
        await self._deliver(request.workspace, report, post, asker=person.name)

    async def _deliver(
        self, workspace: str, report: Answered, send: Send, why: str = "", asker: str = "", before: str = ""
    ) -> tuple[str, str]:
        """Draw the chart and send the answer with it; where Slack does not show it in the message, share it below."""
        picture = await self._asking.picture(workspace, report) if report.has_bars else None
        file = await self._messenger.upload(picture) if picture is not None else None

        async def send_with(shown: str | None) -> tuple[str, str]:
            return await self._tables.send(send, partial(build_answer, report, shown, why, asker, before))

        try:
            channel, ts = await send_with(file)
        except PictureRefused:
            file = None
            channel, ts = await send_with(None)
        if picture is not None and file is None:
            await self._messenger.share(channel, ts, picture)
        return channel, ts


def asked_by(user: str, channel: str, sentences: Sequence[str] = ()) -> dict[str, Any]:
    """Metadata of an answer."""
    asked = {"asker": user, "asked_in": channel, "sentences": list(sentences)}
    return {"event_type": EVENT_TYPE, "event_payload": asked}


def asked_of(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `asked_by` wrote into the metadata of a message; nothing where it is no answer."""
    metadata = message.get("metadata") or {}
    asked: Mapping[str, Any] = metadata.get("event_payload", {}) if metadata.get("event_type") == EVENT_TYPE else {}
    return asked
