"""What every vault does: the local one, and Google Secret Manager over its stand-in."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.vault import KeyNotFound, VaultError, try_out
from tests.integration.vaults import Standing, google, local

NAME = "tokenmeter-00000000000000aa-01020304"
SEALED = bytes(range(256))


@pytest.fixture(params=["local", "google"])
async def standing(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Standing]:
    async with local(tmp_path / "vault") if request.param == "local" else google() as standing:
        yield standing


async def test_what_is_stored_is_loaded(standing: Standing) -> None:
    ref = await standing.vault.store(NAME, SEALED)
    assert await standing.vault.load(ref) == SEALED
    assert standing.alive() == [SEALED]


@pytest.mark.parametrize("size", [1, 64 * 1024])
async def test_ciphertexts_of_1_byte_to_64_kib_are_kept_exactly(standing: Standing, size: int) -> None:
    sealed = os.urandom(size)
    assert await standing.vault.load(await standing.vault.store(NAME, sealed)) == sealed


async def test_a_repeat_of_the_same_gives_the_same_reference_and_no_second_copy(standing: Standing) -> None:
    ref = await standing.vault.store(NAME, SEALED)
    assert await standing.vault.store(NAME, SEALED) == ref
    assert standing.alive() == [SEALED]


async def test_another_ciphertext_under_a_name_that_is_taken_is_refused(standing: Standing) -> None:
    """The first one stays: a connection may need it."""
    ref = await standing.vault.store(NAME, SEALED)
    with pytest.raises(VaultError):
        await standing.vault.store(NAME, b"another")
    assert await standing.vault.load(ref) == SEALED
    assert standing.alive() == [SEALED]


async def test_what_is_destroyed_is_gone_and_may_be_destroyed_again(standing: Standing) -> None:
    ref = await standing.vault.store(NAME, SEALED)
    other = await standing.vault.store(f"{NAME}-2", b"other")
    await standing.vault.destroy(ref)
    await standing.vault.destroy(ref)
    with pytest.raises(KeyNotFound):
        await standing.vault.load(ref)
    assert await standing.vault.load(other) == b"other"
    assert standing.alive() == [b"other"]


async def test_a_name_can_be_stored_again_after_it_was_destroyed(standing: Standing) -> None:
    await standing.vault.destroy(await standing.vault.store(NAME, SEALED))
    ref = await standing.vault.store(NAME, b"again")
    assert await standing.vault.load(ref) == b"again"


async def test_everything_stored_is_listed_by_name_and_can_be_destroyed_by_what_is_listed(standing: Standing) -> None:
    """With a time by the vault's clock, which has a zone."""
    refs = {name: await standing.vault.store(name, name.encode()) for name in (NAME, f"{NAME}-2", f"{NAME}-3")}
    held = await standing.vault.names()
    assert {each.name for each in held} == set(refs)
    assert {standing.vault.name_of(ref) for ref in refs.values()} == set(refs)
    for each in held:
        assert datetime(2026, 1, 1, tzinfo=UTC) < each.created_at < datetime(2100, 1, 1, tzinfo=UTC)
        await standing.vault.destroy(each.ref)
    assert standing.alive() == []
    assert await standing.vault.names() == []


async def test_an_empty_vault_lists_nothing(standing: Standing) -> None:
    assert await standing.vault.names() == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a/b", "a.b", "a b", "x" * 256, "é", ".0102030405060708.new"])
async def test_a_name_that_is_no_name_is_refused(standing: Standing, name: str) -> None:
    with pytest.raises(VaultError):
        await standing.vault.store(name, SEALED)
    assert standing.alive() == []


@pytest.mark.parametrize("ref", ["", "../master.key", "projects/p/secrets/../versions/1", "projects/p/secrets/a/b"])
async def test_a_reference_that_is_none_is_refused(standing: Standing, ref: str) -> None:
    with pytest.raises(VaultError):
        await standing.vault.load(ref)
    with pytest.raises(VaultError):
        await standing.vault.destroy(ref)
    with pytest.raises(KeyNotFound):
        standing.vault.name_of(ref)


async def test_a_reference_to_nothing_is_not_found(standing: Standing) -> None:
    ref = (await standing.vault.store(NAME, SEALED)).replace("01020304", "05060708")
    with pytest.raises(KeyNotFound):
        await standing.vault.load(ref)
    await standing.vault.destroy(ref)
    assert standing.alive() == [SEALED]


async def test_errors_tell_nothing_of_what_was_asked_for(standing: Standing) -> None:
    ref = await standing.vault.store(NAME, SEALED)
    with pytest.raises(VaultError) as refused:
        await standing.vault.store(NAME, b"another")
    await standing.vault.destroy(ref)
    with pytest.raises(VaultError) as gone:
        await standing.vault.load(ref)
    for error in (refused.value, gone.value):
        assert "01020304" not in str(error)


async def test_a_vault_that_works_can_be_tried_out_and_nothing_stays(standing: Standing) -> None:
    await try_out(standing.vault, NAME, SEALED)
    assert standing.alive() == []
