"""The database: whether it answers, with the right schema, and has room."""

import asyncio
import shutil
from functools import partial
from typing import Final

from bot.doctor.check import Check, Failed, tried
from bot.settings import Settings
from storage.database import Database
from storage.migrate import current, head

ROOM: Final = 256 * 2**20
"""Bytes that are to be free beside a small database: a backfill of years fits."""


async def checks(settings: Settings) -> list[Check]:
    """The first is whether it can be used at all; only then are there others."""
    schema = await tried("database", "it answers, with this release's schema", partial(_schema, settings))
    if not schema.passed:
        return [schema]
    return [schema, await tried("database", "it has room to grow", partial(_room, settings))]


async def _schema(settings: Settings) -> str:
    database = Database(settings.database, "tokenmeter doctor")
    answers = await database.ping()
    await database.close()
    if not answers:
        raise Failed("it does not answer", "Is DATABASE_URL right, and the server up?")
    found, wanted = await asyncio.to_thread(current, settings.database), head()
    if found != wanted:
        raise Failed(f"its schema is {found or 'empty'}, not {wanted}", "Run `tokenmeter migrate`.")
    return f"schema {found}"


async def _room(settings: Settings) -> str:
    database = Database(settings.database, "tokenmeter doctor")
    size, file = await database.size(), database.file
    await database.close()
    if file is None:
        return f"it takes {_megabytes(size)}; how much room its server has is not seen from here"
    free = shutil.disk_usage(file.parent).free
    found = f"it takes {_megabytes(size)}, {_megabytes(free)} are free"
    if free < max(ROOM, size):
        cure = "Free some space, or move the file: a purge rewrites it, and needs as much again as it takes."
        raise Failed(found, cure)
    return found


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.0f} MB"
