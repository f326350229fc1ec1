"""Disconnecting: killed at whatever step, it is finished later, and nothing of the key stays anywhere."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.connections.disconnecting import Disconnecting
from bot.slack.messenger import Messenger
from core.connection import Connection, ConnectionGone, KeyTaken, StillLeaving
from core.disconnecting import disconnect, finish
from core.secret import Secret
from core.sweep import sweep
from core.vault import VaultError
from storage.audit import AuditLog
from storage.database import Database
from storage.usage import UsageStore
from tests.conftest import FixedClock
from tests.integration.dying import Fuse, Killed, dying
from tests.integration.given import NOW, TODAY, claim_due, cost, costs, window
from tests.integration.small_slack import ANA, office
from tests.integration.world_with_key import KEY, World

LATER = NOW + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path / "vault")


async def leave(world: World, connection: Connection, *, history_goes: bool = False) -> bool:
    marked = await disconnect(connection, "U7", history_goes, LATER, world.connections)
    return await finish(marked, world.keys, world.connections)


async def test_with_its_history_kept_nothing_of_the_key_stays(world: World) -> None:
    connection = await world.connect()
    assert await leave(world, connection)
    assert world.in_vault == 0
    (left,) = await world.connections.of("T1")
    assert (left.id, left.name, left.secret_ref, left.key_hint) == (connection.id, "Acme", b"", "")
    assert (left.disconnected_at, left.is_leaving, left.owner) == (LATER, False, "U7")
    assert await world.count("cost_daily") == 1
    assert await world.deeds() == ["connected", "disconnected"]


async def test_with_its_history_deleted_nothing_of_it_stays(world: World) -> None:
    assert await leave(world, await world.connect(), history_goes=True)
    assert world.in_vault == 0
    for table in ("connection", "cost_daily", "series", "ledger", "delivery"):
        assert await world.count(table) == 0
    entry = (await AuditLog(world.database).entries("T1"))[-1]
    assert (entry.actor, entry.action, entry.subject) == ("U7", "disconnected", "Acme")
    assert '"history":"deleted"' in entry.details


async def test_what_is_disconnected_is_not_collected_and_takes_no_figures(world: World) -> None:
    connection = await world.connect()
    await leave(world, connection)
    assert await claim_due(world.database, LATER, "me", LATER) == []
    with pytest.raises(ConnectionGone):
        await UsageStore(world.database).replace(connection, costs(window(1), cost(YESTERDAY)), LATER)
    with pytest.raises(ConnectionGone):
        await world.connections.record_collected(connection, LATER, LATER, (), None)


async def test_the_history_can_be_deleted_later(world: World) -> None:
    await leave(world, await world.connect())
    (left,) = await world.connections.of("T1")
    assert await leave(world, left, history_goes=True)
    assert await world.connections.of("T1") == []
    assert await world.deeds() == ["connected", "disconnected", "history deleted"]


async def test_twice_at_once_is_done_and_written_down_once(world: World) -> None:
    connection = await world.connect()
    await leave(world, connection)
    with pytest.raises(ConnectionGone):
        await leave(world, connection)
    (left,) = await world.connections.of("T1")
    with pytest.raises(ConnectionGone):
        await leave(world, left)
    assert await world.deeds() == ["connected", "disconnected"]


@pytest.mark.parametrize("history_goes", [False, True])
async def test_killed_at_any_step_it_is_finished_later_or_has_not_begun(
    database: Database, tmp_path: Path, history_goes: bool
) -> None:
    """Between any two things that are done to the vault and the database, before and after each."""
    steps, killed = 0, True
    while killed:
        world = World(database, tmp_path / f"vault-{steps}")
        connection = await world.connect(number=steps + 1)
        connections, keys = dying(world.connections, fuse := Fuse(steps)), dying(world.keys, fuse)
        try:
            marked = await disconnect(connection, "U7", history_goes, LATER, connections)
            await finish(marked, keys, connections)
            killed = False
        except Killed:
            pass
        begun = await world.connections.leaving("T1", LATER + timedelta(minutes=1))
        for left in begun:
            await finish(left, world.keys, world.connections)
        found = await world.connections.find("T1", connection.id)
        if found is not None and found.disconnected_at is None:
            assert await world.keys.fetch(found) == KEY, "it has not begun, and works"
            await leave(world, found, history_goes=True)
        else:
            assert world.in_vault == 0
            assert (found is None) == history_goes
        if found is not None and found.disconnected_at is not None:
            await leave(world, found, history_goes=True)
        assert await world.connections.leaving("T1", LATER + timedelta(minutes=1)) == []
        await world.deeds()
        steps += 1
    assert steps > 5


async def test_a_vault_that_does_not_answer_leaves_it_to_be_finished(world: World) -> None:
    connection = await world.connect()
    marked = await disconnect(connection, "U7", False, LATER, world.connections)
    (secret,) = world.folder.iterdir()
    content = secret.read_bytes()
    secret.unlink()
    secret.mkdir()  # a folder in its place: reading and destroying it fail
    with pytest.raises(VaultError):
        await finish(marked, world.keys, world.connections)
    assert await world.connections.leaving("T1", LATER + timedelta(seconds=1)) == [marked]
    assert await world.connections.leaving("T1", LATER) == [], "not before somebody else had his time"
    secret.rmdir()
    secret.write_bytes(content)
    assert await finish(marked, world.keys, world.connections)
    assert not secret.exists()


async def test_somebody_who_cannot_be_told_keeps_nobody_else_from_being_told(world: World) -> None:
    gone = await world.connect()
    there = await world.connect(number=2, name="Beta", organization="org-2", key=Secret(KEY.reveal() + "2"))
    async with office() as town:
        messenger, clock = Messenger(town.client), FixedClock(LATER + timedelta(minutes=1))
        disconnecting = Disconnecting("T1", world.connections, world.keys, messenger, "the vault", clock)
        await disconnect(gone, "U0NOBODY", False, LATER, world.connections)
        await disconnect(there, ANA, False, LATER, world.connections)
        with pytest.raises(ExceptionGroup):
            await disconnecting.finish_marked()
        (told,) = town.slack.state.im(ANA).messages
    assert "Beta" in told["text"]
    assert await world.connections.leaving("T1", clock.now()) == []


async def test_without_the_master_key_its_key_is_found_by_its_name_and_destroyed(world: World) -> None:
    """Nobody can open the reference: all that was stored for this connection goes, and nothing else."""
    connection = await world.connect()
    await world.keys.keep("T1", "f" * 16, KEY)
    marked = await disconnect(connection, "U7", False, LATER, world.connections)
    assert await finish(marked, world.keeper(bytes([1]) * 32), world.connections)
    assert [path.name.split("-")[1] for path in world.folder.iterdir()] == ["f" * 16]


async def test_connecting_the_same_organization_again_goes_on_with_its_history(world: World) -> None:
    first = await world.connect()
    await leave(world, first)
    again = await world.connect(number=2, name="Acme again")
    assert (again.id, again.uid, again.name) == (first.id, f"{2:016x}", "Acme again")
    assert (again.disconnected_at, again.backfill_from, again.owner) == (None, first.backfill_from, "U1")
    assert await world.connections.of("T1") == [again]
    assert len(await UsageStore(world.database).ledger(again)) == 1
    assert [due.id for due in await claim_due(world.database, LATER, "me", LATER)] == [first.id]
    with pytest.raises(KeyTaken):
        await world.connect(number=3, name="Third")


async def test_an_organization_whose_old_key_is_not_destroyed_yet_has_to_wait(world: World) -> None:
    connection = await world.connect()
    await disconnect(connection, "U7", False, LATER, world.connections)
    with pytest.raises(StillLeaving):
        await world.connect(number=2)


async def test_without_its_entry_nothing_is_disconnected(world: World) -> None:
    """Fails closed."""
    connection = await world.connect()
    async with world.database.writing() as session:
        await (await session.connection()).execute(text("ALTER TABLE audit RENAME TO elsewhere"))
        await session.commit()
    with pytest.raises(Exception, match="audit"):
        await leave(world, connection)
    assert await world.connections.of("T1") == [connection]
    assert await world.keys.fetch(connection) == KEY


async def test_the_sweep_leaves_what_is_disconnected_alone(world: World) -> None:
    await leave(world, await world.connect())
    swept = await sweep(
        world.keys, world.connections, world.tokens, world.installs, LATER, NOW - timedelta(days=1), lambda: 0.5
    )
    assert (swept.destroyed, swept.kept, swept.gone) == (0, 0, ())
