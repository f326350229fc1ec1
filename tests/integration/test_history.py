"""How far back the history goes: by the plan, by the settings, and for a bot that runs meanwhile."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.collection.history import HistoryDays, first_day, reach_back
from bot.settings import Settings, load
from core.audit import OPERATOR, NoSuchWorkspace
from core.connection import Connection
from core.deeds import disconnected
from core.secret import Secret
from storage.audit import AuditLog
from storage.connections import Connections
from storage.database import Database
from storage.history import History
from storage.workspaces import Workspaces
from tests.integration.given import NOW, TODAY, claim_due, connected

SOON = NOW + timedelta(minutes=3)
MUCH_LATER = NOW + timedelta(hours=1)
FAR = TODAY - timedelta(days=179)


def environ(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": "xoxb-" + "test-" * 3,
        "SLACK_SIGNING_SECRET": "test-" * 6,
        "DATABASE_URL": database_url,
        "TOKENMETER_HOME": str(folder),
        **more,
    }


async def rested(database: Database, workspace: str = "T1", number: int = 1) -> Connection:
    """A connection of 30 days that was collected, and is not due before an hour."""
    connection = await connected(database, workspace, name=f"Acme {number}", number=number)
    await Connections(database).record_collected(connection, NOW, MUCH_LATER, (), None)
    return await found(database, connection)


async def found(database: Database, connection: Connection) -> Connection:
    as_it_is = await Connections(database).find(connection.workspace, connection.id)
    assert as_it_is is not None
    return as_it_is


async def deeds(database: Database) -> list[tuple[str, str, str]]:
    entries = await AuditLog(database).entries("T1")
    return [(each.actor, each.action, each.details) for each in entries if each.action == "plan changed"]


async def test_a_larger_plan_takes_the_history_back_and_makes_it_due_at_once(database: Database) -> None:
    connection = await rested(database)
    await History(database).put_plan("T1", "free", OPERATOR, TODAY - timedelta(days=29), NOW)
    [reached] = await History(database).put_plan("T1", "paid", OPERATOR, FAR, SOON)
    assert (reached.connection.id, reached.days) == (connection.id, 150)
    now = await found(database, connection)
    assert (now.backfill_from, now.next_collect_at) == (FAR, SOON)
    assert await claim_due(database, SOON, "a bot", MUCH_LATER) == [now]
    assert await deeds(database) == [
        ("operator", "plan changed", '{"from":"paid","to":"free"}'),
        ("operator", "plan changed", '{"from":"free","to":"paid"}'),
    ]


async def test_the_same_plan_again_changes_nothing(database: Database) -> None:
    connection = await rested(database)
    assert await History(database).put_plan("T1", "paid", OPERATOR, connection.backfill_from, SOON) == []
    assert await found(database, connection) == connection
    assert await deeds(database) == []


async def test_a_smaller_plan_takes_nothing_away(database: Database) -> None:
    connection = await rested(database)
    assert await History(database).put_plan("T1", "free", OPERATOR, TODAY - timedelta(days=4), SOON) == []
    assert await found(database, connection) == connection
    workspace = await Workspaces(database).get("T1")
    assert workspace is not None
    assert workspace.plan == "free"


async def test_a_plan_is_its_workspaces_alone_and_leaves_disconnected_ones_as_they_are(database: Database) -> None:
    other, left = await rested(database, "T2"), await rested(database, number=2)
    left = await Connections(database).disconnect(left, disconnected(left, "U1", False), False, NOW)
    mine = await rested(database, number=3)
    reached = await History(database).put_plan("T1", "paid", OPERATOR, FAR, SOON)
    assert [each.connection.id for each in reached] == [mine.id]
    assert [await found(database, each) for each in (other, left)] == [other, left]


async def test_a_workspace_that_is_not_there_has_no_plan(database: Database) -> None:
    with pytest.raises(NoSuchWorkspace):
        await History(database).put_plan("T404", "paid", OPERATOR, FAR, NOW)


async def test_a_collection_under_way_keeps_its_lease_and_leaves_the_rest_due(database: Database) -> None:
    await connected(database)
    connections = Connections(database)
    [claimed] = await claim_due(database, NOW, "a bot", MUCH_LATER)
    await History(database).put_plan("T1", "paid", OPERATOR, FAR, SOON)
    assert await claim_due(database, SOON, "another", MUCH_LATER) == []
    ended = SOON + timedelta(minutes=1)
    await connections.record_collected(claimed, ended, MUCH_LATER, (), None)
    await connections.release(claimed, "a bot")
    [again] = await claim_due(database, ended, "another", MUCH_LATER)
    assert again.backfill_from == FAR
    await connections.record_collected(again, ended, MUCH_LATER, (), None)
    await connections.release(again, "another")
    assert await claim_due(database, ended, "another", MUCH_LATER) == []


async def test_more_backfill_days_at_the_next_start_take_the_history_back(database: Database, tmp_path: Path) -> None:
    connection = await rested(database)

    def settings(**more: str) -> Settings:
        return load(environ("sqlite:///unused", tmp_path, **more), tmp_path)

    await reach_back(database, settings(TOKENMETER_BACKFILL_DAYS="20"), SOON)
    assert await found(database, connection) == connection
    await reach_back(database, settings(TOKENMETER_BACKFILL_DAYS="365"), SOON)
    now = await found(database, connection)
    assert (now.backfill_from, now.next_collect_at) == (TODAY - timedelta(days=364), SOON)


async def test_a_new_connection_imports_what_the_plan_says_at_that_moment(database: Database, tmp_path: Path) -> None:
    await connected(database)
    days = HistoryDays(database, load(environ("sqlite:///unused", tmp_path), tmp_path))
    assert await days.of("T1") == 180
    await History(database).put_plan("T1", "free", OPERATOR, TODAY, NOW)
    assert await days.of("T1") == 30


def test_the_first_of_so_many_days_counts_today() -> None:
    assert first_day(1, NOW) == TODAY
    assert first_day(30, NOW) == date(2026, 10, 26)


def run(sqlite_url: str, folder: Path, *arguments: str) -> Result:
    return CliRunner(env=environ(sqlite_url, folder)).invoke(main, ["plan", *arguments])


def prepare(sqlite_url: str) -> None:
    async def connect() -> None:
        database = Database(Secret(sqlite_url))
        await Workspaces(database).ensure("T1", "Acme \x1b[2J", "free", NOW)
        await rested(database)
        await database.close()

    asyncio.run(connect())


def test_the_command_says_what_changed_and_the_second_time_that_nothing_did(sqlite_url: str, tmp_path: Path) -> None:
    prepare(sqlite_url)
    first = run(sqlite_url, tmp_path, "T1", "paid")
    assert first.exit_code == 0, first.output
    plan, more, when = first.output.splitlines()
    assert plan.endswith("goes from the free plan to the paid one: 180 days of history.")
    assert more.startswith("  Acme 1 imports ")
    assert "more days, back to 20" in more
    assert when.startswith("A running bot begins within seconds")
    again = run(sqlite_url, tmp_path, "T1", "paid")
    assert "is on the paid plan already" in again.output
    assert "No connection has more to import." in again.output
    assert "\x1b" not in first.output + again.output


def test_an_unknown_workspace_and_an_unknown_plan_are_said_so(sqlite_url: str, tmp_path: Path) -> None:
    prepare(sqlite_url)
    unknown = run(sqlite_url, tmp_path, "T404", "paid")
    assert (unknown.exit_code, unknown.output) == (1, "There is no workspace T404 here. There is T1.\n")
    no_plan = run(sqlite_url, tmp_path, "T1", "gold")
    assert no_plan.exit_code == 2
    assert "'gold' is not one of 'free', 'paid'" in no_plan.output
