"""tokenmeter workspaces: every workspace in a line, what needs attention first, and nothing of money or people."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console
from sqlalchemy import Connection as Transaction
from sqlalchemy import event, insert

from bot.cli import main
from bot.operating.workspaces import as_json, look, show
from bot.settings import load
from core.connection import Trouble
from core.questions.filters import Filters
from core.subscriptions import Kind
from storage.connections import Connections
from storage.database import Database
from storage.overview import Overview
from storage.subscriptions import NewSubscription, Subscriptions
from storage.tables import ConnectionRow, WorkspaceRow
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import NOW, connected, cost, costs, new_connection, window
from tests.integration.test_history import environ

LATER = NOW + timedelta(hours=1)


async def built(database: Database) -> None:
    """T1 is well, T2 is red with one of two, T3 has no connection, T4 is late, T5 goes, T6's token is revoked."""
    connections, workspaces = Connections(database), Workspaces(database)
    well = await connected(database, "T1", number=1)
    await connections.record_collected(well, NOW, LATER, (), None)
    await UsageStore(database).replace(well, costs(window(2, 3), cost(NOW.date())), NOW)
    red = await connected(database, "T2", name="Umbrella", number=2)
    other = await connections.add(new_connection("T2", "Initech", 3))
    await connections.record_collected(other, NOW, LATER, (), None)
    await connections.record_trouble(red, Trouble.KEY_REJECTED, "", NOW + timedelta(minutes=10), LATER)
    await workspaces.ensure("T3", "[bold]Nobody\x1b[2J", "free", NOW)
    late = await connected(database, "T4", number=4)
    await connections.record_collected(late, NOW - timedelta(hours=3), NOW, (), None)
    await workspaces.ensure("T5", "Gone", "paid", NOW)
    await workspaces.uninstall("T5", "Slack", NOW + timedelta(minutes=50))
    await workspaces.ensure("T6", "Hooli", "free", NOW)
    await workspaces.revoke("T6", NOW + timedelta(minutes=30))
    new = NewSubscription("a" * 16, Kind.DIGEST, "U1", Filters(()), "{}", ("C0COSTS",))
    await Subscriptions(database).add("T1", new, NOW)


async def test_what_needs_attention_comes_first_and_each_has_its_line(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await built(database)
    settings = load(environ(database_url, tmp_path), tmp_path)
    found = await look(settings, FixedClock(LATER))
    assert [each.stored.workspace for each in found] == ["T2", "T6", "T4", "T5", "T1", "T3"]
    written = StringIO()
    show(found, LATER, Console(file=written, width=160))
    lines = [line.rstrip() for line in written.getvalue().splitlines()]
    assert [" ".join(line.split()) for line in lines[1:7]] == [
        "T2 Acme's Slack paid 2026-11-24 1 🔴 1 🟢 never key rejected, 50 min 0 0",
        "T6 Hooli free 2026-11-24 🔴 token revoked, 30 min 0 0",
        "T4 Acme's Slack paid 2026-11-24 1 🟡 4 h ago late, 4 h 0 0",
        "T5 Gone paid 2026-11-24 to be purged, 10 min 0 0",
        "T1 Acme's Slack paid 2026-11-24 1 🟢 60 min ago 3 1",
        "T3 [bold]Nobody�[2J free 2026-11-24 0 0",
    ]
    assert lines[7] == "6 workspaces: 2 🔴, 2 🟡, 1 🟢, 1 without a connection"


async def test_as_json_it_is_an_object_a_workspace_without_money_or_people(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await built(database)
    found = await look(load(environ(database_url, tmp_path), tmp_path), FixedClock(LATER))
    objects = [json.loads(line) for line in as_json(found)]
    assert objects[0] == {
        "workspace": "T2",
        "name": "Acme's Slack",
        "plan": "paid",
        "installed_at": "2026-11-24T09:00:00+00:00",
        "uninstalled_at": None,
        "revoked_at": None,
        "connections": {"red": 1, "yellow": 0, "green": 1},
        "collected_at": None,
        "trouble": "key_rejected",
        "trouble_since": "2026-11-24T09:10:00+00:00",
        "days": 0,
        "subscriptions": 0,
    }
    assert (objects[4]["days"], objects[4]["subscriptions"]) == (3, 1)
    assert objects[3]["uninstalled_at"] == "2026-11-24T09:50:00+00:00"
    told = json.dumps(objects)
    assert [word for word in ("Umbrella", "Initech", "U1", "C0COSTS", "usd") if word in told] == []


async def test_hundreds_of_workspaces_take_four_questions(database: Database) -> None:
    workspaces = [{"id": f"T{n}", "name": "A", "plan": "paid", "created_at": NOW, "week_start": 0} for n in range(300)]
    connections = [
        {
            "uid": f"{n:016x}",
            "workspace": f"T{n}",
            "provider": "openai",
            "name": "Acme",
            "name_key": "acme",
            "organization": "",
            "owner": "U1",
            "secret_ref": b"sealed",
            "fingerprint": b"%d" % n,
            "key_hint": "abcd",
            "key_since": NOW,
            "created_at": NOW,
            "backfill_from": NOW.date(),
            "next_collect_at": NOW,
        }
        for n in range(300)
    ]

    def many(transaction: Transaction) -> None:
        transaction.execute(insert(WorkspaceRow), workspaces)
        transaction.execute(insert(ConnectionRow), connections)

    await database.write(many)
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(database._engine.sync_engine, "before_cursor_execute", note)
    found = await Overview(database).all(["costs"])
    assert (len(found), sum(len(each.connections) for each in found)) == (300, 300)
    assert sum(statement.startswith("SELECT") for statement in asked) == 4


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_of_a_new_installation_says_that_there_is_none(
    sqlite_url: str, tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answered = CliRunner(env=environ(sqlite_url, tmp_path)).invoke(main, ["workspaces", *options])
    assert (answered.exit_code, answered.stdout) == (0, "" if options else "0 workspaces\n")
