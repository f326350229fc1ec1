"""What the doctor says of collecting, the database and the clock: what fails is named with its cure."""

import base64
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlmodel import col

from bot.clock import SystemClock
from bot.doctor import collection, examine, keys, openai, running, slack
from bot.doctor.check import Check, Failed
from bot.doctor.database import checks as database_checks
from bot.keeping import key_keeper
from bot.settings import Settings, load
from core.connection import Trouble
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.heartbeat import Heartbeats
from storage.retention import Retention
from storage.tables import LedgerRow
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import connected, new_connection, usage, used, window
from tests.integration.test_collection import NOW, Scene, quiet_anywhere, scene
from tests.integration.test_history import environ
from tests.ports import free_port

__all__ = ["quiet_anywhere", "scene"]


def settings_of(database_url: str, folder: Path, **more: str) -> Settings:
    return load(environ(database_url, folder, **more), folder)


async def test_a_connection_that_is_well_has_its_times_and_its_days(
    quiet_anywhere: Scene, database_url: str, tmp_path: Path
) -> None:
    await quiet_anywhere.collect()
    read, gaps, hours = await collection.checks(settings_of(database_url, tmp_path), quiet_anywhere.clock)
    last = "🟢 last 2026-11-24 09:30 UTC, next 2026-11-24 09:40 UTC"
    assert read == Check("collection", "T1/Acme is read", True, last)
    assert gaps == Check("collection", "T1/Acme has no gaps", True, "21 of 21 days are there since 2026-11-04")
    assert hours.passed
    assert hours.found == "the oldest are of 2026-11-04"


async def test_before_anything_is_collected_nothing_is_wrong(scene: Scene, sqlite_url: str, tmp_path: Path) -> None:
    read, gaps, hours = await collection.checks(settings_of(sqlite_url, tmp_path), scene.clock)
    assert (read.passed, gaps.passed, hours.passed) == (True, True, True)
    assert (read.found, hours.found) == ("🟢 not read to the end yet, next right now", "none are kept yet")
    await Connections(scene.database).remove("T1", scene.connection.id)
    nobody, _ = await collection.checks(settings_of(sqlite_url, tmp_path), scene.clock)
    assert (nobody.passed, nobody.found) == (True, "none yet: `/tokenmeter connect` in Slack connects one")


async def test_a_gap_that_the_last_collection_left_is_named_with_the_command_that_fills_it(
    scene: Scene, sqlite_url: str, tmp_path: Path
) -> None:
    await scene.collect()
    async with scene.database.writing() as session:
        await session.exec(delete(LedgerRow).where(col(LedgerRow.day) == NOW.date() - timedelta(days=9)))
        await session.commit()
    _, gaps, _ = await collection.checks(settings_of(sqlite_url, tmp_path), scene.clock)
    assert (gaps.passed, gaps.found, gaps.cure) == (
        False,
        "20 of 21 days are there since 2026-11-04, missing 15 Nov 2026",
        "Run `tokenmeter collect 'T1/Acme'`.",
    )
    scene.clock.move(timedelta(minutes=11))
    _, gaps, _ = await collection.checks(settings_of(sqlite_url, tmp_path), scene.clock)
    assert gaps.passed, "it is due, and the next collection fills it"


async def test_red_fails_with_the_cure_and_yellow_is_said(scene: Scene, sqlite_url: str, tmp_path: Path) -> None:
    await scene.collect()
    connections, settings = Connections(scene.database), settings_of(sqlite_url, tmp_path)
    scene.clock.move(timedelta(hours=3))
    late, *_ = await collection.checks(settings, scene.clock)
    assert late.passed
    assert late.found.startswith("🟡 last 2026-11-24 09:30 UTC, next right now. Late: ")
    later = scene.clock.now() + timedelta(minutes=10)
    await connections.record_trouble(scene.connection, Trouble.KEY_REJECTED, "", scene.clock.now(), later)
    red, gaps, _ = await collection.checks(settings, scene.clock)
    assert (red.passed, gaps.passed) == (False, True)
    assert red.found.startswith("🔴 last 2026-11-24 09:30 UTC, next 2026-11-24 12:40 UTC")
    assert red.cure.startswith("OpenAI does not accept its key since 2026-11-24 12:30 UTC")


async def test_hours_that_are_long_due_to_go_fail_until_they_are_gone(
    scene: Scene, sqlite_url: str, tmp_path: Path
) -> None:
    settings = settings_of(sqlite_url, tmp_path, TOKENMETER_HOURLY_DAYS="35")
    day = NOW.date() - timedelta(days=35 + 62 + 2)
    figures = usage(window((NOW.date() - day).days), used(day))
    await UsageStore(scene.database).replace(scene.connection, figures, NOW)
    *_, hours = await collection.checks(settings, scene.clock)
    assert (hours.passed, hours.found) == (False, f"the oldest are of {day}")
    assert "tokenmeter run" in hours.cure
    await Retention(scene.database).forget_hours(day + timedelta(days=1))
    *_, hours = await collection.checks(settings, scene.clock)
    assert hours.passed


async def test_a_clock_that_is_wrong_is_told_by_how_much(scene: Scene, sqlite_url: str, tmp_path: Path) -> None:
    settings = settings_of(sqlite_url, tmp_path, OPENAI_BASE_URL=f"{scene.url}/v1")
    reached, right = await openai.checks(settings, SystemClock())
    assert (reached.passed, right.passed, right.found) == (True, True, "it agrees with OpenAI's")
    real = SystemClock().now()
    for by, word in ((timedelta(seconds=95), "ahead of"), (timedelta(seconds=-95), "behind")):
        _, wrong = await openai.checks(settings, FixedClock(real + by))
        assert not wrong.passed
        assert f" s {word} OpenAI's" in wrong.found
        assert "NTP" in wrong.cure


async def test_a_disk_that_is_nearly_full_fails_and_a_servers_disk_is_its_own(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await database.size() > 10_000
    settings = settings_of(database_url, tmp_path)
    assert [check.name for check in await database_checks(settings, pre=False) if not check.passed] == []
    monkeypatch.setattr("bot.doctor.database.ROOM", 2**70)
    *_, room = await database_checks(settings, pre=False)
    assert room.name == "it has room to grow"
    assert room.passed == (not database.is_sqlite)
    assert ("Free some space" in room.cure) == database.is_sqlite


async def test_before_the_first_start_a_database_is_looked_at_without_being_made(tmp_path: Path) -> None:
    settings = settings_of(f"sqlite:///{tmp_path}/deep/tokenmeter.db", tmp_path)
    before = await database_checks(settings, pre=True)
    assert [check.name for check in before if not check.passed] == []
    assert before[0].found == f"{tmp_path}/deep/tokenmeter.db, which the first start makes"
    *_, schema = await database_checks(settings, pre=False)
    assert (schema.found.partition(",")[0], schema.cure) == ("its schema is empty", "Run `tokenmeter migrate`.")
    assert not (tmp_path / "deep").exists()


async def test_what_is_no_database_or_a_newer_release_s_is_a_check_that_fails_with_its_cure(tmp_path: Path) -> None:
    settings, file = settings_of(f"sqlite:///{tmp_path}/tokenmeter.db", tmp_path), tmp_path / "tokenmeter.db"
    file.write_text("a letter that somebody has moved here, and no database at all")
    *_, schema = await database_checks(settings, pre=False)
    assert (schema.passed, schema.found) == (False, "it cannot be read")
    assert "tokenmeter restore" in schema.cure
    file.unlink()
    with closing(sqlite3.connect(file)) as newer:
        newer.executescript("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('9999')")
    *_, schema = await database_checks(settings, pre=False)
    assert (schema.passed, schema.found) == (False, "its schema is 9999, of a newer release")
    assert "migrate" not in schema.cure


async def test_a_damaged_database_fails_checks_and_keeps_no_other_from_being_made(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = Database(Secret(sqlite_url))
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    await database.close()
    file, nowhere = tmp_path / "tokenmeter.db", f"http://127.0.0.1:{free_port()}"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'workspace'").fetchone()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as damaged:
        damaged.seek((page - 1) * size)
        damaged.write(b"\xff" * size)
    settings = settings_of(sqlite_url, tmp_path, SLACK_API_URL=f"{nowhere}/api", OPENAI_BASE_URL=f"{nowhere}/v1")
    checks = {check.name: check for check in await examine(settings, FixedClock(NOW), pre=False)}
    assert checks["the database tells of slack"].found == "it breaks off: it is damaged, or was stopped"
    assert "tokenmeter restore" in checks["the database tells of slack"].cure
    assert checks["the vault stores, gives back and destroys"].passed


async def test_a_database_that_others_can_read_or_that_is_over_a_network_fails(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o755)  # noqa: ASYNC240  # nobody else waits
    (tmp_path / "tokenmeter.db").chmod(0o644)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 35 0:1 / / rw - ext4 /dev/a rw\n37 36 0:2 / {tmp_path} rw - nfs4 server:/a rw\n")
    monkeypatch.setattr("bot.doctor.mounts.MOUNTS", mounts)
    _, rights, disk, *_ = await database_checks(settings_of(sqlite_url, tmp_path), pre=True)
    assert (rights.passed, rights.found) == (False, "others can (mode 0644)")
    assert f"chmod 600 {tmp_path}/tokenmeter.db" in rights.cure
    assert (disk.passed, disk.found) == (False, f"{tmp_path}/tokenmeter.db is on nfs4")
    assert "PostgreSQL" in disk.cure
    (tmp_path / "tokenmeter.db").chmod(0o600)
    mounts.unlink()
    _, rights, disk, *_ = await database_checks(settings_of(sqlite_url, tmp_path), pre=True)
    assert (rights.passed, disk.passed) == (True, True)


async def test_a_server_that_does_not_answer_fails_and_nothing_more_is_asked_of_it(tmp_path: Path) -> None:
    nowhere = settings_of(f"postgresql://tokenmeter@127.0.0.1:{free_port()}/x", tmp_path)
    [reached] = await database_checks(nowhere, pre=False)
    assert (reached.passed, reached.found) == (False, "it does not answer")


async def test_the_master_key_that_opens_the_vault_is_told_from_a_lost_one(sqlite_url: str, tmp_path: Path) -> None:
    settings, clock, database = settings_of(sqlite_url, tmp_path), FixedClock(NOW), Database(Secret(sqlite_url))
    ring, _, opens = await keys.checks(settings, clock, usable=True)
    assert (ring.found, opens.found) == ("there is none yet: the first start makes one", "there is nothing in it yet")
    assert not (tmp_path / "master.key").exists(), "a new one would hide that one is lost"

    async with key_keeper(settings, "here") as (keeper, _):
        kept = await keeper.keep("T1", f"{1:016x}", Secret("sk-admin-" + "test" * 9))
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    await Connections(database).add(replace(new_connection(), secret_ref=kept.secret_ref))
    *_, opens = await keys.checks(settings, clock, usable=True)
    assert (opens.passed, opens.found) == (True, "all 1 that are in it")

    good = (tmp_path / "master.key").read_bytes()
    (tmp_path / "master.key").unlink()
    *_, opens = await keys.checks(settings, clock, usable=True)
    assert (opens.passed, opens.found) == (False, "the master key is gone, under which 1 are sealed")
    (tmp_path / "master.key").touch(0o600)
    (tmp_path / "master.key").write_bytes(base64.b64encode(bytes(32)))
    *_, opens = await keys.checks(settings, clock, usable=True)
    assert (opens.passed, opens.found) == (False, "1 of 1 do not open or are not there: T1/Acme")
    (tmp_path / "master.key").write_bytes(good)
    (tmp_path / "master.key").chmod(0o640)
    ring, *_ = await keys.checks(settings, clock, usable=True)
    assert (ring.passed, "run chmod 600" in ring.found, "Restore" in ring.cure) == (False, True, False)
    (tmp_path / "master.key").chmod(0o600)
    [stored] = [each for each in (tmp_path / "vault").iterdir() if not each.name.startswith("tokenmeter-doctor")]
    stored.unlink()
    *_, opens = await keys.checks(settings, clock, usable=True)
    assert not opens.passed
    await database.close()


async def test_of_hundreds_of_connections_the_lights_are_counted(
    scene: Scene, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.doctor.collection.MANY", 0)
    settings = settings_of(sqlite_url, tmp_path)
    await scene.collect()
    [read, _] = await collection.checks(settings, scene.clock)
    assert read.passed
    assert read.found == "1 🟢, the one that waits longest was last read 2026-11-24 09:30 UTC"
    await Connections(scene.database).record_trouble(scene.connection, Trouble.KEY_REJECTED, "", NOW, NOW)
    [read, _] = await collection.checks(settings, scene.clock)
    assert (read.passed, read.cure) == (False, "`tokenmeter workspaces` lists them, the worst first.")


async def test_a_heart_that_has_stopped_fails_and_one_that_never_beat_does_not(database: Database) -> None:
    beats = Heartbeats(database)
    assert await running.beats(await beats.last(), NOW) == "not yet: `tokenmeter run` starts it"
    await beats.beat("host:7:abcd", NOW)
    last = await beats.last()
    told = await running.beats(last, NOW + timedelta(seconds=61))
    assert told == "61 s ago, of host:7:abcd, who looks for what is due since 2026-11-24 09:30 UTC"
    with pytest.raises(Failed, match="since 2026-11-24 09:30 UTC; then it was host:7:abcd") as stopped:
        await running.beats(last, NOW + timedelta(minutes=2))
    assert "tokenmeter run" in stopped.value.cure


async def test_once_the_heart_beats_what_waits_too_long_fails(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    connection = await connected(database)
    settings, clock = settings_of(database_url, tmp_path), FixedClock(connection.created_at)
    [heart] = await running.checks(settings, clock)
    assert heart.passed
    await Heartbeats(database).beat("host:7:abcd", clock.now())
    in_time = await running.checks(settings, clock)
    told = {check.name: (check.passed, check.found) for check in in_time}
    assert told["connections are collected in time"] == (True, "1 wait, none for long")
    assert told["messages are sent in time"] == (True, "none waits")
    if not database.is_sqlite:
        assert told["workers take what the scheduler hands out"] == (False, "none is alive")
    clock.move(timedelta(minutes=26))
    await Heartbeats(database).beat("host:7:abcd", clock.now())
    late = next(check for check in await running.checks(settings, clock) if "collected" in check.name)
    assert late.found == "1 are late, the first by 26 min"
    assert "tokenmeter worker" in late.cure


async def test_a_scope_that_is_missing_is_named_with_what_it_is_for() -> None:
    assert await slack.scopes({*slack.NEEDED_SCOPES, *slack.OPTIONAL_SCOPES}) == "all, and the optional ones"
    without = await slack.scopes(slack.NEEDED_SCOPES.keys() | (slack.OPTIONAL_SCOPES.keys() - {"channels:join"}))
    assert without == "all; of the optional ones not channels:join (digests joining their channel)"
    with pytest.raises(Failed, match=r"missing files:write \(charts and exports\)"):
        await slack.scopes(slack.NEEDED_SCOPES.keys() - {"files:write"})
