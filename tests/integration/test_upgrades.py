"""A database of any earlier schema is brought to this one with all that is in it: of rows made up at each revision,
and of databases that earlier releases have left (tests/releases).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, StaticPool, Table, create_engine, insert, select, text
from sqlalchemy import types as kinds

from core.audit import first_broken
from core.secret import Secret
from core.subscriptions import Kind
from storage import migrate
from storage.audit import AuditLog
from storage.connections import Connections
from storage.database import Database
from storage.reports import Reports
from storage.subscriptions import Subscriptions
from storage.workspaces import Workspaces
from tests.postgres import run_sql

RELEASES = Path(__file__).parents[1] / "releases"
BILLED = "SELECT sum(nanos) FROM cost_daily"
USED = "SELECT sum(requests + input + output) FROM usage_daily"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONLY_ONE = "installation"

DROPPED = {"heartbeat": ("awake_since",)}
"""Columns that a migration took away, by table: nothing was ever read from them."""

Row = dict[str, Any]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[Secret]:
    if request.param == "sqlite":
        yield Secret(f"sqlite:///{request.getfixturevalue('tmp_path')}/tokenmeter.db")
        return
    server, name = request.getfixturevalue("postgres_server"), f"walked_{uuid4().hex}"
    run_sql(server, f"CREATE DATABASE {name}")
    yield Secret(f"{server}/{name}")
    run_sql(server, f"DROP DATABASE {name} WITH (FORCE)")


def is_sqlite(url: Secret) -> bool:
    return url.reveal().startswith("sqlite")


def revisions() -> list[str]:
    """All of them, the oldest first."""
    scripts = ScriptDirectory(str(migrate._SCRIPTS)).walk_revisions()
    return [script.revision for script in scripts][::-1]


async def test_rows_of_every_earlier_schema_come_through_all_migrations(url: Secret) -> None:
    """One walk through all revisions, in which a row is added to every table at each: those of revision 0003 have then
    been through the migrations 0004, 0005, … as those of a database that was left at 0003. With PostgreSQL, which
    takes its time, at every fourth."""
    *earlier, newest = revisions()
    earlier = earlier if is_sqlite(url) else earlier[::4]
    written: dict[str, list[Row]] = {}
    with migrate._connected(url) as connection:
        for turn, revision in enumerate(earlier):
            command.upgrade(migrate.alembic_config(connection), revision)
            for table, row in rows_of(connection, turn + 1):
                written.setdefault(table, []).append(row)
            connection.commit()
    migrate.upgrade(url)
    assert migrate.current(url) == newest
    with migrate._connected(url) as connection:
        now = reflected(connection)
        for table, rows in written.items():
            kept = [dict(row) for row in connection.execute(select(now.tables[table])).mappings()]
            assert len(kept) == len(rows), table
            for row in rows:
                for gone in DROPPED.get(table, ()):
                    row.pop(gone, None)
                assert any(row.items() <= each.items() for each in kept), (table, row)
    assert written.keys() >= {"connection", "cost_daily", "usage_daily", "usage_hourly", "ledger", "delivery", "audit"}
    database = Database(url)
    connections = await Connections(database).all()
    await database.close()
    assert len(connections) == len(earlier), "this release does not read what an earlier one wrote"


@pytest.mark.parametrize("dump", sorted(RELEASES.glob("*.sql")), ids=lambda path: path.stem)
async def test_a_database_that_a_release_left_is_read_by_this_one_to_the_cent(dump: Path, url: Secret) -> None:
    billed, used = put_into(url, dump)
    copy = migrate.upgrade(url)
    assert (copy is not None) == is_sqlite(url)
    with migrate._connected(url) as opened:
        assert [opened.execute(text(query)).scalar() for query in (BILLED, USED)] == [billed, used]
    assert billed > 0
    database = Database(url)
    [connection] = await Connections(database).collected()
    [workspace] = await Workspaces(database).all()
    told = await Subscriptions(database).of(workspace.id, *Kind)
    entries = await AuditLog(database).entries(workspace.id)
    so_far = await Reports(database).costs_so_far(connection)
    await database.close()
    assert {each.kind for each in told} == set(Kind)
    assert entries
    assert first_broken(workspace.id, entries) is None
    assert so_far == {"usd": billed}


def put_into(url: Secret, dump: Path) -> tuple[int, int]:
    """What it had billed and used; its rows are in the database now, which has its schema."""
    with closing(sqlite3.connect(":memory:")) as left:
        left.executescript(dump.read_text(encoding="utf-8"))
        if is_sqlite(url):
            with closing(sqlite3.connect(url.reveal().removeprefix("sqlite:///"))) as file:
                left.backup(file)
        else:
            put_into_postgresql(url, left)
        billed, used = (left.execute(query).fetchone()[0] for query in (BILLED, USED))
        return billed, used


def put_into_postgresql(url: Secret, left: sqlite3.Connection) -> None:
    """Its tables are made by the migrations up to there."""
    (revision,) = left.execute("SELECT version_num FROM alembic_version").fetchone()
    source = create_engine("sqlite://", creator=lambda: left, poolclass=StaticPool)
    with migrate._connected(url) as connection, source.connect() as reading:
        command.upgrade(migrate.alembic_config(connection), revision)
        connection.execute(text("SET TIME ZONE 'UTC'"))
        stored, made = reflected(reading), reflected(connection)
        for table in made.sorted_tables:
            rows = [dict(row) for row in reading.execute(select(stored.tables[table.name])).mappings()]
            if rows and table.name != "alembic_version":
                connection.execute(insert(table), rows)
        connection.commit()


def rows_of(connection: Connection, turn: int) -> Iterator[tuple[str, Row]]:
    """Add a row to every table as it is now; `turn` tells one revision's rows from another's."""
    metadata = reflected(connection)
    made: dict[str, Row] = {}
    for table in metadata.sorted_tables:
        if table.name == "alembic_version" or (table.name == ONLY_ONE and turn > 1):
            continue
        row = {column.name: value_of(table, column, made, turn) for column in table.columns}
        connection.execute(insert(table).values(row))
        made[table.name] = row
        yield table.name, row


def reflected(connection: Connection) -> MetaData:
    metadata = MetaData()
    metadata.reflect(connection)
    return metadata


def value_of(table: Table, column: Column[Any], made: dict[str, Row], turn: int) -> Any:
    for key in column.foreign_keys:
        return made[key.column.table.name][key.column.name]
    if column.name == "seq":  # of an audit log: each workspace's begins at one
        return 1
    if column.name == "trouble" and column.nullable:  # one of a few words
        return None
    return example(column.type, f"{table.name}.{column.name}", turn)


def example(kind: kinds.TypeEngine[Any], name: str, turn: int) -> Any:
    examples: dict[type[kinds.TypeEngine[Any]], Any] = {
        kinds.Boolean: turn % 2 == 0,
        kinds.Integer: turn,
        kinds.Float: turn / 4,
        kinds.DateTime: NOON + timedelta(days=turn) if kind_has_zone(kind) else NOON.replace(tzinfo=None),
        kinds.Date: date(2026, 1, 1) + timedelta(days=turn),
        kinds.LargeBinary: f"{name}{turn}".encode(),
        kinds.String: "[]" if name.endswith(("filters", "names_missing")) else f"{name}{turn}",
    }
    return next(value for each, value in examples.items() if isinstance(kind, each))


def kind_has_zone(kind: kinds.TypeEngine[Any]) -> bool:
    return isinstance(kind, kinds.DateTime) and kind.timezone
