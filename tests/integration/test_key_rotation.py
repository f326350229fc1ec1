"""Rotating a key: killed at whatever step, the connection has a key that works, and in the end the vault has one."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from core.audit import Deed
from core.connection import Connection, ConnectionGone, KeyTaken, NewKey, Trouble
from core.disconnecting import disconnect, finish
from core.key_rotation import OrganizationUntold, OtherOrganization, RotateRequest, Rotating, SameKey, rotate, settle
from core.providers.contract import KeyRejected, Organization
from core.secret import Secret
from core.sweep import sweep
from storage.connections import Connections
from storage.database import CommitLost, Database
from tests.conftest import FixedClock
from tests.integration.dying import Fuse, Killed, dying
from tests.integration.given import NOW, claim_due
from tests.integration.world_with_key import KEY, World
from tests.unit.test_connecting import FakeProvider

NEW_KEY = Secret("sk-admin-" + "other-" * 8)
LATER = NOW + timedelta(days=80)
MADE_AT = NOW - timedelta(days=10_000)
"""Of the database: before any file of this test."""


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path / "vault")


def using(world: World, fuse: Fuse | None = None, organization: str = "org-1") -> Rotating:
    provider = FakeProvider([])
    provider.organization = Organization(organization, "", 3)
    keys = dying(world.keys, fuse) if fuse else world.keys
    connections = dying(world.connections, fuse) if fuse else world.connections
    return Rotating(provider, keys, connections, FixedClock(LATER))


def wish(connection: Connection, key: Secret = NEW_KEY) -> RotateRequest:
    return RotateRequest("T1", connection.id, "U7", key)


async def again(world: World, connection: Connection) -> Connection:
    found = await world.connections.find("T1", connection.id)
    assert found is not None
    return found


async def prove(world: World, connection: Connection) -> None:
    await world.connections.record_collected(connection, LATER, LATER + timedelta(minutes=10), (), None)


async def test_the_connection_has_the_new_key_and_the_old_one_until_a_collection_went_through(world: World) -> None:
    connection = await world.connect()
    rotated = await rotate(wish(connection), using(world))
    assert (rotated.key_since, rotated.owner, rotated.key_hint) == (LATER, "U7", "her-")
    assert await world.keys.fetch(rotated) == NEW_KEY
    assert not await settle(rotated, world.keys, world.connections)
    assert world.in_vault == 2

    await prove(world, rotated)
    (waiting,) = await world.connections.rotated("T1")
    assert await settle(waiting, world.keys, world.connections)
    assert not await settle(waiting, world.keys, world.connections), "one caller is told that it is done"
    assert world.in_vault == 1
    assert await world.connections.rotated("T1") == []
    assert await world.deeds() == ["connected", "rotated"]
    assert await world.count("cost_daily") == 1


async def test_it_is_due_at_once(world: World) -> None:
    connection = await world.connect()
    await prove(world, connection)
    await rotate(wish(connection), using(world))
    assert [due.id for due in await claim_due(world.database, LATER, "me", LATER)] == [connection.id]


async def test_a_collection_that_ran_with_the_old_key_proves_nothing_of_the_new_one(world: World) -> None:
    """Neither good nor bad: the old one may just have been revoked."""
    old = await world.connect()
    await rotate(wish(old), using(world))
    await prove(world, old)
    await world.connections.record_trouble(old, Trouble.KEY_REJECTED, "", LATER, LATER + timedelta(hours=1))
    now = await again(world, old)
    assert (now.key_proven, now.trouble) == (False, None)
    assert [due.id for due in await claim_due(world.database, LATER, "me", LATER)] == [old.id]


@pytest.mark.parametrize(
    ("organization", "key", "refusal"),
    [
        ("org-2", NEW_KEY, OtherOrganization),
        ("", NEW_KEY, OrganizationUntold),
        ("org-1", KEY, SameKey),
    ],
)
async def test_what_is_no_new_key_of_this_organization_changes_nothing(
    world: World, organization: str, key: Secret, refusal: type[Exception]
) -> None:
    connection = await world.connect()
    with pytest.raises(refusal):
        await rotate(wish(connection, key), using(world, organization=organization))
    assert await again(world, connection) == connection
    assert world.in_vault == 1
    assert await world.deeds() == ["connected"]


async def test_a_key_that_is_refused_changes_nothing(world: World) -> None:
    connection = await world.connect()
    parts = using(world)
    parts.provider.error = KeyRejected()  # type: ignore[attr-defined]  # the fake's own
    with pytest.raises(KeyRejected):
        await rotate(wish(connection), parts)
    assert await again(world, connection) == connection
    assert world.in_vault == 1


async def test_of_several_who_rotate_at_once_one_does(world: World) -> None:
    """The keys of the others are not kept."""
    connection = await world.connect()
    keys = [Secret(f"sk-admin-{number}" + "test-" * 8) for number in range(4)]
    all_have_read = asyncio.Barrier(len(keys))

    class Together(FakeProvider):
        async def check(self) -> Organization:
            await all_have_read.wait()  # who reads the connection later rotates it once more, as they may
            return await super().check()

    at_once = replace(using(world), provider=Together([]))
    outcomes = await asyncio.gather(*(rotate(wish(connection, key), at_once) for key in keys), return_exceptions=True)
    done = [outcome for outcome in outcomes if isinstance(outcome, Connection)]
    assert len(done) == 1
    assert all(isinstance(outcome, ConnectionGone | Connection) for outcome in outcomes)
    assert await again(world, connection) == done[0]
    assert world.in_vault == 2


async def test_a_key_that_another_connection_has_is_named(world: World) -> None:
    first = await world.connect()
    await rotate(wish(first), using(world))
    second = await world.connect(number=2, name="Other", organization="org-2")
    with pytest.raises(KeyTaken, match="Acme"):
        await rotate(wish(second), using(world, organization="org-2"))


async def test_without_its_entry_nothing_is_rotated(world: World) -> None:
    """Fails closed: the new key is destroyed again."""
    connection = await world.connect()
    async with world.database.writing() as session:
        await (await session.connection()).execute(text("ALTER TABLE audit RENAME TO elsewhere"))
        await session.commit()
    with pytest.raises(Exception, match="audit"):
        await rotate(wish(connection), using(world))
    assert await again(world, connection) == connection
    assert world.in_vault == 1


class Unheard(Connections):
    """Stores, and does not hear that it has."""

    async def rotate(self, connection: Connection, deed: Deed, new: NewKey) -> Connection:
        await super().rotate(connection, deed, new)
        raise CommitLost


async def test_where_the_answer_to_the_commit_is_lost_the_new_key_stays(world: World) -> None:
    connection = await world.connect()
    with pytest.raises(CommitLost):
        await rotate(wish(connection), replace(using(world), connections=Unheard(world.database)))
    assert await world.keys.fetch(await again(world, connection)) == NEW_KEY


async def test_rotated_again_before_it_was_proven_the_first_is_destroyed(world: World) -> None:
    connection = await world.connect()
    await rotate(wish(connection), using(world))
    third = Secret("sk-admin-" + "third-" * 8)
    rotated = await rotate(wish(connection, third), using(world))
    assert world.in_vault == 2
    await prove(world, rotated)
    assert await settle(await again(world, connection), world.keys, world.connections)
    assert world.in_vault == 1
    assert await world.keys.fetch(await again(world, connection)) == third


async def test_disconnected_in_the_middle_of_it_both_keys_are_destroyed(world: World) -> None:
    connection = await world.connect()
    rotated = await rotate(wish(connection), using(world))
    marked = await disconnect(rotated, "U7", False, LATER, world.connections)
    assert await finish(marked, world.keys, world.connections)
    assert world.in_vault == 0
    assert await world.connections.rotated("T1") == []
    with pytest.raises(ConnectionGone):
        await rotate(wish(connection), using(world))


async def test_the_sweep_leaves_the_old_key_to_the_rotation(world: World) -> None:
    connection = await world.connect()
    await rotate(wish(connection), using(world))
    swept = await sweep(
        world.keys, world.connections, world.tokens, world.installs, LATER + timedelta(days=1000), MADE_AT, lambda: 0.5
    )
    assert (swept.destroyed, swept.gone) == (0, ())
    assert world.in_vault == 2


async def test_killed_at_any_step_the_connection_works_and_in_the_end_has_one_key(
    database: Database, tmp_path: Path
) -> None:
    """Before and after everything that is done to the vault and the database. What is left over is swept or settled."""
    steps, killed = 0, True
    while killed:
        world = World(database, tmp_path / f"vault-{steps}")
        connection = await world.connect(number=steps + 1)
        fuse = Fuse(steps)
        parts = using(world, fuse)
        parts.keys.fingerprints = world.keys.fingerprints  # type: ignore[method-assign]  # it is not awaited
        try:
            rotated = await rotate(wish(connection), parts)
            await prove(world, rotated)
            await settle(await again(world, connection), parts.keys, parts.connections)
            killed = False
        except Killed:
            pass
        now = await again(world, connection)
        swapped = now.secret_ref != connection.secret_ref
        assert await world.keys.fetch(now) == (NEW_KEY if swapped else KEY)
        await prove(world, now)
        await settle(await again(world, connection), world.keys, world.connections)
        await sweep(
            world.keys,
            world.connections,
            world.tokens,
            world.installs,
            LATER + timedelta(days=1000),
            MADE_AT,
            lambda: 0.5,
        )
        assert world.in_vault == 1
        now = await again(world, connection)
        assert await world.keys.fetch(now) == (NEW_KEY if swapped else KEY)
        assert (await world.deeds())[-1] == ("rotated" if swapped else "connected")
        await finish(await disconnect(now, "U7", True, LATER, world.connections), world.keys, world.connections)
        steps += 1
    assert steps > 8
