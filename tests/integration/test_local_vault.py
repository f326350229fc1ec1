"""The local vault: files for their owner alone, whole or not there."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from core.vault import KeyNotFound, VaultError
from storage.vault.local import LocalVault


def vault(folder: Path) -> LocalVault:
    return LocalVault(folder / "vault", os.urandom)


async def test_what_was_stored_is_loaded(tmp_path: Path) -> None:
    """By another process too."""
    ref = await vault(tmp_path).store("tokenmeter-1", b"\0sealed\xff")
    assert await vault(tmp_path).load(ref) == b"\0sealed\xff"


async def test_only_the_owner_may_read(tmp_path: Path) -> None:
    """Whatever the umask."""
    before = os.umask(0)
    try:
        await vault(tmp_path).store("secret", b"sealed")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "vault").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "vault" / "secret").stat().st_mode) == 0o600


async def test_storing_leaves_nothing_beside_the_secret(tmp_path: Path) -> None:
    await asyncio.gather(*(vault(tmp_path).store("a" * 255, b"sealed") for _ in range(5)))
    assert [path.name for path in (tmp_path / "vault").iterdir()] == ["a" * 255]


async def test_a_write_that_fails_leaves_the_secret_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: nothing half, nothing beside it."""
    kept = vault(tmp_path)
    await kept.store("secret", b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(VaultError, match="No space left"):
            await kept.store("secret", b"new")
    assert await kept.load("secret") == b"old"
    assert [path.name for path in (tmp_path / "vault").iterdir()] == ["secret"]


async def test_a_destroyed_secret_is_gone_and_its_bytes_overwritten(tmp_path: Path) -> None:
    kept = vault(tmp_path)
    await kept.store("secret", b"sealed")
    os.link(tmp_path / "vault" / "secret", tmp_path / "still there")
    await kept.destroy("secret")
    await kept.destroy("secret")
    assert b"sealed" not in (tmp_path / "still there").read_bytes()
    with pytest.raises(KeyNotFound):
        await kept.load("secret")


@pytest.mark.parametrize("name", ["", "../key", "a/b", "a.b", "a b", "ä", "a\n", "a" * 256])
async def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    kept = vault(tmp_path)
    for attempt in (kept.store(name, b"sealed"), kept.load(name), kept.destroy(name)):
        with pytest.raises(VaultError, match="letters"):
            await attempt
    assert os.listdir(tmp_path) == []


async def test_a_folder_that_cannot_be_made_is_a_vault_error(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("a file")
    with pytest.raises(VaultError):
        await vault(tmp_path).store("secret", b"sealed")
    with pytest.raises(VaultError):
        await vault(tmp_path).load("secret")
