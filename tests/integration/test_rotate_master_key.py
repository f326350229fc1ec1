"""Rotating the master key while the bot runs, killed at every step, over both vaults; and the sweep after it."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from core.connection import Connection, KeyTaken, Trouble
from core.crypto import Keyring
from core.keys import TOKENS, Kept, KeyKeeper, fetch_current
from core.rotating import Rotated, rotate_master_key
from core.secret import Secret
from core.sweep import Swept, sweep
from core.vault import Held, KeyNotFound, Vault, VaultError
from storage.connections import Connections
from storage.database import Database
from storage.installs import Installs
from storage.workspaces import Workspaces
from tests.integration.given import NOW, new_connection
from tests.integration.vaults import Standing, google, local

AnswerT = TypeVar("AnswerT")
KEYS = [Secret("sk-admin-" + f"test-{number}-" * 8) for number in range(3)]


class Killed(BaseException):
    """The process ends here, and nothing after it happens."""


@dataclass
class Fuse:
    """Calls `between` around every step outside, and kills at step `at`."""

    at: int
    between: Callable[[], Awaitable[None]]
    steps: int = 0

    async def around(self, act: Awaitable[AnswerT]) -> AnswerT:
        await self._step(act)
        answer = await act
        await self._step(None)
        return answer

    async def _step(self, act: object) -> None:
        self.steps += 1
        await self.between()
        if self.steps == self.at:
            getattr(act, "close", lambda: None)()
            raise Killed


@dataclass
class FusedVault:
    vault: Vault
    fuse: Fuse
    title: str = "fused"

    async def store(self, name: str, sealed: bytes) -> str:
        return await self.fuse.around(self.vault.store(name, sealed))

    async def load(self, ref: str) -> bytes:
        return await self.fuse.around(self.vault.load(ref))

    async def destroy(self, ref: str) -> None:
        await self.fuse.around(self.vault.destroy(ref))

    async def names(self) -> list[Held]:
        return list(await self.fuse.around(self.vault.names()))

    def name_of(self, ref: str) -> str:
        return self.vault.name_of(ref)


@dataclass
class FusedConnections:
    connections: Connections
    fuse: Fuse

    async def all(self) -> list[Connection]:
        return await self.fuse.around(self.connections.all())

    async def find(self, workspace: str, connection: int) -> Connection | None:
        return await self.fuse.around(self.connections.find(workspace, connection))

    async def swap_secret(self, connection: Connection, kept: Kept) -> bool:
        return await self.fuse.around(self.connections.swap_secret(connection, kept))


@dataclass
class World:
    standing: Standing
    database: Database
    connections: Connections
    masters: list[bytes] = field(default_factory=lambda: [os.urandom(32)])
    """As they are in the file, newest first."""

    def keeper(self, vault: Vault | None = None) -> KeyKeeper:
        async def reread() -> Keyring:
            return Keyring(self.masters, os.urandom)

        return KeyKeeper(vault or self.standing.vault, Keyring(self.masters, os.urandom), os.urandom, reread)

    async def connect(self, number: int) -> Connection:
        new = new_connection(name=f"Acme {number}", number=number)
        kept = await self.keeper().keep("T1", new.uid, KEYS[number])
        return await self.connections.add(replace(new, secret_ref=kept.secret_ref, fingerprints=kept.fingerprints))

    async def rotate(self) -> Rotated[Connection]:
        return await rotate_master_key(self.keeper(), self.connections)

    async def sweep(self, keeper: KeyKeeper | None = None) -> Swept:
        """A day later."""
        held = [each.created_at for each in await self.standing.vault.names()] or [NOW]
        since, now = min(held) - timedelta(days=1), max(held) + timedelta(days=1)
        keeper = keeper or self.keeper()
        tokens, installs = keeper.of_kind(TOKENS), Installs(self.database)
        return await sweep(keeper, self.connections, tokens, installs, now, since, lambda: 0.5)


@pytest.fixture(params=["local", "google"])
async def world(request: pytest.FixtureRequest, tmp_path: Path, sqlite_url: str) -> AsyncIterator[World]:
    database = Database(Secret(sqlite_url))
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    async with local(tmp_path / "vault") if request.param == "local" else google() as standing:
        world = World(standing, database, Connections(database))
        for number in range(len(KEYS)):
            await world.connect(number)
        yield world
    await database.close()


async def test_after_it_the_old_master_key_is_not_needed(world: World) -> None:
    """Neither for a key nor to recognize one that is connected again; and nothing is left in the vault."""
    world.masters.insert(0, os.urandom(32))
    assert await world.rotate() == Rotated(rewrapped=3, unreadable=(), left=0)
    del world.masters[1:]
    keeper = world.keeper()
    for connection, key in zip(await world.connections.all(), KEYS, strict=True):
        assert await keeper.fetch(connection) == key
    assert len(world.standing.alive()) == 3
    assert await world.rotate() == Rotated(rewrapped=0, unreadable=(), left=0)
    again = replace(new_connection(name="Again", number=9), fingerprints=keeper.fingerprints("T1", KEYS[0]))
    with pytest.raises(KeyTaken):
        await world.connections.add(again)


async def test_killed_at_every_step_with_the_bot_running_no_key_is_ever_out_of_reach(world: World) -> None:
    """The bot has the ring and the rows of before. The next run finishes, and the sweep leaves one secret for each."""
    survived = 0
    for at in count(1):
        bot, stale = world.keeper(), await world.connections.all()

        async def collect(bot: KeyKeeper = bot, stale: list[Connection] = stale) -> None:
            for connection, key in zip(stale, KEYS, strict=True):
                assert await fetch_current(bot, world.connections.find, connection) == key

        world.masters.insert(0, os.urandom(32))
        fuse = Fuse(at, collect)
        keeper = world.keeper(FusedVault(world.standing.vault, fuse))
        try:
            await rotate_master_key(keeper, FusedConnections(world.connections, fuse))
        except Killed:
            survived += 1
        else:
            break
        await collect()
        assert (await world.rotate()).left == 0
        assert (await world.sweep()).gone == ()
        assert len(world.standing.alive()) == 3
        del world.masters[1:]
        for connection, key in zip(await world.connections.all(), KEYS, strict=True):
            assert await world.keeper().fetch(connection) == key
    assert survived == 2 + 3 * 8


async def test_two_at_once_leave_every_key_in_reach_and_no_copy(world: World) -> None:
    """The second starts in the middle of the first, with a key of its own in front."""
    world.masters.insert(0, os.urandom(32))
    first, second = world.keeper(), list[Rotated[Connection]]()

    async def start_second() -> None:
        if fuse.steps == 8:
            world.masters.insert(0, os.urandom(32))
            second.append(await world.rotate())

    fuse = Fuse(0, start_second)
    await rotate_master_key(first, FusedConnections(world.connections, fuse))
    await world.rotate()
    assert second[0].left == 0
    del world.masters[1:]
    for connection, key in zip(await world.connections.all(), KEYS, strict=True):
        assert await world.keeper().fetch(connection) == key
    assert len(world.standing.alive()) == 3


async def test_a_connection_that_is_removed_meanwhile_leaves_nothing(world: World) -> None:
    connection = (await world.connections.all())[1]

    class Removing(FusedConnections):
        async def swap_secret(self, connection_: Connection, kept: Kept) -> bool:
            if connection_.id == connection.id and await world.connections.find("T1", connection.id):
                await world.keeper().destroy("T1", connection.uid, connection.secret_ref)
                await world.connections.remove("T1", connection.id)
            return await super().swap_secret(connection_, kept)

    world.masters.insert(0, os.urandom(32))
    rotated = await rotate_master_key(world.keeper(), Removing(world.connections, Fuse(0, _nothing)))
    assert rotated == Rotated(rewrapped=2, unreadable=(), left=0)
    assert len(world.standing.alive()) == 2


async def test_a_connection_that_gets_another_key_meanwhile_keeps_that_one(world: World) -> None:
    connection, other = (await world.connections.all())[1], Secret("sk-admin-" + "other-" * 8)

    class Replacing(FusedConnections):
        async def swap_secret(self, connection_: Connection, kept: Kept) -> bool:
            if connection_ == connection:
                replaced = await world.keeper().keep("T1", connection.uid, other)
                assert await world.connections.swap_secret(connection, replaced)
                await world.keeper().destroy("T1", connection.uid, connection.secret_ref)
            return await super().swap_secret(connection_, kept)

    world.masters.insert(0, os.urandom(32))
    rotated = await rotate_master_key(world.keeper(), Replacing(world.connections, Fuse(0, _nothing)))
    assert rotated == Rotated(rewrapped=2, unreadable=(), left=0)
    keys = [await world.keeper().fetch(each) for each in await world.connections.all()]
    assert keys == [KEYS[0], other, KEYS[2]]
    assert len(world.standing.alive()) == 3


async def test_a_key_that_cannot_be_read_is_named_and_the_others_are_rotated(world: World) -> None:
    lost = (await world.connections.all())[0]
    await world.keeper().destroy("T1", lost.uid, lost.secret_ref)
    world.masters.insert(0, os.urandom(32))
    assert await world.rotate() == Rotated(rewrapped=2, unreadable=(lost,), left=0)


async def test_the_sweep_destroys_orphans_and_reports_connections_without_a_key(world: World) -> None:
    """A second one finds nothing new to destroy."""
    orphan = new_connection(number=9)
    await world.keeper().keep("T1", orphan.uid, Secret("sk-admin-" + "left-" * 8))
    lost = (await world.connections.all())[0]
    await world.keeper().destroy("T1", lost.uid, lost.secret_ref)
    swept = await world.sweep()
    assert (swept.destroyed, swept.kept, swept.gone) == (1, 0, (lost,))
    assert len(world.standing.alive()) == 2
    found = await world.connections.find("T1", lost.id)
    assert found is not None
    assert found.trouble is Trouble.KEY_UNREADABLE
    assert (await world.sweep()).destroyed == 0
    others = [each for each in await world.connections.all() if each.id != lost.id]
    assert [each.trouble for each in others] == [None, None]


async def test_the_sweep_with_a_master_key_missing_destroys_nothing(world: World) -> None:
    """Nobody can tell then which secret is whose; with the key back in the ring all is well."""
    saved = world.masters[:]
    world.masters[:] = [os.urandom(32)]
    assert (await world.sweep()).destroyed == 0
    world.masters[:] = saved
    for connection, key in zip(await world.connections.all(), KEYS, strict=True):
        assert await world.keeper().fetch(connection) == key


async def test_the_sweep_survives_an_orphan_it_cannot_destroy(world: World) -> None:
    for number in (8, 9):
        await world.keeper().keep("T1", new_connection(number=number).uid, KEYS[0])

    class Refusing(FusedVault):
        async def destroy(self, ref: str) -> None:
            if "08" in self.name_of(ref).split("-")[1][-2:]:
                raise VaultError("refuses")
            await super().destroy(ref)

    keeper = world.keeper(Refusing(world.standing.vault, Fuse(0, _nothing)))
    swept = await world.sweep(keeper)
    assert (swept.destroyed, swept.kept) == (1, 1)


async def test_a_key_that_is_gone_for_good_is_not_looked_for_twice(world: World) -> None:
    """The row still has the same reference: that is not a rotation."""
    lost = (await world.connections.all())[0]
    await world.keeper().destroy("T1", lost.uid, lost.secret_ref)
    with pytest.raises(KeyNotFound):
        await fetch_current(world.keeper(), world.connections.find, lost)


async def _nothing() -> None:
    """What happens in between when nothing does."""
