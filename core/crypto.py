"""AES-256-GCM by envelope: each secret has a data key of its own, which a master key wraps.

The stored form, version 1:

    version 1 byte | master key id 8 | nonce 12 | wrapped data key 32 + 16 | nonce 12 | ciphertext + tag 16

The associated data says where a ciphertext belongs: moved to another row or used for another purpose it does not open.
The wrapping also binds the version and the master key's id, so that no byte of the stored form can be changed.
"""

import hmac
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_SIZE: Final = 32
VERSION: Final = 1

_ID_SIZE: Final = 8
_NONCE_SIZE: Final = 12
_TAG_SIZE: Final = 16
_HEADER_SIZE: Final = 1 + _ID_SIZE
_SMALLEST: Final = _HEADER_SIZE + 2 * (_NONCE_SIZE + _TAG_SIZE) + KEY_SIZE


class KeyUnreadable(Exception):
    """A stored secret does not open: it was changed, cut, or moved from another place."""


class MasterKeyUnknown(KeyUnreadable):
    """A stored secret was sealed under a master key that is not in the ring. Add that key to the ring."""


class _MasterKey(NamedTuple):
    id: bytes
    key: bytes
    fingerprinting: bytes


def encoded(*parts: str | bytes) -> bytes:
    """Join `parts` so that no two different lists of parts give the same bytes: each has its length before it."""
    raw = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in raw)


def encrypt(key: bytes, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """AES-256-GCM: the ciphertext with its tag of 16 bytes behind it. A nonce of 12 bytes is used once under a key."""
    return AESGCM(key).encrypt(nonce, plaintext, associated)


def decrypt(key: bytes, nonce: bytes, ciphertext: bytes, associated: bytes) -> bytes:
    """The plaintext of what `encrypt` made. Raises KeyUnreadable when any of the four is not what it was then."""
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, associated)
    except InvalidTag:
        raise KeyUnreadable("changed, or moved from another place") from None


def authenticated(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256: 32 bytes that only who has the key can make of the message."""
    return hmac.digest(key, message, "sha256")


class Keyring:
    """One or more master keys of 32 bytes, newest first. The newest seals; any of them opens."""

    __slots__ = ("_keys", "_random")

    def __init__(self, keys: Sequence[bytes], random: Callable[[int], bytes]) -> None:
        if not keys or any(len(key) != KEY_SIZE for key in keys):
            raise ValueError("a ring needs one or more master keys of 32 bytes")
        self._keys = tuple(_master_key(key) for key in keys)
        self._random = random

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return f"Keyring({', '.join(key.id.hex() for key in self._keys)})"

    def seal(self, plaintext: bytes, associated: bytes) -> bytes:
        """Encrypt `plaintext` for the place that `associated` names (build it with `encoded`)."""
        newest = self._keys[0]
        header = bytes([VERSION]) + newest.id
        data_key = self._random(KEY_SIZE)
        wrapping_nonce, nonce = self._random(_NONCE_SIZE), self._random(_NONCE_SIZE)
        wrapped = encrypt(newest.key, wrapping_nonce, data_key, encoded("key", header, associated))
        ciphertext = encrypt(data_key, nonce, plaintext, encoded("data", bytes([VERSION]), associated))
        return header + wrapping_nonce + wrapped + nonce + ciphertext

    def open(self, sealed: bytes, associated: bytes) -> bytes:
        """The plaintext that was sealed for `associated`. Raises KeyUnreadable, MasterKeyUnknown."""
        if len(sealed) < _SMALLEST or sealed[0] != VERSION:
            raise KeyUnreadable("not a stored secret of version 1")
        header, rest = sealed[:_HEADER_SIZE], sealed[_HEADER_SIZE:]
        master = next((key for key in self._keys if key.id == header[1:]), None)
        if master is None:
            raise MasterKeyUnknown(f"sealed under master key {header[1:].hex()}, which is not in the ring")
        wrapping_nonce, rest = rest[:_NONCE_SIZE], rest[_NONCE_SIZE:]
        wrapped, rest = rest[: KEY_SIZE + _TAG_SIZE], rest[KEY_SIZE + _TAG_SIZE :]
        nonce, ciphertext = rest[:_NONCE_SIZE], rest[_NONCE_SIZE:]
        data_key = decrypt(master.key, wrapping_nonce, wrapped, encoded("key", header, associated))
        return decrypt(data_key, nonce, ciphertext, encoded("data", header[:1], associated))

    def is_newest(self, sealed: bytes) -> bool:
        """Whether `sealed` was sealed under the newest master key."""
        return sealed[:_HEADER_SIZE] == bytes([VERSION]) + self._keys[0].id

    def fingerprints(self, message: bytes) -> tuple[bytes, ...]:
        """32 bytes under each master key, newest first, by which equal messages are recognized without keeping them.

        Store the first; compare a stored one with all of them, so that it is recognized after the ring got a new key.
        """
        return tuple(authenticated(key.fingerprinting, message) for key in self._keys)


def _master_key(key: bytes) -> _MasterKey:
    return _MasterKey(
        id=sha256(b"tokenmeter master key id" + key).digest()[:_ID_SIZE],
        key=key,
        fingerprinting=HKDF(SHA256(), KEY_SIZE, salt=None, info=b"tokenmeter fingerprint").derive(key),
    )
