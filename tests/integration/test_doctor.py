"""What the doctor says of collecting, the database and the clock: what fails is named with its cure."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlmodel import col

from bot.clock import SystemClock
from bot.doctor import collection, openai
from bot.doctor.check import Check
from bot.doctor.database import checks as database_checks
from bot.settings import Settings, load
from core.connection import Trouble
from storage.connections import Connections
from storage.database import Database
from storage.retention import Retention
from storage.tables import LedgerRow
from storage.usage import UsageStore
from tests.conftest import FixedClock
from tests.integration.given import usage, used, window
from tests.integration.test_collection import NOW, Scene, anywhere, scene
from tests.integration.test_history import environ

__all__ = ["anywhere", "scene"]


def settings_of(database_url: str, folder: Path, **more: str) -> Settings:
    return load(environ(database_url, folder, **more), folder)


async def test_a_connection_that_is_well_has_its_times_and_its_days(
    anywhere: Scene, database_url: str, tmp_path: Path
) -> None:
    await anywhere.collect()
    read, gaps, hours = await collection.checks(settings_of(database_url, tmp_path), anywhere.clock)
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
    schema, room = await database_checks(settings)
    assert (schema.passed, room.passed) == (True, True)
    monkeypatch.setattr("bot.doctor.database.ROOM", 2**70)
    _, room = await database_checks(settings)
    assert room.passed == (not database.is_sqlite)
    assert ("Free some space" in room.cure) == database.is_sqlite
