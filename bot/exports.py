"""Brings a file of figures to the DM of the person who asked for it."""

import asyncio
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from bot.answering import Answering
from bot.document import Document
from bot.exporting import Exporting, Prepared, Written
from bot.messenger import FileNotTaken, Messenger
from bot.request import Request
from bot.views.export import (
    build_coming,
    build_empty,
    build_not_taken,
    build_too_large,
    build_too_many_rows,
    export_comment,
    export_title,
)
from bot.views.nothing_yet import build_nothing
from core.clock import Clock
from core.export import TooManyRows, read_wanted
from core.questions import NotUnderstood
from core.rights import Action

LARGEST: Final = 10**9
"""Bytes of a file that Slack takes."""


class ExportsByDm:
    def __init__(self, messenger: Messenger, answering: Answering, exporting: Exporting, clock: Clock) -> None:
        self._messenger = messenger
        self._answering = answering
        self._exporting = exporting
        self._clock = clock

    async def send(self, request: Request, text: str) -> None:
        """Say that the file comes, write it and share it; or say why there is none."""
        wanted = read_wanted(text, self._clock.now().date())
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
        with await asyncio.to_thread(TemporaryFile) as file:  # it has no name, and is gone with the process
            try:
                written = await self._exporting.write(prepared, file)
            except TooManyRows:
                await self._messenger.whisper(request, *build_too_many_rows(prepared))
                return
            await self._share(request, prepared, written, file)

    async def _share(self, request: Request, prepared: Prepared, written: Written, file: BinaryIO) -> None:
        if not written.rows:
            await self._messenger.whisper(request, *build_empty(prepared))
            return
        size = file.seek(0, 2)
        file.seek(0)
        if size > LARGEST:
            await self._messenger.whisper(request, *build_too_large(prepared))
            return
        document = Document(file, size, prepared.filename, export_title(prepared))
        try:
            await self._messenger.send_file(request.user, document, export_comment(prepared, written))
        except FileNotTaken as error:
            await self._messenger.whisper(request, *build_not_taken(str(error)))
