"""The local vault: one file a secret, readable by its owner alone."""

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.vault import KeyNotFound, VaultError
from storage.files import OWNER_ONLY_FOLDER, sync_folder, written_beside

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,255}")


class LocalVault:
    """Keeps ciphertexts in `folder`, which is made (mode 0700) when the first one is stored."""

    title = "encrypted files on this server"

    def __init__(self, folder: Path, random: Callable[[int], bytes]) -> None:
        self._folder = folder
        self._random = random

    async def store(self, name: str, sealed: bytes) -> str:
        await asyncio.to_thread(self._store, self._path(name), sealed)
        return name

    async def load(self, ref: str) -> bytes:
        return await asyncio.to_thread(self._load, self._path(ref))

    async def destroy(self, ref: str) -> None:
        await asyncio.to_thread(self._destroy, self._path(ref))

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise VaultError("a secret's name has letters, digits, _ and - only")
        return self._folder / name

    def _store(self, path: Path, sealed: bytes) -> None:
        try:
            path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
            with written_beside(path, sealed, self._random(8).hex()) as complete:
                complete.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            raise VaultError(f"the secret cannot be written: {error.strerror}") from error

    def _load(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise KeyNotFound("no such secret") from error
        except OSError as error:
            raise VaultError(f"the secret cannot be read: {error.strerror}") from error

    def _destroy(self, path: Path) -> None:
        try:
            with path.open("r+b") as file:
                file.write(self._random(os.fstat(file.fileno()).st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            sync_folder(path.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise VaultError(f"the secret cannot be destroyed: {error.strerror}") from error
