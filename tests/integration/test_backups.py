"""A backup is whole however much is written meanwhile, is never half there, and can be put back."""

import itertools
import os
import resource
import shlex
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg
import pytest

from bot.operating.backup import back_up, restore, without_password
from core.secret import Secret
from storage import backup, migrate
from storage.backup import NoCopy
from storage.database import Database
from storage.migrations import HEAD
from storage.purging import PurgedRows
from tests.integration.dying import Fuse, Killed
from tests.postgres import binaries

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

WORKSPACE = "INSERT INTO workspace (id, name, plan, created_at) VALUES (?, ?, 'paid', '2026-11-24 09:00:00')"

OPEN = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA journal_mode=WAL")
print(connection.execute("SELECT count(*) FROM workspace").fetchone(), flush=True)
sys.stdin.readline()
"""
"""Idle, as a bot between two ticks."""

KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("INSERT INTO workspace (id, name, plan, created_at) VALUES ('T9', 'x', 'paid', '2026-11-24')")
connection.commit()
os._exit(9)
"""


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def url_of(file: Path) -> Secret:
    return Secret(f"sqlite:///{file}")


def run(file: Path, statement: str, *values: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file, timeout=20)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def add_workspace(file: Path, name: str) -> None:
    run(file, WORKSPACE, name, name)


def workspaces(file: Path) -> set[object]:
    return {name for (name,) in run(file, "SELECT id FROM workspace")}


@contextmanager
def opened_by_another(file: Path) -> Iterator[None]:
    program = [sys.executable, "-c", OPEN, str(file)]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 (our own)
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"(")
        yield
        process.communicate(b"\n")


def test_a_backup_made_in_the_middle_of_writing_has_whole_transactions_alone(file: Path, tmp_path: Path) -> None:
    """Each writes two rows: a copy with an odd number has half of one."""
    stop = Event()

    def write() -> None:
        with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as connection:
            for number in range(100_000):
                if stop.is_set():
                    return
                connection.execute("BEGIN IMMEDIATE")
                for half in "ab":
                    values = (f"{number}{half}", "x" * 2000)
                    connection.execute(WORKSPACE, values)
                connection.execute("COMMIT")

    writer = Thread(target=write)
    writer.start()
    try:
        counts = [backup.back_up(file, tmp_path / f"{number}.db").workspaces for number in range(8)]
    finally:
        stop.set()
        writer.join()
    assert all(count % 2 == 0 for count in counts)
    assert counts == sorted(counts)
    assert counts[0] < counts[-1], "nothing was written meanwhile"


def test_it_is_for_its_owner_alone_in_one_file_and_no_other_is_written_over(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "b.db"
    target.parent.mkdir()
    said = back_up(url_of(file), target)
    assert "Keys are not in it" in said
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(target.parent) == ["b.db"]
    before = target.read_bytes()
    with pytest.raises(NoCopy, match="there already"):
        back_up(url_of(file), target)
    assert target.read_bytes() == before


def test_a_backup_that_fails_leaves_nothing(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    damaged = tmp_path / "damaged.db"
    shutil.copy(file, damaged)
    with damaged.open("r+b") as whole:
        whole.seek(4096)
        whole.write(os.urandom(3 * 4096))
    with pytest.raises(NoCopy, match=r"damaged\.db .*damaged"):
        backup.back_up(damaged, tmp_path / "out" / "b.db")
    assert os.listdir(tmp_path / "out") == []


def test_what_was_backed_up_comes_back_and_what_it_replaces_is_kept(file: Path, tmp_path: Path) -> None:
    url, copy = url_of(file), tmp_path / "copy.db"
    add_workspace(file, "T1")
    back_up(url, copy)
    add_workspace(file, "T2")
    said = restore(url, copy, NOW)
    aside = file.with_name(f"{file.name}.replaced-20261124T090000Z")
    assert f"kept: {aside}" in said
    assert "1 workspace, 0 connections" in said
    assert (workspaces(file), workspaces(aside)) == ({"T1"}, {"T1", "T2"})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert migrate.upgrade(url) is None


def kill_one_that_writes(file: Path) -> Path:
    """Its last workspace, T9, is in the log alone, which this is."""
    subprocess.run([sys.executable, "-c", KILLED, file], check=False)  # noqa: S603 (our own)
    log = file.with_name(f"{file.name}-wal")
    assert log.stat().st_size > 0
    return log


@pytest.mark.parametrize("lost", [False, True], ids=["", "the file itself is lost"])
def test_what_a_killed_process_had_not_moved_into_the_file_yet_is_kept_too(
    lost: bool, file: Path, tmp_path: Path
) -> None:
    """And is not written into the database that takes its place."""
    url, copy, aside = url_of(file), tmp_path / "copy.db", file.with_name(f"{file.name}.replaced-20261124T090000Z")
    back_up(url, copy)
    log = kill_one_that_writes(file)
    if lost:
        file.unlink()
    restore(url, copy, NOW)
    assert not log.exists()
    assert workspaces(file) == set()
    if lost:
        assert aside.with_name(f"{aside.name}-wal").exists()
    else:
        assert workspaces(aside) == {"T9"}


def test_killed_anywhere_in_a_restore_the_one_or_the_other_database_is_there_whole(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, outcomes = tmp_path / "copy.db", []
    add_workspace(file, "T1")
    back_up(url_of(file), copy)
    run(file, "DELETE FROM workspace")
    kill_one_that_writes(file)
    for steps in itertools.count():
        database, fuse = tmp_path / str(steps) / file.name, Fuse(steps)
        database.parent.mkdir()
        for each in tmp_path.glob("tokenmeter.db*"):
            shutil.copy(each, database.parent)
        with monkeypatch.context() as dying, suppress(Killed):
            for owner, name in ((os, "link"), (os, "fsync"), (Path, "replace"), (Path, "unlink")):
                dying.setattr(owner, name, burning(getattr(owner, name), fuse))
            restore(url_of(database), copy, NOW)
        outcomes.append(frozenset(workspaces(database)))
        restore(url_of(database), copy, NOW + timedelta(minutes=1))
        assert workspaces(database) == {"T1"}
        if fuse.left > 0:
            break
    assert set(outcomes) == {frozenset({"T9"}), frozenset({"T1"})}
    assert len(outcomes) > 10


def burning(call: Callable[..., Any], fuse: Fuse) -> Callable[..., Any]:
    def burn(*given: Any, **named: Any) -> Any:
        fuse.burn()
        answer = call(*given, **named)
        fuse.burn()
        return answer

    return burn


def test_a_database_that_is_no_database_any_more_can_be_replaced(file: Path, tmp_path: Path) -> None:
    url, copy = url_of(file), tmp_path / "copy.db"
    add_workspace(file, "T1")
    back_up(url, copy)
    file.write_bytes(b"all of it is gone")
    restore(url, copy, NOW)
    assert workspaces(file) == {"T1"}


def test_it_can_be_put_back_where_there_is_none(file: Path, tmp_path: Path) -> None:
    add_workspace(file, "T1")
    copy, target = tmp_path / "copy.db", tmp_path / "new" / "machine" / "tokenmeter.db"
    back_up(url_of(file), copy)
    assert "kept" not in restore(url_of(target), copy, NOW)
    assert workspaces(target) == {"T1"}


def test_nothing_is_replaced_that_a_process_has_open(file: Path, tmp_path: Path) -> None:
    url, copy = url_of(file), tmp_path / "copy.db"
    back_up(url, copy)
    add_workspace(file, "T1")
    with opened_by_another(file), pytest.raises(NoCopy, match="Stop TokenMeter first"):
        restore(url, copy, NOW)
    assert workspaces(file) == {"T1"}
    restore(url, copy, NOW)
    assert workspaces(file) == set()


def test_what_is_not_ours_or_damaged_or_newer_is_refused_and_nothing_changes(file: Path, tmp_path: Path) -> None:
    url = url_of(file)
    add_workspace(file, "T1")
    others, text, newer = tmp_path / "others.db", tmp_path / "text", tmp_path / "newer.db"
    run(others, "CREATE TABLE alembic_version (version_num TEXT)")
    text.write_text("not a database, and long enough to be looked at as one" * 20)
    back_up(url, newer)
    run(newer, "UPDATE alembic_version SET version_num = '9999'")
    for given, why in ((others, "no database of TokenMeter"), (text, "no database"), (tmp_path / "none", "no file")):
        with pytest.raises(NoCopy, match=why):
            restore(url, given, NOW)
    with pytest.raises(migrate.SchemaTooNew, match="9999"):
        restore(url, newer, NOW)
    assert workspaces(file) == {"T1"}


def test_with_postgresql_it_says_the_command_and_never_the_password(tmp_path: Path) -> None:
    password = "hunter" + "2-fake"
    for url in (
        f"postgresql://ops:{password}@db.example:5433/meter?sslmode=require",
        f"postgresql://ops@db.example:5433/meter?sslmode=require&password={password}",
    ):
        with pytest.raises(NoCopy) as said:
            back_up(Secret(url), tmp_path / "out file.dump")
        assert f"pg_dump --format=custom --no-owner '--file={tmp_path}/out file.dump'" in str(said.value)
        with pytest.raises(NoCopy, match="pg_restore --clean --if-exists") as also:
            restore(Secret(url), tmp_path / "out.dump", NOW)
        for text in (str(said.value), str(also.value)):
            assert "ops@db.example:5433/meter" in text
            assert "sslmode=require" in text
            assert password not in text
    assert without_password(Secret("postgresql://db/meter")) == "postgresql://db/meter"
    assert without_password(Secret("postgresql:///meter?host=/run")) == "postgresql:///meter?host=/run"
    assert without_password(Secret("postgresql://u:p@a:1,b:2/meter")) == "postgresql://u@a:1,b:2/meter"


def test_the_commands_that_it_says_for_postgresql_back_up_and_put_back(postgres_url: str, tmp_path: Path) -> None:
    url, dump = Secret(postgres_url), tmp_path / "all of it.dump"

    def as_said(said: NoCopy) -> None:
        program, *words = shlex.split(str(said).splitlines()[1])
        subprocess.run([binaries() / program, *words], check=True)  # noqa: S603 (our own)

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(WORKSPACE.replace("?", "%s"), ("T1", "before"))
        entry = "INSERT INTO audit VALUES ('T1', 1, now(), 'U1', 'connected', 'x', '{}', '', 'hash')"
        connection.execute(entry)  # a log that refuses to be changed
        with pytest.raises(NoCopy) as said:
            back_up(url, dump)
        as_said(said.value)
        connection.execute("UPDATE workspace SET name = 'after'")
    with pytest.raises(NoCopy) as said:
        restore(url, dump, NOW)
    as_said(said.value)
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT name FROM workspace").fetchall() == [("before",)]
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (1,)
    assert migrate.upgrade(url) is None


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file gets larger than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_leaves_nothing_of_a_backup_and_stops_a_migration(
    file: Path, older: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with full_disk(64 * 1024), pytest.raises(NoCopy, match="cannot be copied"):
        back_up(url_of(file), out / "copy.db")
    assert os.listdir(out) == []
    with full_disk(64 * 1024), pytest.raises(NoCopy, match="cannot be copied"):
        migrate.upgrade(url_of(older))
    assert migrate.current(url_of(older)) == "0017"
    assert os.listdir(older.parent / "backups") == []
    back_up(url_of(file), out / "copy.db")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A database as the release before left it."""
    return made_at("0017", tmp_path / "older" / "tokenmeter.db")


def made_at(revision: str, file: Path) -> Path:
    from alembic import command

    file.parent.mkdir()
    with migrate._connected(Secret(f"sqlite:///{file}")) as connection:
        command.upgrade(migrate.alembic_config(connection), revision)
        connection.commit()
    return file


def test_a_migration_keeps_the_database_as_it_was_and_the_last_three_of_those(older: Path) -> None:
    url = url_of(older)
    add_workspace(older, "T1")
    folder = older.parent / "backups"
    folder.mkdir()
    for revision in ("0002", "0003", "0009"):
        (folder / f"tokenmeter-schema-{revision}.db").touch()
    (folder / "tokenmeter-of-mine.db").touch()
    kept = migrate.upgrade(url)
    assert kept == folder / "tokenmeter-schema-0017.db"
    assert backup.examine(kept).revision == "0017"
    assert workspaces(kept) == workspaces(older) == {"T1"}
    kept_ones = [f"tokenmeter-schema-{each}.db" for each in ("0003", "0009", "0017")]
    assert sorted(os.listdir(folder)) == ["tokenmeter-of-mine.db", *kept_ones]
    assert migrate.current(url) == HEAD
    assert migrate.upgrade(url) is None, "it was copied though nothing was to be done"


def test_what_a_migration_kept_is_restored_and_migrated_again(older: Path) -> None:
    url = url_of(older)
    kept = migrate.upgrade(url)
    assert kept is not None
    add_workspace(older, "T1")
    assert f"The next start brings it to schema {HEAD}." in restore(url, kept, NOW)
    assert migrate.current(url) == "0017"
    migrate.upgrade(url)
    assert (migrate.current(url), workspaces(older)) == (HEAD, set())


def test_without_room_for_a_copy_nothing_is_migrated(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = url_of(older)
    nearly_full = shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: nearly_full)
        with pytest.raises(NoCopy, match="Nothing was changed"):
            migrate.upgrade(url)
    assert migrate.current(url) == "0017"
    migrate.upgrade(url)


async def test_a_purge_leaves_no_copy_of_ours_behind(older: Path) -> None:
    kept = migrate.upgrade(url_of(older))
    assert kept is not None
    database = Database(url_of(older))
    await PurgedRows(database).overwrite()
    await database.close()
    assert not kept.exists()
