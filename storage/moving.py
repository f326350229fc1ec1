"""Carrying everything from SQLite over to an empty PostgreSQL: in one transaction, proven equal before it is kept.

Killed anywhere, PostgreSQL is as empty as before, and SQLite's file is only ever read.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import BigInteger, Connection, Integer, LargeBinary, Table, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

from core.audit import Entry, first_broken
from core.secret import Secret
from storage import postgres
from storage.migrate import current, head, upgrade
from storage.tables import AuditRow, CostDaily, UsageDaily, UsageHourly
from storage.tables import Table as Tables

TABLES: Final = Tables.metadata.sorted_tables
"""In an order that foreign keys allow."""

_SUMMED: Final = {each.__tablename__ for each in (UsageHourly, UsageDaily, CostDaily)}
"""Of these, which may have a hundred million rows, each connection's sums are compared; of the others every row."""

_AT_ONCE: Final = 5_000
_MODULUS: Final = 2**128


class NotMoved(Exception):
    """Nothing was moved, and both databases are as they were. The text says why."""


def move(source: Path, target: Secret, done: Callable[[str, int], None]) -> None:
    """Copy all rows of the file, which has this code's schema, to the empty database at `target`, which gets it.

    `done` is told each table with its rows. Nobody else opens the file meanwhile, or writes to the target. Blocks.
    Raises NotMoved and DatabaseDown.
    """
    with _only_reader(source) as there:
        _make_tables(target)
        with _writer(target) as here:
            _carry_over(there, here, done)


def _make_tables(target: Secret) -> None:
    """Where there are none of ours. Those of another release are somebody's, and stay as they are. Raises NotMoved."""
    if (found := current(target)) is None:
        upgrade(target)
    elif found != head():
        raise NotMoved(f"The database to move to is not empty: it has the schema {found}, and not {head()}.")


def _carry_over(there: Connection, here: Connection, done: Callable[[str, int], None]) -> None:
    here.execute(text(f"LOCK TABLE {', '.join(map(_quoted, TABLES))} IN EXCLUSIVE MODE"))
    if filled := [table.name for table in TABLES if here.execute(select(1).select_from(table).limit(1)).first()]:
        raise NotMoved(f"The database to move to is not empty: there are rows in {', '.join(filled)}.")
    for table in TABLES:
        done(table.name, copy(there, here, table))
        _count_on(there, here, table)
    if different := differences(there, here):
        raise NotMoved("What arrived is not what was sent, and was taken back: " + "; ".join(different) + ".")
    here.commit()
    here.execute(text("ANALYZE"))
    here.commit()


def copy(there: Connection, here: Connection, table: Table) -> int:
    """How many rows were copied, with never more than a few thousand in memory."""
    columns, number = ", ".join(f'"{column.name}"' for column in table.columns), 0
    read: sqlite3.Connection = there.connection.driver_connection  # type: ignore[assignment]  # its type is not told
    write: psycopg.Connection[Any] = here.connection.driver_connection  # type: ignore[assignment]
    order = ", ".join(f'"{column.name}"' for column in table.primary_key)
    # The values are carried as SQLite has them, text for times among them, which are in UTC in both.
    rows = read.execute(f"SELECT {columns} FROM {_quoted(table)} ORDER BY {order}")  # noqa: S608 (our own names)
    with write.cursor() as cursor, cursor.copy(f"COPY {_quoted(table)} ({columns}) FROM STDIN".encode()) as into:
        while block := rows.fetchmany(_AT_ONCE):
            for row in block:
                into.write_row(row)
            number += len(block)
    return number


def differences(there: Connection, here: Connection) -> list[str]:
    """In what the two are not the same, in words; and where a chain of the audit log does not hold."""
    found = []
    for table in TABLES:
        ask = _sums if table.name in _SUMMED else _digest
        sent, arrived = ask(there, table), ask(here, table)
        for which in {**sent, **arrived}:
            was, now = sent.get(which, "nothing"), arrived.get(which, "nothing")
            found += [f"{table.name}{which}: {was} became {now}"] if was != now else []
    return found + _broken_chains(here)


def _sums(connection: Connection, table: Table) -> dict[str, list[int]]:
    """By connection: how many rows, and the sum of each of their numbers."""
    whole = [column for column in table.columns if isinstance(column.type, Integer | BigInteger)]
    others = [column for column in table.columns if column not in whole]
    sizes = [func.sum(func.length(column)) for column in others if isinstance(column.type, LargeBinary)]
    query = select(table.c.connection, func.count(), *map(func.sum, whole), *map(func.count, others), *sizes)
    rows = connection.execute(query.group_by(table.c.connection))
    return {f" of connection {which}": [int(number or 0) for number in numbers] for which, *numbers in rows}


def _digest(connection: Connection, table: Table) -> dict[str, str]:
    """How many rows, and a digest of them all, in whatever order they come."""
    count = sum_of_all = 0
    for row in connection.execute(select(table), execution_options={"yield_per": _AT_ONCE}):
        digest = blake2b(repr(tuple(row)).encode(), digest_size=16).digest()
        count, sum_of_all = count + 1, (sum_of_all + int.from_bytes(digest, "big")) % _MODULUS
    return {"": f"{count} rows ({sum_of_all:032x})"}


def _broken_chains(here: Connection) -> list[str]:
    audit = TABLES[[table.name for table in TABLES].index(str(AuditRow.__tablename__))]
    chains: dict[str, list[Entry]] = {}
    for row in here.execute(select(audit).order_by(audit.c.workspace, audit.c.seq)).mappings():
        chains.setdefault(row["workspace"], []).append(Entry(**row))
    broken = {workspace: first_broken(workspace, entries) for workspace, entries in chains.items()}
    return [f"the audit log of {each} is broken at entry {at.seq}: {at.why}" for each, at in broken.items() if at]


def _count_on(there: Connection, here: Connection, table: Table) -> None:
    """New rows get ids that no row has had."""
    column = table.autoincrement_column
    if column is None:
        return
    highest: int = there.execute(select(func.coalesce(func.max(column), 0))).scalar_one()
    if table.dialect_options["sqlite"]["autoincrement"]:
        given = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :table")
        highest = max(highest, there.execute(given, {"table": table.name}).scalar_one())
    if highest:
        sequence = func.pg_get_serial_sequence(_quoted(table), column.name)
        here.execute(select(func.setval(sequence, highest)))


def _quoted(table: Table) -> str:
    return f'"{table.name}"'


@contextmanager
def _only_reader(source: Path) -> Iterator[Connection]:
    """Nobody else has the file open, or opens it. Raises NotMoved."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)
    try:
        connection = engine.connect()
    except (sqlite3.OperationalError, OperationalError):
        raise NotMoved(f"A process has {source} open. Stop TokenMeter first, then move.") from None
    try:
        yield connection
    finally:
        connection.close()
        engine.dispose()


@contextmanager
def _writer(target: Secret) -> Iterator[Connection]:
    """In a transaction that is kept by its commit and by nothing else. Raises NotMoved."""
    given = postgres.parameters(target, "tokenmeter move")
    engine = create_engine("postgresql+psycopg://", connect_args=given, hide_parameters=True)
    try:
        with closing(engine.connect()) as connection:
            connection.execute(text("SET TIME ZONE 'UTC'"))
            yield connection
    except (psycopg.Error, DBAPIError) as error:
        why = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(why, psycopg.Error):
            raise
        reason = why.diag.message_primary or type(why).__name__
        raise NotMoved(f"PostgreSQL took nothing, because of this: {reason}.") from error
    finally:
        engine.dispose()
