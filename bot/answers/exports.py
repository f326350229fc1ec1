"""Brings a file of figures to the DM of the person who asked for it."""

from bot.answers.answering import Answering
from bot.answers.exporting import Exporting, Prepared
from bot.answers.reading import Reading
from bot.answers.sharing import Sharing
from bot.slack.messenger import Messenger
from bot.slack.request import Request
from bot.views.export import build_coming
from bot.views.nothing_yet import build_nothing
from core.questions import NotUnderstood
from core.rights import Action


class ExportsByDm:
    def __init__(
        self, messenger: Messenger, reading: Reading, answering: Answering, exporting: Exporting, sharing: Sharing
    ) -> None:
        self._messenger = messenger
        self._reading = reading
        self._answering = answering
        self._exporting = exporting
        self._sharing = sharing

    async def send(self, request: Request, text: str) -> None:
        """Say that the file comes, write it and share it; or say why there is none."""
        wanted = await self._reading.file(request.workspace, text)
        if isinstance(wanted, NotUnderstood):
            await self._messenger.whisper(request, *build_nothing(wanted))
            return
        here = await self._answering.here(request.user, request.channel, wanted.question, Action.EXPORT)
        if not await self._answering.admits(request, here, wanted.question):
            return
        people = await self._answering.people(wanted.question, here.person)
        prepared = await self._exporting.prepare(request.workspace, wanted, here.decision.scopes, people)
        if not isinstance(prepared, Prepared):
            await self._answering.tell_nothing(request, here, prepared)
            return
        await self._messenger.whisper(request, *build_coming(prepared))
        await self._sharing.share(request, prepared)
