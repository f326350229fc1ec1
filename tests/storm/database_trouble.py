"""What happens to a database for a while: it is locked, full, or gone. The real thing, to the server or the file."""

import asyncio
import os
import resource
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from sqlite3 import connect
from typing import Final

import psycopg

SECONDS: Final = 1.0

_FULL: Final = """
CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON ledger EXECUTE FUNCTION full_disk();
"""
"""As a server says it whose disk is full, in the middle of storing a window."""


async def locked(url: str, process: int) -> None:
    """Somebody else writes, and takes their time."""
    if file := _file(url):
        other = connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(SECONDS)
        other.rollback()
        other.close()
        return
    async with await psycopg.AsyncConnection.connect(url) as server:
        await server.execute("LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE")
        await asyncio.sleep(SECONDS)


async def full(url: str, process: int) -> None:
    """What the process writes does not fit any more."""
    if _file(url):
        with suppress(ProcessLookupError):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (8_192, resource.RLIM_INFINITY))
            await asyncio.sleep(SECONDS)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as server:
        await server.execute(_FULL.encode())
        await asyncio.sleep(SECONDS)
        await server.execute(b"DROP TRIGGER full_disk ON ledger")


async def gone(url: str, process: int) -> None:
    """The volume is not there, or the server throws everybody out and lets nobody in."""
    if file := _file(url):
        away = f"{file.parent}-away"
        os.rename(file.parent, away)
        await asyncio.sleep(SECONDS)
        os.rename(away, file.parent)
        return
    base, _, name = url.rpartition("/")
    async with await psycopg.AsyncConnection.connect(f"{base}/postgres", autocommit=True) as server:
        await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        await server.execute(b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        await asyncio.sleep(SECONDS)
        await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


TROUBLES: Final[tuple[Callable[[str, int], Awaitable[None]], ...]] = (locked, full, gone)
"""Each takes the database's URL and the process that works with it, and is over when it returns."""


def _file(url: str) -> Path | None:
    """Of SQLite's."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
