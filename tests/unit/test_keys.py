"""A key goes into the vault sealed, comes out for its own connection, and is nowhere else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.connection import Connection
from core.crypto import Keyring, KeyUnreadable, MasterKeyUnknown
from core.keys import TOKENS, Kept, KeyKeeper
from core.secret import Secret
from core.vault import Held, KeyNotFound, VaultError
from tests.unit.test_crypto import NEW, OLD, counting, ring

KEY = Secret("sk-admin-" + "test-" * 8)
UID = "00000000000000aa"


class FakeVault:
    title = "a dictionary"

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    async def store(self, name: str, sealed: bytes) -> str:
        self.kept[name] = sealed
        return name

    async def load(self, ref: str) -> bytes:
        try:
            return self.kept[ref]
        except KeyError as error:
            raise KeyNotFound from error

    async def destroy(self, ref: str) -> None:
        self.kept.pop(ref, None)

    async def names(self) -> list[Held]:
        return [Held(name, name, datetime(2026, 11, 24, tzinfo=UTC)) for name in self.kept]

    def name_of(self, ref: str) -> str:
        return ref


def connection(kept: Kept, workspace: str = "T1", uid: str = UID) -> Connection:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return Connection(
        1, uid, workspace, "openai", "Acme", "", "U1", kept.secret_ref, "est-", now, now, date(2026, 5, 29),
        None, None, "", None, (),
    )  # fmt: skip


async def test_a_kept_key_is_fetched_again() -> None:
    keeper = KeyKeeper(FakeVault(), ring(), counting())
    kept = await keeper.keep("T1", UID, KEY)
    assert await keeper.fetch(connection(kept)) == KEY


async def test_neither_the_vault_nor_the_database_gets_the_key_or_the_secret_s_name() -> None:
    vault = FakeVault()
    kept = await KeyKeeper(vault, ring(), counting()).keep("T1", UID, KEY)
    (name, sealed), key = next(iter(vault.kept.items())), KEY.reveal().encode()
    assert key not in sealed
    assert key not in kept.secret_ref
    assert name.encode() not in kept.secret_ref
    assert key.hex() not in name


async def test_a_key_moved_to_another_connection_or_workspace_does_not_open() -> None:
    keeper = KeyKeeper(FakeVault(), ring(), counting())
    kept = await keeper.keep("T1", UID, KEY)
    for moved in (connection(kept, "T2"), connection(kept, uid="00000000000000bb")):
        with pytest.raises(KeyUnreadable):
            await keeper.fetch(moved)


async def test_secrets_swapped_inside_the_vault_do_not_open() -> None:
    vault = FakeVault()
    keeper = KeyKeeper(vault, ring(), counting())
    kept = await keeper.keep("T1", UID, KEY)
    await keeper.keep("T1", "00000000000000bb", Secret("another"))
    first, second = vault.kept
    vault.kept[first] = vault.kept[second]
    with pytest.raises(KeyUnreadable):
        await keeper.fetch(connection(kept))


async def test_what_slack_gave_the_bot_opens_as_no_connection_s_key_and_the_other_way_round() -> None:
    """Not even in the same workspace under the same id."""
    keys = KeyKeeper(FakeVault(), ring(), counting())
    tokens = keys.of_kind(TOKENS)
    assert await tokens.fetch(connection(await tokens.keep("T1", UID, KEY))) == KEY
    for keep, fetch in ((keys, tokens), (tokens, keys)):
        with pytest.raises(KeyUnreadable):
            await fetch.fetch(connection(await keep.keep("T1", UID, KEY)))


async def test_a_destroyed_key_is_gone() -> None:
    vault = FakeVault()
    keeper = KeyKeeper(vault, ring(), counting())
    kept = await keeper.keep("T1", UID, KEY)
    await keeper.destroy("T1", UID, kept.secret_ref)
    await keeper.destroy("T1", UID, kept.secret_ref)
    assert vault.kept == {}
    with pytest.raises(KeyNotFound):
        await keeper.fetch(connection(kept))


async def test_an_unknown_master_key_makes_the_ring_be_read_again() -> None:
    """Another process may have rotated it; without a way to read it again, the secret stays shut."""
    vault = FakeVault()
    kept = await KeyKeeper(vault, ring(NEW, OLD), counting()).keep("T1", UID, KEY)

    async def reread() -> Keyring:
        return ring(NEW, OLD)

    behind = KeyKeeper(vault, ring(OLD), counting(), reread)
    assert await behind.fetch(connection(kept)) == KEY
    stuck = KeyKeeper(vault, ring(OLD), counting())
    with pytest.raises(MasterKeyUnknown):
        await stuck.fetch(connection(kept))


async def test_a_key_is_sealed_under_the_newest_master_key_there_is() -> None:
    """Not under the newest at the process's start: whoever rotated it meanwhile may throw that one away."""
    vault = FakeVault()

    async def reread() -> Keyring:
        return ring(NEW, OLD)

    kept = await KeyKeeper(vault, ring(OLD), counting(), reread).keep("T1", UID, KEY)
    assert await KeyKeeper(vault, ring(NEW), counting()).fetch(connection(kept)) == KEY


async def test_without_its_master_keys_nothing_is_sealed() -> None:
    """Under one that is in this process alone it would be lost with it."""
    vault = FakeVault()

    async def gone() -> Keyring:
        raise KeyUnreadable

    with pytest.raises(VaultError):
        await KeyKeeper(vault, ring(), counting(), gone).keep("T1", UID, KEY)
    assert vault.kept == {}


async def test_a_key_is_recognized_in_its_workspace_only() -> None:
    """The database does not tell that two workspaces share a key."""
    keeper = KeyKeeper(FakeVault(), ring(), counting())
    kept = await keeper.keep("T1", UID, KEY)
    assert kept.fingerprints == keeper.fingerprints("T1", KEY)
    assert kept.fingerprints != keeper.fingerprints("T2", KEY)
    assert replace(kept).fingerprints != keeper.fingerprints("T1", Secret("another"))
