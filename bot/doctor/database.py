"""The database: whether it can be used, is nobody else's to read, has the right schema, and room."""

import asyncio
import os
import shutil
import stat
from functools import partial
from pathlib import Path
from typing import Final

from bot.doctor.check import Check, Failed, tried
from bot.doctor.mounts import local_disk
from bot.settings import Settings
from storage.database import Database, DatabaseDown
from storage.migrate import SchemaTooNew, current, head, must_know

GROUP: Final = "database"

SCHEMA: Final = "it has this release's schema"

ROOM: Final = 256 * 2**20
"""Bytes that are to be free beside a small database: a backfill of years fits."""


async def checks(settings: Settings, *, pre: bool) -> list[Check]:
    """The last but `pre` is its schema, where it can be reached, and its room."""
    database = Database(settings.database, "tokenmeter doctor")
    try:
        return await _checks(settings, database, pre=pre)
    finally:
        await database.close()


async def _checks(settings: Settings, database: Database, *, pre: bool) -> list[Check]:
    if database.file is None:
        found = [await tried(GROUP, "it can be reached", partial(_reach, database))]
    else:
        found = [
            await tried(GROUP, "its file can be written", partial(asyncio.to_thread, _file, database.file)),
            await tried(GROUP, "nobody else can read it", partial(asyncio.to_thread, _rights, database.file)),
            await tried(
                GROUP, "it is on a disk of this machine", partial(asyncio.to_thread, local_disk, database.file)
            ),
        ]
    if pre or not found[0].passed:
        return found
    found.append(await tried(GROUP, SCHEMA, partial(_schema, settings, database)))
    return [*found, await tried(GROUP, "it has room to grow", partial(_room, database))] if found[-1].passed else found


def is_usable(checks: list[Check]) -> bool:
    """Whether what is stored can be looked at."""
    return any(check.name == SCHEMA and check.passed for check in checks)


async def _reach(database: Database) -> str:
    if not await database.ping():
        raise Failed("it does not answer", "Is DATABASE_URL right, the server up, and not firewalled?")
    return "it answers"


def _file(file: Path) -> str:
    there = next(each for each in (file, *file.parents) if each.exists())
    # SQLite makes files of its own beside it.
    if not os.access(there, os.W_OK) or not os.access(there if there.is_dir() else file.parent, os.W_OK | os.X_OK):
        raise Failed(
            f"{there} is read-only for this user", "Give it to this user, or set DATABASE_URL or TOKENMETER_HOME."
        )
    return str(file) if there == file else f"{file}, which the first start makes"


def _rights(file: Path) -> str:
    if not file.exists():
        return "it is not there yet"
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (file, file.parent)]
    if all(mode & 0o077 for mode in modes):
        raise Failed(f"others can (mode {modes[0]:04o})", f"Run `chmod 600 {file}`, or `chmod 700 {file.parent}`.")
    return f"mode {modes[0]:04o} in a folder of mode {modes[1]:04o}"


async def _schema(settings: Settings, database: Database) -> str:
    found, wanted = None, head()
    try:
        if database.file is None or database.file.exists():
            found = await asyncio.to_thread(current, settings.database)
        if found != wanted:
            await asyncio.to_thread(must_know, found)
    except DatabaseDown as down:
        cure = "Is it the right one, of TokenMeter's? `tokenmeter restore FILE` puts a backup in its place."
        raise Failed("it cannot be read", cure) from down
    except SchemaTooNew as newer:
        cure = "Run that release, or restore a backup from before it."
        raise Failed(f"its schema is {found}, of a newer release", cure) from newer
    if found != wanted:
        raise Failed(f"its schema is {found or 'empty'}, not {wanted}", "Run `tokenmeter migrate`.")
    return f"schema {found}"


async def _room(database: Database) -> str:
    size, file = await database.size(), database.file
    if file is None:
        return f"it takes {_megabytes(size)}; how much room its server has is not seen from here"
    free = shutil.disk_usage(file.parent).free
    found = f"it takes {_megabytes(size)}, {_megabytes(free)} are free"
    if free < max(ROOM, size):
        cure = "Free some space, or move the file: a purge rewrites it, and needs as much again as it takes."
        raise Failed(found, cure)
    return found


def _megabytes(size: int) -> str:
    return f"{max(size / 2**20, 1):,.0f} MB"
