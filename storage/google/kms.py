"""Cloud KMS: wraps and unwraps the master keys with a key that never leaves it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from google.api_core.exceptions import FailedPrecondition, GoogleAPICallError, InvalidArgument, NotFound
from google.cloud.kms_v1 import KeyManagementServiceAsyncClient
from google.cloud.kms_v1.services.key_management_service.transports import (
    KeyManagementServiceGrpcAsyncIOTransport,
    grpc_asyncio,
)

from storage.google.calling import PATIENT, Calling, Gone, Patience, Trouble
from storage.google.connecting import default_credentials, emulator_channel, never_log
from storage.google.crc32c import crc32c
from storage.master_key import BadMasterKey

TITLE: Final = "Cloud KMS"
KEY_NAME: Final = re.compile(r"projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+")

_PURPOSE: Final = b"tokenmeter master key"
"""Bound to what is wrapped: the same KMS key used for something else does not unwrap it."""

AnswerT = TypeVar("AnswerT")


async def open_kms(key: str, emulator: str = "") -> "CloudKms":
    """Cloud KMS with the key of this resource name; `emulator` is host:port of a stand-in on this machine.

    Raises BadMasterKey without credentials, ValueError when `emulator` is elsewhere or `key` is no resource name.
    """
    if emulator:
        transport = KeyManagementServiceGrpcAsyncIOTransport(channel=emulator_channel(emulator))
        return CloudKms(KeyManagementServiceAsyncClient(transport=transport), key)
    try:
        credentials = await default_credentials()
    except Trouble as trouble:
        raise BadMasterKey(str(trouble)) from None
    return CloudKms(KeyManagementServiceAsyncClient(credentials=credentials), key)


class CloudKms:
    """Wraps with the key's primary version; unwraps with whichever version wrapped."""

    def __init__(self, client: KeyManagementServiceAsyncClient, key: str, patience: Patience = PATIENT) -> None:
        """See `open_kms`, which makes the client."""
        if not KEY_NAME.fullmatch(key):
            raise ValueError("a KMS key is named projects/…/locations/…/keyRings/…/cryptoKeys/…")
        never_log(grpc_asyncio)
        self._client = client
        self._key = key
        self._calling = Calling(TITLE, patience)
        self._each: dict[str, Any] = {"retry": None, "timeout": patience.per_attempt}

    async def close(self) -> None:
        await self._client.transport.close()  # type: ignore[no-untyped-call]  # Google leaves it untyped

    async def wrap(self, key: bytes) -> bytes:
        """`key` wrapped. Raises BadMasterKey."""
        request = self._request(plaintext=key, plaintext_crc32c=crc32c(key))
        answer = await self._ask(
            lambda: self._client.encrypt(request=request, **self._each), "cloudkms.cryptoKeyVersions.useToEncrypt"
        )
        verified = answer.verified_plaintext_crc32c and answer.verified_additional_authenticated_data_crc32c
        if not verified or answer.ciphertext_crc32c != crc32c(answer.ciphertext):
            raise BadMasterKey(f"{TITLE} answers with something that does not fit its checksum")
        return bytes(answer.ciphertext)

    async def unwrap(self, wrapped: bytes) -> bytes:
        """The key that `wrap` wrapped. Raises BadMasterKey."""
        request = self._request(ciphertext=wrapped, ciphertext_crc32c=crc32c(wrapped))
        answer = await self._ask(
            lambda: self._client.decrypt(request=request, **self._each), "cloudkms.cryptoKeyVersions.useToDecrypt"
        )
        if answer.plaintext_crc32c != crc32c(answer.plaintext):
            raise BadMasterKey(f"{TITLE} answers with something that does not fit its checksum")
        return bytes(answer.plaintext)

    def _request(self, **of: bytes | int) -> dict[str, bytes | int | str]:
        return {
            "name": self._key,
            "additional_authenticated_data": _PURPOSE,
            "additional_authenticated_data_crc32c": crc32c(_PURPOSE),
            **of,
        }

    async def _ask(self, question: Callable[[], Awaitable[AnswerT]], permission: str) -> AnswerT:
        gone: tuple[type[GoogleAPICallError], ...] = (NotFound, FailedPrecondition, InvalidArgument)
        role = f"{permission} (roles/cloudkms.cryptoKeyEncrypterDecrypter)"
        try:
            return await self._calling.ask(question, role, gone)
        except Gone:
            raise BadMasterKey(
                f"{TITLE} does not open the master key: is TOKENMETER_KMS_KEY the key that wrapped it, and enabled?"
            ) from None
        except Trouble as trouble:
            raise BadMasterKey(str(trouble)) from None
