"""An installation moves from SQLite to PostgreSQL whole, proven, or not at all."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import psycopg
import pytest
from sqlalchemy import Connection, Table, text

from bot.operating.moving import has_password
from bot.operating.moving import move as move_command
from core.audit import OPERATOR, Deed, Done
from core.providers.contract import Name, NameKind, Names
from core.secret import Secret
from sandbox.openai.world import World
from storage import moving
from storage.audit import AuditLog, append
from storage.connections import Connections
from storage.database import Database
from storage.migrate import current
from storage.moving import NotMoved, move
from storage.names import NameStore
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.collected import collected
from tests.conftest import FixedClock
from tests.integration.given import NOW, connected, cost, costs, new_connection, usage, used, window

HOSTILE: Final = 'tab\t, back\\slash, \\N, "quotes", line\nbreak\r, NULL, ünï ☃, %s, \\.'
"""Everything that COPY gives a meaning to."""

PAUSED = """
import sys
from pathlib import Path
from core.secret import Secret
from storage import moving

def half(there, here, table, copy=moving.copy):
    number = copy(there, here, table)
    if table.name == "usage_daily":
        print("half", flush=True)
        sys.stdin.readline()
    return number

moving.copy = half
moving.move(Path(sys.argv[1]), Secret(sys.argv[2]), lambda table, rows: None)
"""


def file_of(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def nothing_said(table: str, rows: int) -> None:
    """Nobody listens."""


async def fill(url: str) -> None:
    """Two workspaces with a bit of everything; the newest connection is removed again."""
    database = Database(Secret(url))
    for number, workspace in ((1, "T1"), (2, "T2"), (3, "T2")):
        connection = await connected(database, workspace, f"Acme {number}", number)
        hours = [used(window(3).first, hour, hour % 2, tokens=10**12 + number) for hour in range(24)]
        rare = hours[0]._replace(quantity=0.1 + number / 3, rare=b'{"audio":1}')
        await UsageStore(database).replace(connection, usage(window(3), rare, *hours[1:]), NOW)
        amount = cost(window(3).first, nanos=7 * 10**12 + number)
        await UsageStore(database).replace(connection, costs(window(3), amount), NOW)
        known = [Name(NameKind.PROJECT, f"proj_{number}", HOSTILE), Name(NameKind.USER, "user_1", "", active=False)]
        await NameStore(database).remember(connection, Names(known))
    await Connections(database).remove("T2", connection.id)
    async with database.writing() as session:
        for number in range(12):
            await append(session, "T1", Deed(OPERATOR, Done.LIMITED, HOSTILE, {"number": number}), NOW)
        await session.commit()
    await database.close()


@pytest.fixture
async def source(sqlite_url: str) -> Path:
    await fill(sqlite_url)
    return file_of(sqlite_url)


def rows_in(url: str) -> int:
    with psycopg.connect(url) as connection:
        return sum(
            connection.execute(f'SELECT count(*) FROM "{table.name}"'.encode()).fetchone()[0]  # type: ignore[index]  # noqa: S608
            for table in moving.TABLES
        )


async def test_a_collected_world_moves_and_is_collected_on(
    sqlite_url: str, postgres_url: str, clock: FixedClock
) -> None:
    """What stood in SQLite stands in PostgreSQL, and the next collection goes on there with nothing wrong."""
    world = World(7, clock.now, days=30, series_an_hour=3)
    async with collected(sqlite_url, clock, world, 4) as before:
        assert (await before.collect()).fault is None
        kept = await before.kept()
        tables: dict[str, int] = {}
        content = sha256(file_of(sqlite_url).read_bytes())
        await asyncio.to_thread(move, file_of(sqlite_url), Secret(postgres_url), tables.__setitem__)
        assert sha256(file_of(sqlite_url).read_bytes()).digest() == content.digest()
        after = replace(before, database_url=postgres_url)
        assert await after.kept() == kept
        assert tables["usage_hourly"] > 200
        clock.move(timedelta(hours=5))
        assert (await after.collect()).fault is None
        assert await after.wrong() == []


async def test_every_character_number_and_gap_arrives_and_ids_go_on(source: Path, postgres_url: str) -> None:
    await asyncio.to_thread(move, source, Secret(postgres_url), nothing_said)
    database = Database(Secret(postgres_url))
    names = await NameStore(database).of("T2")
    assert [(each.name, each.active) for each in names[2]] == [(HOSTILE, True), ("", False)]
    entries = await AuditLog(database).entries("T1")
    assert (len(entries), entries[-1].subject) == (13, HOSTILE)
    assert (await Connections(database).add(new_connection("T1", "New", 9))).id == 4
    await database.close()


async def test_what_somebody_has_open_is_not_moved(source: Path, postgres_url: str) -> None:
    """A bot that is only waiting has it open, too."""
    bot = Database(Secret(f"sqlite:///{source}"))
    assert await bot.ping()
    with pytest.raises(NotMoved, match="Stop TokenMeter first"):
        await asyncio.to_thread(move, source, Secret(postgres_url), nothing_said)
    await bot.close()
    await asyncio.to_thread(move, source, Secret(postgres_url), nothing_said)


async def test_nothing_is_moved_to_where_there_is_something(source: Path, postgres_url: str) -> None:
    database = Database(Secret(postgres_url))
    await Workspaces(database).ensure("T9", "Theirs", "paid", NOW)
    with pytest.raises(NotMoved, match="not empty: there are rows in workspace"):
        await asyncio.to_thread(move, source, Secret(postgres_url), nothing_said)
    assert [each.id for each in await Workspaces(database).all()] == ["T9"]
    await database.close()


async def test_a_database_of_another_release_stays_as_it_is(source: Path, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as there:
        there.execute("UPDATE alembic_version SET version_num = '0018'")
    with pytest.raises(NotMoved, match="not empty: it has the schema 0018"):
        await command(source, postgres_url)
    assert await asyncio.to_thread(current, Secret(postgres_url)) == "0018"


async def test_a_move_that_cannot_begin_leaves_the_target_without_a_table(source: Path, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as there:
        there.execute("DROP SCHEMA public, procrastinate CASCADE")
        there.execute("CREATE SCHEMA public")
    bot = Database(Secret(f"sqlite:///{source}"))
    assert await bot.ping()
    with pytest.raises(NotMoved, match="Stop TokenMeter first"):
        await command(source, postgres_url)
    assert await asyncio.to_thread(current, Secret(postgres_url)) is None
    await bot.close()
    await command(source, postgres_url)
    assert rows_in(postgres_url) > 0


async def command(source: Path, target: str) -> None:
    """What `tokenmeter move` does."""
    await asyncio.to_thread(move_command, Secret(f"sqlite:///{source}"), Secret(target), lambda said: None)


BROKEN: Final = {
    "usage_hourly": "DELETE FROM usage_hourly WHERE (start, series, connection) IN "
    "(SELECT start, series, connection FROM usage_hourly LIMIT 1)",
    "usage_daily": "UPDATE usage_daily SET cached = cached + 1 WHERE connection = 2",
    "cost_daily": "UPDATE cost_daily SET nanos = nanos + CASE connection WHEN 1 THEN 1 ELSE -1 END",
    "name": "UPDATE name SET active = NOT active WHERE connection = 1",
    "connection": "UPDATE connection SET key_since = key_since + interval '1 microsecond' WHERE id = 1",
    "ledger": "INSERT INTO ledger SELECT connection, 'another', day, width, grouping, collected_at, total, same_since "
    "FROM ledger LIMIT 1",
}


async def test_a_copy_that_is_not_the_same_is_taken_back(
    source: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is missing, too many or changed, also where the sums over all connections are right."""
    copy: Callable[[Connection, Connection, Table], int] = moving.copy

    def broken(there: Connection, here: Connection, which: Table, table: str = "") -> int:
        number = copy(there, here, which)
        if which.name == table:
            here.execute(text(BROKEN[table]))
        return number

    for table in BROKEN:
        monkeypatch.setattr(moving, "copy", partial(broken, table=table))
        with pytest.raises(NotMoved, match=f"taken back: {table}"):
            await asyncio.to_thread(move, source, Secret(postgres_url), nothing_said)
        assert rows_in(postgres_url) == 0


async def test_an_audit_log_that_somebody_changed_is_not_moved(source: Path, postgres_url: str) -> None:
    with closing(sqlite3.connect(source)) as raw, raw:
        raw.execute("DROP TRIGGER audit_keeps_what_it_says")
        raw.execute("UPDATE audit SET subject = 'another' WHERE seq = 5")
    with pytest.raises(NotMoved, match="the audit log of T1 is broken at entry 5"):
        await asyncio.to_thread(move, source, Secret(postgres_url), nothing_said)


async def test_killed_in_the_middle_nothing_has_happened_and_the_command_moves_it_then(
    source: Path, postgres_url: str, tmp_path: Path
) -> None:
    """Nobody has the file meanwhile; afterwards both are as they were."""
    process = subprocess.Popen(  # noqa: ASYNC220, S603 (our own)
        [sys.executable, "-c", PAUSED, str(source), postgres_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"half\n"
    with closing(sqlite3.connect(source, timeout=0)) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("SELECT * FROM workspace")
    process.kill()
    process.communicate()
    assert rows_in(postgres_url) == 0
    address = tmp_path / "address"
    address.write_text(f"{postgres_url}\n")
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-" + "test-" * 4,
        "SLACK_APP_TOKEN": "xapp-" + "test-" * 4,
        "TOKENMETER_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{source}",
        "PATH": os.environ["PATH"],
    }
    command = [str(Path(sys.executable).with_name("tokenmeter")), "move", "--to-file", str(address)]
    moved = subprocess.run(command, env=settings, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: ASYNC221, S603
    assert "rows are now in PostgreSQL, and they are the same" in moved.stdout
    assert "DATABASE_URL" in moved.stdout


@pytest.mark.parametrize(
    ("url", "told"),
    [("postgresql://u:p@h/d", True), ("postgresql://h/d?user=u&password=p", True), ("postgresql://u@h/d", False)],
)
def test_a_password_in_the_command_line_is_seen(url: str, told: bool) -> None:
    assert has_password(url) is told
