"""Puts the detail of an answer into its thread: all lines in a table, and the file of the same question."""

from dataclasses import replace
from functools import partial

from bot.answers.answering import Answering, Here, Posted
from bot.answers.exporting import Exporting, Prepared
from bot.answers.exports import ExportsByDm
from bot.answers.reading import Reading
from bot.answers.sharing import Sharing
from bot.slack.messenger import Messenger, NotThere
from bot.slack.native_tables import NativeTables
from bot.slack.request import Request
from bot.views.detail import build_detail
from bot.views.trouble import invite_hint
from core.export import export_sentence, file_of_answer
from core.questions import Question
from core.reports import Answered
from core.rights import Verdict


class Details:
    def __init__(
        self,
        messenger: Messenger,
        tables: NativeTables,
        reading: Reading,
        answering: Answering,
        exporting: Exporting,
        exports: ExportsByDm,
        sharing: Sharing,
    ) -> None:
        """`answering` knows who may ask what."""
        self._messenger = messenger
        self._tables = tables
        self._reading = reading
        self._answering = answering
        self._exporting = exporting
        self._exports = exports
        self._sharing = sharing

    async def bring(self, request: Request, text: str, posted: Posted | None) -> None:
        """Into the thread of the answer to `text`, or into the DM of who presses the button where an answer goes there.

        `posted`: the answer; None for one that the person alone sees, which has no thread: they get the file by DM.
        """
        question = await self._reading.question(request.workspace, text)
        if not isinstance(question, Question):
            await self._exports.send(request, text)
            return
        wanted = file_of_answer(question)
        if posted is None:
            await self._exports.send(request, export_sentence(wanted).removeprefix("export "))
            return
        question = replace(question, table=True)
        here = await self._answering.here(request.user, posted.asked_in, question)
        report = await self._answering.report(request, here, question)
        if report is None:
            return
        people = await self._answering.people(question, here.person)
        prepared = await self._exporting.prepare(request.workspace, wanted, here.decision.scopes, people)
        thread = await self._table(request, here, report, posted)
        if isinstance(prepared, Prepared):
            await self._sharing.share(request, prepared, thread)

    async def _table(self, request: Request, here: Here, report: Answered, posted: Posted) -> tuple[str, str] | None:
        """Bring the table; the answer is the thread it stands in, None where it went to the person's DM."""
        in_dm = posted.asked_in != posted.channel
        if here.place is not None and here.decision.verdict is Verdict.PRIVATELY and not in_dm:
            await self._answering.keep_inside(request, here.person, report, here.place)
            return None
        post = partial(self._messenger.post, posted.channel, thread=posted.thread)
        try:
            await self._tables.send(post, partial(build_detail, report))
        except NotThere:
            await self._answering.post_privately(request, report, invite_hint(posted.channel))
            return None
        return posted.channel, posted.thread
