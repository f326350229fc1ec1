"""Removing the app purges the workspace, revoked tokens do not; and the operator's command asks for its name."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.listeners.events import app_uninstalled
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.towards_bot import NoAnswer, SignedHttp
from storage.connections import Connections
from storage.database import DatabaseDown
from storage.workspaces import Workspaces
from tests.acceptance.conftest import DAYS
from tests.acceptance.looking import kept_keys
from tests.conftest import FixedClock
from tests.town import Town, town

TEAM = "T0ACME"


async def send_event(built: Town, clock: FixedClock, at: datetime | None = None, **event: Any) -> None:
    """As Slack does, signed, over HTTP, of what happened at this time; what it sets off is done then."""
    slack = SignedHttp(f"{built.address}/slack/events", now=lambda: clock.now().timestamp())
    told = {"event_id": f"Ev{time.monotonic_ns()}", "event_time": int((at or clock.now()).timestamp())}
    body = {"type": "event_callback", "team_id": TEAM, "event": event, **told}
    await slack.send("events_api", body)
    await built.house.shared.in_flight.drain(10)


async def test_removing_the_app_purges_it_and_revoking_tokens_does_not(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None
) -> None:
    async with town(tmp_path / "home", sqlite_url, clock, http=True, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as built:
        await built.connect_and_import(DEFAULT_KEY)
        workspaces, connections = Workspaces(built.house.shared.database), Connections(built.house.shared.database)

        await send_event(built, clock, type="tokens_revoked", tokens={"oauth": ["U0ANA"], "bot": ["U0BOT"]})
        assert len(await connections.of(TEAM)) == 1
        assert kept_keys(built) == 1
        assert (await workspaces.all())[0].revoked_at is None  # Slack still takes it: it was another one

        built.slack.state.settings.revoked = True
        await send_event(built, clock, type="tokens_revoked", tokens={"oauth": [], "bot": ["U0BOT"]})
        assert (await workspaces.all())[0].revoked_at == clock.now()
        assert (len(await connections.of(TEAM)), kept_keys(built)) == (1, 1)
        built.slack.state.settings.revoked = False
        async with built.another_bot():
            assert (await workspaces.all())[0].revoked_at is None

        await send_event(built, clock, type="app_uninstalled")
        assert await workspaces.get(TEAM) is None
        assert await connections.of(TEAM) == []
        assert kept_keys(built) == 0


async def lost(self: Workspaces, *args: object) -> None:
    raise DatabaseDown


async def late(self: Workspaces, *args: object) -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize("fails", [lost, late])
async def test_a_removal_that_cannot_be_stored_is_not_acknowledged_and_told_again(
    fails: Callable[..., Awaitable[None]],
    tmp_path: Path,
    sqlite_url: str,
    clock: FixedClock,
    shared_charts: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app_uninstalled, "STORED_WITHIN", 0.5)
    async with town(tmp_path / "home", sqlite_url, clock, http=True) as built:
        workspaces = Workspaces(built.house.shared.database)
        with monkeypatch.context() as patch:
            patch.setattr(Workspaces, "uninstall", fails)
            with pytest.raises(NoAnswer):
                await send_event(built, clock, type="app_uninstalled")
        assert await workspaces.get(TEAM) is not None
        await send_event(built, clock, type="app_uninstalled")
        assert await workspaces.get(TEAM) is None


async def test_a_removal_from_before_the_start_is_of_the_token_before(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None
) -> None:
    async with town(tmp_path / "home", sqlite_url, clock, http=True) as built:
        workspaces, before = Workspaces(built.house.shared.database), clock.now() - timedelta(minutes=5)
        await send_event(built, clock, before, type="app_uninstalled")
        assert await workspaces.get(TEAM) is not None

        built.slack.state.settings.errors["auth.test"] = "internal_error"
        with pytest.raises(NoAnswer):  # nobody can say yet
            await send_event(built, clock, before, type="app_uninstalled")
        assert await workspaces.get(TEAM) is not None

        built.slack.state.settings.errors["auth.test"] = "account_inactive"
        await send_event(built, clock, before, type="app_uninstalled")
        assert await workspaces.get(TEAM) is None


@pytest.fixture
def home(tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None) -> Path:
    """A bot that ran here, and connected a key."""

    async def ran() -> None:
        async with town(tmp_path / "home", sqlite_url, clock, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as built:
            await built.connect_and_import(DEFAULT_KEY)

    asyncio.run(ran())
    gc.collect()  # as its process would be gone: a cursor that nobody holds any more keeps the log from being folded in
    return tmp_path / "home"


def run(home: Path, url: str, workspace: str, typed: str) -> Result:
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-" + "test-" * 3,
        "SLACK_SIGNING_SECRET": "test-" * 6,
        "DATABASE_URL": url,
        "TOKENMETER_HOME": str(home),
    }
    return CliRunner(env=environ).invoke(main, ["purge", workspace], input=f"{typed}\n")


def test_the_command_asks_for_the_name_and_prints_a_receipt(home: Path, sqlite_url: str) -> None:
    refused = run(home, sqlite_url, TEAM, typed="acme")
    assert refused.exit_code == 1
    assert "Nothing was removed." in refused.output
    assert len(list((home / "vault").iterdir())) == 1

    done = run(home, sqlite_url, TEAM, typed="Acme")
    assert done.exit_code == 0, done.output
    assert f"Purged {TEAM}" in done.output
    assert "keys destroyed                1" in done.output
    assert "The last hash of its audit log was " in done.output
    assert list((home / "vault").iterdir()) == []
    files = [path for path in home.parent.rglob("*") if path.is_file() and "fontlist" not in path.name]
    assert [path for path in files if TEAM.encode() in path.read_bytes()] == []
    assert [path for path in files if b"Acme production" in path.read_bytes()] == []

    again = run(home, sqlite_url, TEAM, typed="Acme")
    assert again.exit_code == 1
    assert f"There is no workspace {TEAM} here." in again.output
