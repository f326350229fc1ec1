"""The few places where SQLite and PostgreSQL are spoken to differently."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

_COPIED_AT_ONCE: Final = 5_000
_COPY_NULL: Final = "\\N"


def insert(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


async def insert_rows(
    session: AsyncSession, table: str, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    """Insert many rows straight through the driver, in the session's transaction.

    `rows` holds numbers, bytes and None, and is consumed beside the event loop.
    """
    connection = await session.connection()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        await driver.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608
        return
    remaining = iter(rows)
    async with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        while block := await asyncio.to_thread(_copy_lines, remaining):
            await copy.write(block)


def _copy_lines(rows: Iterator[tuple[object, ...]]) -> str:
    return "".join("\t".join(map(_copied, row)) + "\n" for row in islice(rows, _COPIED_AT_ONCE))


def _copied(value: object) -> str:
    if value is None:
        return _COPY_NULL
    return "\\\\x" + value.hex() if isinstance(value, bytes) else str(value)
