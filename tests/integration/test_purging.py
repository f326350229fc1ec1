"""Purging a workspace: its keys and every row of it go, others' stay, and the files hold nothing of it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.purging import Purging, purger_of
from core.alerts.finding import Finding
from core.alerts.life import Alert
from core.crypto import Keyring
from core.deeds import rule_made
from core.install import Tokens
from core.keys import KeyKeeper
from core.oddities import Odd, Oddity
from core.providers.contract import KeyFacts, Name, NameKind, Names, OwnerState, SpendAlert, SpendLimit
from core.purging import CameBack, Purger, Receipt, purge
from core.rights import Rule, RuleKind
from core.secret import Secret
from core.subscriptions import Kind
from core.totals import Difference
from core.vault import VaultError
from storage.alerts import Alerts
from storage.audit import AuditLog
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.guards import GuardStore
from storage.names import NameStore
from storage.oddities import Oddities
from storage.purging import removals
from storage.rules import Rules
from storage.seen import Seen
from storage.subscriptions import NewSubscription, Subscriptions
from storage.tables import Table
from storage.usage import UsageStore
from storage.vault.local import LocalVault
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.dying import Fuse, Killed, dying
from tests.integration.given import NOW, connected, new_connection, restate, usage, used, window
from tests.integration.world_with_key import BOT_TOKEN, YESTERDAY, World

LATER = NOW + timedelta(days=1)
KEY = KeyFacts("key_1", "wxYZ", False, "proj_search", "user_1", OwnerState.LEFT, NOW, None, None)
NOT_OF_A_WORKSPACE = {"chore", "heartbeat", "installation"}


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path / "vault")


async def fill(world: World) -> None:
    """Something of the workspace in every table."""
    connection = await world.connect(name="Lumen Freight")
    await UsageStore(world.database).replace(connection, usage(window(1), used(YESTERDAY)), NOW)
    await restate(world.database, connection)
    found = Difference("completions", YESTERDAY, "requests", 1, 2)
    await UsageStore(world.database).record_reconciled(connection, {(found.endpoint, found.day)}, [found], NOW)
    await Oddities(world.database).replace(connection, [Oddity(Odd.UNKNOWN, "", "field: grams", 1, NOW)])
    names = [Name(NameKind.PROJECT, "proj_search", "Quartz & Quince")]
    await NameStore(world.database).remember(connection, Names(names, whole={NameKind.KEY}, keys=[KEY]))
    guards = GuardStore(world.database)
    await guards.replace_limits(connection, [SpendLimit("", 1, "usd", is_blocking=True)], NOW)
    await guards.replace_alerts(connection, [SpendAlert("alert_1", "", 1, "usd")])
    await Colours(world.database).of("T1", "model", ["gpt-5-mini"], 7)
    rule = Rule(RuleKind.MANAGER, "U2")
    await Rules(world.database).put("T1", rule, rule_made(rule, "U1"), NOW)
    digest = NewSubscription("s1", Kind.DIGEST, "U1", (), "{}", ("C1",))
    await Subscriptions(world.database).add("T1", digest, NOW)
    finding = Finding("", NOW, NOW, 1, 1, 1, {})
    await Alerts(world.database).add("T1", Alert("a1", "s1", "", "", NOW, finding, 1, 1), "a1", NOW)
    await world.install()
    await Seen(world.database).first_time("request:T1:U1:2026-11-24", NOW)


async def test_every_table_is_emptied_of_it_and_counted_in_the_receipt(world: World) -> None:
    await fill(world)
    await Workspaces(world.database).uninstall("T1", "U1", NOW)
    last = (await AuditLog(world.database).entries("T1"))[-1].hash
    receipt = await world.purge()
    assert receipt.keys == 1
    assert receipt.removed.last_hash == last
    assert all(count > 0 for count in receipt.removed.rows.values()), receipt.removed.rows
    for table in receipt.removed.rows:
        assert await world.count(table) == 0, table
    assert world.in_vault == 0
    assert receipt.overwritten == world.database.is_sqlite


def test_no_table_is_forgotten() -> None:
    """A new table has to say whose its rows are."""
    assert removals("T1").keys() | NOT_OF_A_WORKSPACE == set(Table.metadata.tables)


async def test_another_workspace_keeps_everything(world: World) -> None:
    await fill(world)
    other = await connected(world.database, "T2", number=2)
    await UsageStore(world.database).replace(other, usage(window(1), used(YESTERDAY)), NOW)
    await world.purge()
    assert await world.connections.of("T2") == [other]
    assert len(await AuditLog(world.database).entries("T2")) == 1
    assert await world.count("usage_hourly") == 1
    assert await world.count("series") > 0


async def test_of_two_processes_that_purge_it_at_once_one_has_the_receipt(world: World) -> None:
    await fill(world)
    await Workspaces(world.database).uninstall("T1", "U1", NOW)

    class Slow(KeyKeeper):
        async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None:
            receipts.append(await purge(workspace, LATER, purger_of(world.database, world.keys)))
            await super().destroy(workspace, uid, secret_ref)

    receipts: list[Receipt | None] = []
    slow = Slow(LocalVault(world.folder, os.urandom), Keyring([bytes(32)], os.urandom), os.urandom)
    receipts.append(await purge("T1", LATER, purger_of(world.database, slow)))
    first, *others = receipts
    assert first is not None
    assert first.keys == 1
    assert set(others) == {None}


async def test_installed_again_before_its_rows_went_it_keeps_them(world: World) -> None:
    """Two processes purge it, and between them somebody installs it again."""
    await world.connect()
    await world.purge()
    await world.install()
    with pytest.raises(CameBack):
        await purger_of(world.database, world.keys).rows.remove("T1")
    assert await world.count("install") == 1
    assert await world.installs.alive("T1") is not None


async def test_who_purges_more_slowly_than_another_destroys_no_token_of_the_next_installation(world: World) -> None:
    await world.connect()
    await world.install()

    class Slow(KeyKeeper):
        async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None:
            await world.purge()
            await world.install(uid="ff" * 8)
            await super().destroy(workspace, uid, secret_ref)

    slow = Slow(LocalVault(world.folder, os.urandom), Keyring([bytes(32)], os.urandom), os.urandom)
    with pytest.raises(CameBack):
        await purge("T1", LATER, purger_of(world.database, slow))
    install = await world.installs.alive("T1")
    assert install is not None
    assert await world.tokens.fetch(install) == Tokens(BOT_TOKEN).written()


async def test_one_that_cannot_be_purged_keeps_no_other_from_it(world: World) -> None:
    class Broken(KeyKeeper):
        async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None:
            raise RuntimeError(workspace)

    await world.connect()
    await world.install("T2")
    for workspace in ("T1", "T2"):
        await Workspaces(world.database).uninstall(workspace, "U1", NOW)
    broken = Broken(LocalVault(world.folder, os.urandom), Keyring([bytes(32)], os.urandom), os.urandom)
    with pytest.raises(ExceptionGroup):
        await Purging(world.database, broken, FixedClock(LATER)).finish_all()
    assert [each.id for each in await Workspaces(world.database).all()] == ["T1"]


async def test_it_can_be_connected_anew_afterwards(world: World) -> None:
    await fill(world)
    await world.purge()
    await world.connect()
    assert await world.deeds() == ["connected"]


async def test_when_a_secret_cannot_be_destroyed_no_row_goes(world: World) -> None:
    await fill(world)
    secret = next(world.folder.iterdir())
    secret.unlink()
    secret.mkdir()
    with pytest.raises(VaultError):
        await world.purge()
    assert len(await world.connections.of("T1")) == 1


async def test_what_no_master_key_opens_any_more_is_destroyed_too(world: World) -> None:
    await fill(world)
    await world.purge(keys=world.keeper(bytes([1]) * 32))
    assert world.in_vault == 0


async def test_killed_at_any_step_it_is_done_by_running_it_again(database: Database, tmp_path: Path) -> None:
    steps, killed = 0, True
    while killed:
        world = World(database, tmp_path / f"vault-{steps}")
        await fill(world)
        await Workspaces(database).uninstall("T1", "U1", NOW)
        fuse, using = Fuse(steps), purger_of(database, world.keys)
        parts = (using.keys, using.connections, using.tokens, using.installs, using.rows)
        try:
            await purge("T1", LATER, Purger(*(dying(part, fuse) for part in parts)))
            killed = False
        except Killed:
            await purge("T1", LATER, using)
        assert world.in_vault == 0
        assert await world.count("workspace") == 0
        assert await world.count("audit") == 0
        steps += 1
    assert steps > 8


async def test_the_files_hold_nothing_of_it(sqlite_url: str, tmp_path: Path) -> None:
    """Neither the database, nor its log, nor anything beside them; before, they did: or this proves nothing."""
    database = Database(Secret(sqlite_url))
    world = World(database, tmp_path / "vault")
    await Workspaces(database).ensure("T1QUARTZ", "Quartz Quince Ltd", "paid", NOW)
    kept = await world.keys.keep("T1QUARTZ", "ab" * 8, Secret("sk-admin-" + "test-" * 8 + "Zq9X"))
    new = replace(new_connection("T1QUARTZ", "Lumen Freight"), uid="ab" * 8, key_hint="Zq9X")
    new = replace(new, secret_ref=kept.secret_ref, fingerprints=kept.fingerprints)
    connection = await Connections(database).add(new)
    await UsageStore(database).replace(connection, usage(window(1), used(YESTERDAY)), NOW)
    found = Difference("completions", YESTERDAY, "requests", 1, 2)
    await UsageStore(world.database).record_reconciled(connection, {(found.endpoint, found.day)}, [found], NOW)
    names = [Name(NameKind.PROJECT, f"proj_{n}", f"Obsidian {n}") for n in range(2000)]
    await NameStore(database).remember(connection, Names(names))
    words = (b"T1QUARTZ", b"Quartz Quince", b"Lumen Freight", b"Obsidian", b"Zq9X", kept.secret_ref)
    assert {word for word in words if any(word in content for content in _files(tmp_path))} == set(words)

    receipt = await world.purge("T1QUARTZ")
    assert receipt.overwritten
    assert [word for word in words if any(word in content for content in _files(tmp_path))] == []
    await database.close()
    assert [word for word in words if any(word in content for content in _files(tmp_path))] == []


def _files(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()
