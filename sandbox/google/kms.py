"""Cloud KMS: symmetric Encrypt and Decrypt, with checksums, additional data and the states of a key's version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from random import Random
from typing import Any, Final

import grpc
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from google.cloud.kms_v1.types import DecryptRequest, DecryptResponse, EncryptRequest, EncryptResponse, ProtectionLevel

from sandbox.google.crc32c import crc32c
from sandbox.google.faults import Call, Damage, Faults, damaged
from sandbox.google.serving import Method, Refused, Service, listen

LARGEST: Final = 64 * 1024
"""Bytes in a plaintext, or in the additional data."""
_NONCE: Final = 12


class KeyState(StrEnum):
    ENABLED = "ENABLED"
    DISABLED = "DISABLED"
    DESTROYED = "DESTROYED"


@dataclass(slots=True)
class Keys:
    """The state of every key that exists, by its resource name (projects/…/locations/…/keyRings/…/cryptoKeys/…)."""

    states: dict[str, KeyState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kms:
    address: str
    """host:port"""
    keys: Keys
    faults: Faults
    calls: Sequence[Call]
    """What was called so far and how it was answered, oldest first."""
    close: Callable[[], Any]


async def start(*keys: str, host: str = "127.0.0.1", port: int = 0, seed: int = 0) -> Kms:
    """Serve these keys. Raises ValueError when `host` is not a loopback address, OSError when the port is taken."""
    world, faults = Keys(dict.fromkeys(keys, KeyState.ENABLED)), Faults(seed)
    do = _Handlers(world, Random(seed))
    methods = {
        "Encrypt": Method(
            do.encrypt, EncryptRequest, EncryptResponse, "cloudkms.cryptoKeyVersions.useToEncrypt", _name
        ),
        "Decrypt": Method(
            do.decrypt, DecryptRequest, DecryptResponse, "cloudkms.cryptoKeyVersions.useToDecrypt", _name
        ),
    }
    service = Service("google.cloud.kms.v1.KeyManagementService", methods, faults)
    running = await listen(service, host, port)
    return Kms(running.address, world, faults, service.calls, running.close)


class _Handlers:
    def __init__(self, keys: Keys, random: Random) -> None:
        self._keys = keys
        self._random = random

    def encrypt(self, request: EncryptRequest, damage: Damage) -> EncryptResponse:
        aead = self._key(request.name)
        plaintext = damaged(request.plaintext) if damage == "request" else request.plaintext
        if not 0 < len(plaintext) <= LARGEST:
            raise _invalid("The plaintext has to have 1 to 65,536 bytes.")
        plain_checked = _checked(request, "plaintext_crc32c", plaintext)
        additional_checked = _checked(
            request, "additional_authenticated_data_crc32c", request.additional_authenticated_data
        )
        nonce = self._random.randbytes(_NONCE)
        ciphertext = nonce + aead.encrypt(nonce, plaintext, request.additional_authenticated_data)
        return EncryptResponse(
            name=f"{request.name}/cryptoKeyVersions/1",
            ciphertext=damaged(ciphertext) if damage == "answer" else ciphertext,
            ciphertext_crc32c=crc32c(ciphertext),
            verified_plaintext_crc32c=plain_checked,
            verified_additional_authenticated_data_crc32c=additional_checked,
            protection_level=ProtectionLevel.SOFTWARE,
        )

    def decrypt(self, request: DecryptRequest, damage: Damage) -> DecryptResponse:
        aead = self._key(request.name)
        _checked(request, "ciphertext_crc32c", request.ciphertext)
        _checked(request, "additional_authenticated_data_crc32c", request.additional_authenticated_data)
        nonce, ciphertext = request.ciphertext[:_NONCE], request.ciphertext[_NONCE:]
        try:
            plaintext = aead.decrypt(nonce, ciphertext, request.additional_authenticated_data)
        except (InvalidTag, ValueError) as error:
            raise _invalid("Decryption failed: verify that 'name' refers to the correct CryptoKey.") from error
        return DecryptResponse(
            plaintext=damaged(plaintext) if damage == "answer" else plaintext,
            plaintext_crc32c=crc32c(plaintext),
            used_primary=True,
            protection_level=ProtectionLevel.SOFTWARE,
        )

    def _key(self, name: str) -> AESGCM:
        state = self._keys.states.get(name)
        if state is None:
            raise Refused(grpc.StatusCode.NOT_FOUND, f"CryptoKey {name} not found.")
        if state is not KeyState.ENABLED:
            text = f"{name}/cryptoKeyVersions/1 is not enabled, current state is: {state}."
            raise Refused(grpc.StatusCode.FAILED_PRECONDITION, text)
        return AESGCM(sha256(name.encode()).digest())


def _checked(request: Any, field_: str, data: bytes) -> bool:
    """Whether a checksum came with `data`. Raises Refused when it came and does not fit."""
    if field_ not in request:
        return False
    if getattr(request, field_) != crc32c(data):
        raise _invalid(f"The checksum in field {field_} did not match the data.")
    return True


def _name(request: Any) -> str:
    return str(request.name)


def _invalid(text: str) -> Refused:
    return Refused(grpc.StatusCode.INVALID_ARGUMENT, text)
