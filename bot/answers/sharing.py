"""Writes a file of figures and brings it to Slack: to a thread, or to a person's DM."""

import asyncio
from tempfile import TemporaryFile
from typing import Final

from bot.answers.document import Document
from bot.answers.exporting import Exporting, Prepared
from bot.slack.messenger import FileNotTaken, Messenger, NotThere
from bot.slack.request import Request
from bot.views.export import (
    build_empty,
    build_file_in_dm,
    build_not_taken,
    build_too_large,
    build_too_many_rows,
    export_comment,
    export_title,
)
from core.export import TooManyRows

LARGEST: Final = 10**9
"""Bytes of a file that Slack takes."""


class Sharing:
    def __init__(self, messenger: Messenger, exporting: Exporting) -> None:
        self._messenger = messenger
        self._exporting = exporting

    async def share(self, request: Request, prepared: Prepared, thread: tuple[str, str] | None = None) -> None:
        """Write it and share it, or tell the person why not.

        `thread`: the channel and the message it goes below, unless the bot is not in that channel; None for their DM.
        """
        with await asyncio.to_thread(TemporaryFile) as file:  # it has no name, and is gone with the process
            try:
                written = await self._exporting.write(prepared, file)
            except TooManyRows:
                await self._messenger.whisper(request, *build_too_many_rows(prepared))
                return
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
                await self._send(request, document, export_comment(prepared, written), thread)
            except FileNotTaken as error:
                await self._messenger.whisper(request, *build_not_taken(str(error)))

    async def _send(self, request: Request, document: Document, comment: str, thread: tuple[str, str] | None) -> None:
        """Raises FileNotTaken."""
        file_id = await self._messenger.upload_file(document)
        if thread is not None:
            try:
                await self._messenger.share_file(file_id, document.title, comment, *thread)
            except NotThere:
                await self._messenger.whisper(request, *build_file_in_dm(thread[0]))
            else:
                return
        await self._messenger.share_file(file_id, document.title, comment, request.user)
