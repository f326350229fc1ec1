"""The vault in Google Secret Manager: each ciphertext is a secret of its own with one version."""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from google.api_core.exceptions import AlreadyExists, FailedPrecondition, GoogleAPICallError, NotFound
from google.cloud.secretmanager_v1 import SecretManagerServiceAsyncClient
from google.cloud.secretmanager_v1.services.secret_manager_service.transports import (
    SecretManagerServiceGrpcAsyncIOTransport,
    grpc_asyncio,
)
from google.cloud.secretmanager_v1.types import SecretVersion

from core.vault import Held, KeyNotFound, VaultError
from storage.google.calling import LOST, PATIENT, Calling, Gone, Patience, Trouble
from storage.google.connecting import default_credentials, emulator_channel, never_log
from storage.google.crc32c import crc32c

TITLE: Final = "Google Secret Manager"
LARGEST: Final = 64 * 1024
"""Bytes in a ciphertext."""

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,255}")
_REF: Final = re.compile(r"projects/[^/]+/secrets/([A-Za-z0-9_-]{1,255})(?:/versions/[1-9][0-9]*)?")
_INSTALLATION: Final = re.compile(r"[a-z0-9_-]{1,63}")

AnswerT = TypeVar("AnswerT")


async def open_google_vault(project: str, installation: str, emulator: str = "") -> "GoogleVault":
    """The vault in Google Cloud project `project`; `emulator` is host:port of a stand-in on this machine.

    `installation` (1 to 63 of a–z, 0–9, _ and -) labels the secrets: two installations in one project need different
    ones, or each would take the other's secrets for orphans. Raises VaultError without credentials, ValueError when
    `emulator` is elsewhere.
    """
    if emulator:
        transport = SecretManagerServiceGrpcAsyncIOTransport(channel=emulator_channel(emulator))
        return GoogleVault(SecretManagerServiceAsyncClient(transport=transport), project, installation)
    try:
        credentials = await default_credentials()
    except Trouble as trouble:
        raise VaultError(str(trouble)) from None
    return GoogleVault(SecretManagerServiceAsyncClient(credentials=credentials), project, installation)


class GoogleVault:
    """References are the resource names of versions. Storing takes two calls, loading one."""

    title = TITLE

    def __init__(
        self,
        client: SecretManagerServiceAsyncClient,
        project: str,
        installation: str,
        patience: Patience = PATIENT,
    ) -> None:
        """See `open_google_vault`, which makes the client."""
        if not _INSTALLATION.fullmatch(installation):
            raise ValueError("an installation is named by 1 to 63 of a-z, 0-9, _ and -")
        never_log(grpc_asyncio)
        self._client = client
        self._parent = f"projects/{project}"
        self._labels = {"app": "tokenmeter", "installation": installation}
        self._calling = Calling(TITLE, patience)
        self._each: dict[str, Any] = {"retry": None, "timeout": patience.per_attempt}

    async def close(self) -> None:
        await self._client.transport.close()  # type: ignore[no-untyped-call]  # Google leaves it untyped

    async def store(self, name: str, sealed: bytes) -> str:
        if not _NAME.fullmatch(name):
            raise VaultError("a secret's name has letters, digits, _ and - only")
        if len(sealed) > LARGEST:
            raise VaultError(f"a secret has at most {LARGEST} bytes here")
        secret = f"{self._parent}/secrets/{name}"
        if not await self._create(name):
            found = await self._find(secret, sealed)
            if found is not None:
                return found
        try:
            return await self._add(secret, sealed)
        except VaultError:
            # It had no version before: nothing of it is to stay. What stays all the same is found by the sweep.
            with suppress(VaultError):
                await self._delete(secret)
            raise

    async def load(self, ref: str) -> bytes:
        self.name_of(ref)
        for _ in range(2):
            answer = await self._ask(
                lambda: self._client.access_secret_version(name=ref, **self._each),
                "secretmanager.versions.access (roles/secretmanager.secretAccessor)",
                gone=(NotFound, FailedPrecondition),
            )
            sealed = answer.payload.data
            if "data_crc32c" in answer.payload and answer.payload.data_crc32c == crc32c(sealed):
                return sealed
        raise VaultError(f"{TITLE} answers with a payload that does not fit its checksum")

    async def destroy(self, ref: str) -> None:
        """Destroy the version, then delete its secret: no other is under that name but copies from lost answers."""
        self.name_of(ref)
        secret, version, _ = ref.partition("/versions/")
        if version:
            with suppress(KeyNotFound):
                await self._destroy_version(ref)
        with suppress(KeyNotFound):
            await self._delete(secret)

    async def names(self) -> list[Held]:
        filter_ = " AND ".join(f"labels.{key}={value}" for key, value in self._labels.items())

        async def list_all() -> list[Held]:
            request = {"parent": self._parent, "filter": filter_}
            pages = await self._client.list_secrets(request=request, **self._each)
            return [
                Held(
                    self.name_of(secret.name), secret.name, datetime.fromtimestamp(secret.create_time.timestamp(), UTC)
                )
                async for secret in pages
                if dict(secret.labels) == self._labels
            ]

        return await self._ask(list_all, "secretmanager.secrets.list")

    def name_of(self, ref: str) -> str:
        match = _REF.fullmatch(ref)
        if match is None:
            raise KeyNotFound("the reference is another vault's")
        return match[1]

    async def _create(self, name: str) -> bool:
        """Whether it is new; one with our labels may be left by a lost answer. Raises VaultError for another's."""
        secret = {"replication": {"automatic": {}}, "labels": self._labels}
        request = {"parent": self._parent, "secret_id": name, "secret": secret}
        try:
            await self._ask(
                lambda: self._client.create_secret(request=request, **self._each),
                "secretmanager.secrets.create, on the project",
                gone=(AlreadyExists,),
            )
        except KeyNotFound:
            pass
        else:
            return True
        existing = await self._ask(
            lambda: self._client.get_secret(name=f"{self._parent}/secrets/{name}", **self._each),
            "secretmanager.secrets.get",
        )
        if dict(existing.labels) != self._labels:
            raise VaultError(f"{TITLE} has a secret of this name that is not this installation's")
        return False

    async def _add(self, secret: str, sealed: bytes) -> str:
        """Add the one version. After a lost answer it is looked for before it is added again."""
        request = {"parent": secret, "payload": {"data": sealed, "data_crc32c": crc32c(sealed)}}
        lost = False

        async def add() -> str:
            nonlocal lost
            found = await self._find(secret, sealed) if lost else None
            if found is not None:
                return found
            try:
                return str((await self._client.add_secret_version(request=request, **self._each)).name)
            except LOST:
                lost = True
                raise

        ref = await self._ask(add, "secretmanager.versions.add (roles/secretmanager.secretVersionAdder)")
        if lost:
            # One that came through after it was looked for. What cannot be destroyed now goes with the secret.
            with suppress(VaultError):
                await self._destroy_copies(secret, ref)
        return ref

    async def _find(self, secret: str, sealed: bytes) -> str | None:
        """The version that holds `sealed`; None when there is none. Raises VaultError when there are others."""
        versions = await self._ask(lambda: self._live_versions(secret), "secretmanager.versions.list")
        for version in versions:
            if await self.load(version.name) == sealed:
                return str(version.name)
        if versions:
            raise VaultError(f"{TITLE} has another secret of this name")
        return None

    async def _live_versions(self, secret: str) -> list[SecretVersion]:
        pages = await self._client.list_secret_versions(parent=secret, **self._each)
        return [version async for version in pages if version.state == SecretVersion.State.ENABLED]

    async def _destroy_copies(self, secret: str, ref: str) -> None:
        for version in await self._ask(lambda: self._live_versions(secret), "secretmanager.versions.list"):
            if version.name != ref:
                await self._destroy_version(version.name)

    async def _destroy_version(self, ref: str) -> None:
        await self._ask(
            lambda: self._client.destroy_secret_version(name=ref, **self._each),
            "secretmanager.versions.destroy (roles/secretmanager.secretVersionManager)",
            gone=(NotFound, FailedPrecondition),
        )

    async def _delete(self, secret: str) -> None:
        await self._ask(
            lambda: self._client.delete_secret(name=secret, **self._each),
            "secretmanager.secrets.delete",
            gone=(NotFound,),
        )

    async def _ask(
        self,
        question: Callable[[], Awaitable[AnswerT]],
        permission: str,
        gone: tuple[type[GoogleAPICallError], ...] = (),
    ) -> AnswerT:
        """The answer to `question`. Raises KeyNotFound for the errors in `gone`, else VaultError."""
        try:
            return await self._calling.ask(question, permission, gone)
        except Gone:
            raise KeyNotFound("the key was destroyed, switched off, or never stored") from None
        except Trouble as trouble:
            raise VaultError(str(trouble)) from None
