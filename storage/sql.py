"""The few places where SQLite and PostgreSQL are spoken to differently."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

_INSERTED_AT_ONCE: Final = 50
"""Rows a statement in SQLite: seven parameters a row, and more rows gain nothing."""

_COPIED_AT_ONCE: Final = 5_000
_COPY_NULL: Final = "\\N"


def insert(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


async def insert_rows(
    connection: AsyncConnection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    count: int,
) -> None:
    """Insert `count` rows straight through the driver, in the connection's transaction.

    `rows` holds numbers, bytes and, rarely, None; it is consumed beside the event loop.
    """
    if count == 0:
        return
    driver: Any = (await connection.get_raw_connection()).driver_connection
    into = f"{table} ({', '.join(columns)})"
    try:
        if connection.dialect.name == "sqlite":
            await _insert_blocks(driver, into, len(columns), iter(rows), count)
        else:
            await _copy(driver, into, iter(rows))
    except asyncio.CancelledError:
        # In the middle of a command that SQLAlchemy knows nothing of: the connection is of no use to the next one.
        await connection.invalidate()
        raise


async def _insert_blocks(driver: Any, into: str, width: int, rows: Iterator[tuple[object, ...]], count: int) -> None:
    """Many rows a statement, and few statements' texts: half the time of a statement a row."""
    blocks, rest = divmod(count, _INSERTED_AT_ONCE)
    row = f"({', '.join('?' * width)})"
    if blocks:
        whole = (tuple(chain.from_iterable(islice(rows, _INSERTED_AT_ONCE))) for _ in range(blocks))
        values = ", ".join([row] * _INSERTED_AT_ONCE)
        await driver.executemany(f"INSERT INTO {into} VALUES {values}", whole)  # noqa: S608 (our own names)
    if rest:
        values = ", ".join([row] * rest)
        last = tuple(chain.from_iterable(rows))
        await driver.execute(f"INSERT INTO {into} VALUES {values}", last)  # noqa: S608 (our own names)


async def _copy(driver: Any, into: str, rows: Iterator[tuple[object, ...]]) -> None:
    async with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        while block := await asyncio.to_thread(_copy_lines, rows):
            await copy.write(block)


def _copy_lines(rows: Iterator[tuple[object, ...]]) -> str:
    return "".join("\t".join(map(_copied, row)) + "\n" for row in islice(rows, _COPIED_AT_ONCE))


def _copied(value: object) -> str:
    if value is None:
        return _COPY_NULL
    return "\\\\x" + value.hex() if isinstance(value, bytes) else str(value)
