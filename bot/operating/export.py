"""tokenmeter export: the figures of a workspace as a file, with no limit of a person or a channel."""

import asyncio
import os
import shutil
import sys
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from bot.answers.exporting import Exporting, NoFile, Prepared
from bot.answers.reading import Reading
from bot.answers.whole_days import WholeDays
from bot.operating.offline import database_of, workspace_of
from bot.settings import Settings
from bot.views.export import build_empty, export_comment
from bot.views.nothing_yet import build_nothing
from bot.views.text import in_plain, printable
from core.clock import Clock
from core.export import TooManyRows
from core.providers.openai import OpenAI
from core.questions import NotUnderstood
from storage.connections import Connections
from storage.database import Database
from storage.exports import Exports
from storage.names import NameStore
from storage.reports import Reports
from storage.usage import UsageStore
from storage.workspaces import Workspaces

STDOUT: Final = "-"


class NoExport(Exception):
    """There is no such file. The text says why, and what there is."""


async def export(settings: Settings, workspace: str, sentence: str, to: str | None, clock: Clock) -> str:
    """Write what the sentence asks for to the path `to`, to standard output where it is "-", or to a file named for it.

    The answer says what stands in it. A file is there whole or not at all, and only its owner may read it. Raises
    NoExport, NoWorkspace, DatabaseDown, NotMigrated, and OSError where it cannot be written.
    """
    async with database_of(settings) as database:
        await workspace_of(database, workspace)
        wanted = await Reading(Workspaces(database), clock).file(workspace, sentence)
        if isinstance(wanted, NotUnderstood):
            raise NoExport(_not_understood(wanted))
        exporting = exporting_of(database, clock)
        prepared = await exporting.prepare(workspace, wanted)
        if not isinstance(prepared, Prepared):
            raise NoExport(_words(prepared))
        with await asyncio.to_thread(TemporaryFile) as file:
            try:
                written = await exporting.write(prepared, file)
            except TooManyRows:
                raise NoExport("A sheet of Excel holds 1,048,576 rows, and this would be more: use csv.") from None
            if not written.rows:
                raise NoExport(in_plain(build_empty(prepared)[0]))
            place = to or prepared.filename
            await asyncio.to_thread(_put, file, place)
    said = in_plain(export_comment(prepared, written))
    return said if place == STDOUT else f"{place}: {said}"


def exporting_of(database: Database, clock: Clock) -> Exporting:
    connections, names = Connections(database), NameStore(database)
    whole_days = WholeDays(UsageStore(database), OpenAI.endpoints)
    return Exporting(connections, whole_days, Reports(database), names, Exports(database), clock)


def _put(file: BinaryIO, place: str) -> None:
    file.seek(0)
    if place == STDOUT:
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        shutil.copyfileobj(file, target)


def _words(why: NoFile) -> str:
    return _not_understood(why) if isinstance(why, NotUnderstood) else in_plain(build_nothing(why)[0])


def _not_understood(why: NotUnderstood) -> str:
    offered = "; ".join(each.removeprefix("export ") for each in why.nearest)
    said = f"{why.what!r}: {why.why or 'this part is not understood.'}"
    return printable(f"{said} What works: {offered}." if offered else said)
