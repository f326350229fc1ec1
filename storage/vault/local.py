"""The local vault: one file a secret, readable by its owner alone."""

import asyncio
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from core.vault import Held, KeyNotFound, VaultError
from storage.files import OWNER_ONLY_FOLDER, sync_folder, written_beside

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,255}")
_HALF_STORED: Final = re.compile(r"\.[0-9a-f]{16}\.new")
"""What a crash leaves of a secret that was being written."""


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
        path = self._folder / ref if _HALF_STORED.fullmatch(ref) else self._path(ref)
        await asyncio.to_thread(self._destroy, path)

    async def names(self) -> Sequence[Held]:
        return await asyncio.to_thread(self._names)

    def name_of(self, ref: str) -> str:
        if not _NAME.fullmatch(ref):
            raise KeyNotFound("the reference is another vault's")
        return ref

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise VaultError("a secret's name has letters, digits, _ and - only")
        return self._folder / name

    def _store(self, path: Path, sealed: bytes) -> None:
        try:
            path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
            with written_beside(path, sealed, self._random(8).hex()) as complete:
                # A link appears whole or not at all, and never in the place of another secret.
                os.link(complete, path)
            sync_folder(path.parent)
        except FileExistsError as error:
            if self._load(path) != sealed:
                raise VaultError("there is another secret of this name") from error
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

    def _names(self) -> list[Held]:
        held = []
        try:
            for entry in os.scandir(self._folder):
                if _NAME.fullmatch(entry.name) or _HALF_STORED.fullmatch(entry.name):
                    with suppress(FileNotFoundError):
                        changed = datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_mtime, UTC)
                        held.append(Held(entry.name, entry.name, changed))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise VaultError(f"the vault's folder cannot be read: {error.strerror}") from error
        return held
