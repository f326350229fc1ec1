"""The master keys: from the setting, or from a file that is made at the first start."""

import base64
import binascii
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.crypto import KEY_SIZE, Keyring, KeyUnreadable
from core.secret import Secret
from storage.files import OWNER_ONLY_FOLDER, sync_folder, written_beside

FILE: Final = "master.key"
WRAPPED: Final = "kms:"
"""With this a line begins whose key Cloud KMS has wrapped (storage/kms.py)."""


class BadMasterKey(KeyUnreadable):
    """The master key cannot be used. The text says which file and what to do, and nothing of the key."""


def load_keyring(home: Path, given: Secret | None, random: Callable[[int], bytes], *, make: bool = True) -> Keyring:
    """The ring in `given` or else in `home`/master.key, made with one new key when there is none. Raises BadMasterKey.

    Without `make`, which is for a process that has read it before, a file that is missing is an error. Either holds
    keys of 32 bytes in base64, one a line, newest first. Two processes that start at once get the same.
    """
    if given is not None:
        return Keyring(keys_in(given.reveal(), "TOKENMETER_MASTER_KEY"), random)
    path = home / FILE
    try:
        text = read_key_file(path)
    except FileNotFoundError:
        if not make:
            raise gone(path) from None
        make_key_file(path, base64.b64encode(random(KEY_SIZE)), random)
        text = read_key_file(path)
    return Keyring(keys_in(text, str(path)), random)


def gone(path: Path) -> BadMasterKey:
    return BadMasterKey(f"{path} is gone: restore it from your backup")


def read_key_file(path: Path) -> str:
    """What is in the file. Raises FileNotFoundError, and BadMasterKey when others may read it."""
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            raise BadMasterKey(f"{path} can be read by others (mode {mode:04o}): run chmod 600 on it")
        return file.read().decode("ascii", errors="replace")


def make_key_file(path: Path, line: bytes, random: Callable[[int], bytes]) -> None:
    """Make the file with one line, unless another start has made it meanwhile."""
    path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    with written_beside(path, line + b"\n", random(8).hex()) as complete:
        try:
            # A link appears whole or not at all, and unlike a rename it never replaces the key another start has made.
            os.link(complete, path)
        except FileExistsError:
            return
    sync_folder(path.parent)


def keys_in(text: str, where: str) -> list[bytes]:
    """The keys in `text`, at least one. Raises BadMasterKey, which says `where`."""
    keys = []
    for line in text.split():
        if line.startswith(WRAPPED):
            raise BadMasterKey(f"{where} holds keys that Cloud KMS has wrapped: set TOKENMETER_KMS_KEY")
        try:
            key = base64.b64decode(line, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_SIZE:
            raise BadMasterKey(f"{where} must hold keys of 32 bytes in base64, one a line, newest first")
        keys.append(key)
    if not keys:
        raise BadMasterKey(f"{where} holds no key: restore it from your backup")
    return keys
