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


class BadMasterKey(KeyUnreadable):
    """The master key cannot be used. The text says which file and what to do, and nothing of the key."""


def load_keyring(home: Path, given: Secret | None, random: Callable[[int], bytes]) -> Keyring:
    """The ring in `given` or else in `home`/master.key, made with one new key when there is none. Raises BadMasterKey.

    Either holds keys of 32 bytes in base64, one a line, newest first. Two processes that start at once get the same.
    """
    if given is not None:
        return Keyring(_keys_in(given.reveal(), "TOKENMETER_MASTER_KEY"), random)
    path = home / FILE
    try:
        text = _read(path)
    except FileNotFoundError:
        _make(path, random)
        text = _read(path)
    return Keyring(_keys_in(text, str(path)), random)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            raise BadMasterKey(f"{path} can be read by others (mode {mode:04o}): run chmod 600 on it")
        return file.read().decode("ascii", errors="replace")


def _make(path: Path, random: Callable[[int], bytes]) -> None:
    path.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    line = base64.b64encode(random(KEY_SIZE)) + b"\n"
    with written_beside(path, line, random(8).hex()) as complete:
        try:
            # A link appears whole or not at all, and unlike a rename it never replaces the key another start has made.
            os.link(complete, path)
        except FileExistsError:
            return
    sync_folder(path.parent)


def _keys_in(text: str, where: str) -> list[bytes]:
    keys = []
    for line in text.split():
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
