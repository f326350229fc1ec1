"""The few places where SQLite and PostgreSQL are spoken to differently."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Connection, Dialect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

_BLOCKS: Final = (250, 10, 1)
"""Rows a statement in SQLite, largest first: a third of the time of a statement a row, and few statements' texts.

Larger ones gain nothing more, and each keeps room for all its parameters.
"""

_COPIED_AT_ONCE: Final = 5_000
_COPY_NULL: Final = "\\N"


def insert(to: AsyncSession | Connection, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT."""
    dialect = to.dialect if isinstance(to, Connection) else to.get_bind().dialect
    if dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def may_take_long(transaction: Connection) -> None:
    """Its statements are held to no time: for what removes everything of somebody."""
    if transaction.dialect.name == "postgresql":
        transaction.execute(text("SET LOCAL statement_timeout = 0"))


def insert_rows(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    count: int,
) -> None:
    """Insert `count` rows straight through the driver, in the transaction of a Database.write.

    `rows` holds numbers, bytes and, rarely, None; it is consumed beside the event loop. Raises DBAPIError.
    """
    if count == 0:
        return
    driver: Any = connection.connection.dbapi_connection
    into = f"{table} ({', '.join(columns)})"
    with _errors_as_sqlalchemys(connection.dialect):
        if connection.dialect.name == "sqlite":
            _insert_blocks(driver, into, len(columns), iter(rows), count)
            return
        try:
            driver.run_async(lambda psycopg: _copy(psycopg, into, iter(rows)))
        except asyncio.CancelledError:
            # In the middle of a command that SQLAlchemy knows nothing of: the connection is of no use to the next one.
            connection.invalidate()
            raise


@contextmanager
def _errors_as_sqlalchemys(dialect: Dialect) -> Iterator[None]:
    """The driver's errors are raised as SQLAlchemy raises those of its own statements: callers know these alone."""
    errors: type[Exception] = dialect.loaded_dbapi.Error
    try:
        yield
    except errors as error:
        raise DBAPIError.instance(None, None, error, errors, hide_parameters=True, dialect=dialect) from error


def _insert_blocks(driver: Any, into: str, width: int, rows: Iterator[tuple[object, ...]], count: int) -> None:
    row = f"({', '.join('?' * width)})"
    for size in _BLOCKS:
        blocks, count = divmod(count, size)
        if blocks:
            values = ", ".join([row] * size)
            flat = (tuple(chain.from_iterable(islice(rows, size))) for _ in range(blocks))
            driver.executemany(f"INSERT INTO {into} VALUES {values}", flat)  # noqa: S608 (our own names)


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
