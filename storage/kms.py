"""The master keys in a file where each is wrapped by a key that never leaves Cloud KMS."""

import asyncio
import base64
import binascii
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from core.crypto import KEY_SIZE, Keyring
from storage.key_file import replace_lines
from storage.master_key import FILE, WRAPPED, BadMasterKey, gone, keys_in, make_key_file, read_key_file


class Wrapping(Protocol):
    """Cloud KMS (storage/google/kms.py). Both raise BadMasterKey."""

    async def wrap(self, key: bytes) -> bytes: ...

    async def unwrap(self, wrapped: bytes) -> bytes: ...


async def load_wrapped_keyring(
    home: Path, wrapping: Wrapping, random: Callable[[int], bytes], *, make: bool = True
) -> Keyring:
    """The ring in `home`/master.key, made with one new key when there is none. Raises BadMasterKey.

    `make` is that of `load_keyring`. Keys that lie there in plain, from the time before, are wrapped in place. They
    were on the disk and in its backups all the same: rotate the master key after that.
    """
    path = home / FILE
    try:
        text = await asyncio.to_thread(read_key_file, path)
    except FileNotFoundError:
        if not make:
            raise gone(path) from None
        line = await wrapped_line(random(KEY_SIZE), wrapping)
        await asyncio.to_thread(make_key_file, path, line.encode(), random)
        text = await asyncio.to_thread(read_key_file, path)
    keys, plain = [], {}
    for line in text.split():
        if line.startswith(WRAPPED):
            keys.append(await _unwrapped(line, wrapping, path))
        else:
            (key,) = keys_in(line, str(path))
            keys.append(key)
            plain[line] = await wrapped_line(key, wrapping)
    if not keys:
        raise BadMasterKey(f"{path} holds no key: restore it from your backup")
    if plain:
        await asyncio.to_thread(replace_lines, path, plain, random)
    return Keyring(keys, random)


async def wrapped_line(key: bytes, wrapping: Wrapping) -> str:
    """A line for the file. Raises BadMasterKey."""
    return WRAPPED + base64.b64encode(await wrapping.wrap(key)).decode()


async def _unwrapped(line: str, wrapping: Wrapping, path: Path) -> bytes:
    try:
        wrapped = base64.b64decode(line.removeprefix(WRAPPED), validate=True)
    except binascii.Error:
        wrapped = b""
    key = await wrapping.unwrap(wrapped) if wrapped else b""
    if len(key) != KEY_SIZE:
        raise BadMasterKey(f"{path} has a line that is not a wrapped key of 32 bytes: restore it from your backup")
    return key
