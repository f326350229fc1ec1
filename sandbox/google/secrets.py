"""What Secret Manager holds, and what may be done with it in which state."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import grpc
from google.cloud.secretmanager_v1.types import Secret, SecretVersion

from sandbox.google.crc32c import crc32c
from sandbox.google.serving import Refused


class State(StrEnum):
    ENABLED = "ENABLED"
    DISABLED = "DISABLED"
    DESTROYED = "DESTROYED"


@dataclass(slots=True)
class StoredVersion:
    number: int
    payload: bytes
    crc32c: int
    checked: bool
    """The checksum came with the payload."""
    created_at: datetime
    etag: str
    state: State = State.ENABLED
    destroyed_at: datetime | None = None


@dataclass(slots=True)
class StoredSecret:
    id: str
    labels: dict[str, str]
    created_at: datetime
    etag: str
    versions: list[StoredVersion] = field(default_factory=list)


class Secrets:
    """The secrets of one project."""

    def __init__(self, project: str, number: int, now: Callable[[], datetime]) -> None:
        """`number` is the project's number, by which the service names what it answers."""
        self.parents = (f"projects/{project}", f"projects/{number}")
        self._now = now
        self._etags = itertools.count(0x16A3)
        self.by_id: dict[str, StoredSecret] = {}

    def alive(self) -> list[tuple[str, int]]:
        """Every version that is not destroyed, by its secret's id: what is billed, and what an orphan would be."""
        return [
            (secret.id, version.number)
            for secret in self.by_id.values()
            for version in secret.versions
            if version.state is not State.DESTROYED
        ]

    def create(self, secret_id: str, labels: dict[str, str]) -> StoredSecret:
        if secret_id in self.by_id:
            raise Refused(grpc.StatusCode.ALREADY_EXISTS, f"Secret [{self._name(secret_id)}] already exists.")
        secret = StoredSecret(secret_id, labels, self._now(), self._etag())
        self.by_id[secret_id] = secret
        return secret

    def find(self, secret_id: str) -> StoredSecret:
        if secret_id not in self.by_id:
            raise Refused(grpc.StatusCode.NOT_FOUND, f"Secret [{self._name(secret_id)}] not found.")
        return self.by_id[secret_id]

    def add(self, secret: StoredSecret, payload: bytes, *, checked: bool) -> StoredVersion:
        number = len(secret.versions) + 1
        version = StoredVersion(number, payload, crc32c(payload), checked, self._now(), self._etag())
        secret.versions.append(version)
        return version

    def find_version(self, secret: StoredSecret, which: str) -> StoredVersion:
        """`which` is a number or "latest"."""
        number = len(secret.versions) if which == "latest" else int(which) if which.isdecimal() else 0
        if not 0 < number <= len(secret.versions):
            name = f"{self._name(secret.id)}/versions/{which}"
            raise Refused(grpc.StatusCode.NOT_FOUND, f"Secret Version [{name}] not found.")
        return secret.versions[number - 1]

    def change_state(self, secret: StoredSecret, version: StoredVersion, state: State, etag: str) -> None:
        self.refuse_destroyed(secret, version)
        self.refuse_etag(etag, version.etag)
        version.state, version.etag = state, self._etag()
        if state is State.DESTROYED:
            version.payload, version.destroyed_at = b"", self._now()

    def delete(self, secret: StoredSecret, etag: str) -> None:
        self.refuse_etag(etag, secret.etag)
        del self.by_id[secret.id]

    def refuse_destroyed(self, secret: StoredSecret, version: StoredVersion) -> None:
        if version.state is State.DESTROYED:
            self._refuse_state(secret, version)

    def refuse_unreadable(self, secret: StoredSecret, version: StoredVersion) -> None:
        if version.state is not State.ENABLED:
            self._refuse_state(secret, version)

    def refuse_etag(self, given: str, current: str) -> None:
        if given and given != current:
            text = "The etag provided in the request does not match the resource's current etag."
            raise Refused(grpc.StatusCode.FAILED_PRECONDITION, text)

    def message(self, secret: StoredSecret) -> Secret:
        return Secret(
            name=self._name(secret.id),
            replication={"automatic": {}},
            labels=secret.labels,
            create_time=secret.created_at,
            etag=secret.etag,
        )

    def version_message(self, secret: StoredSecret, version: StoredVersion) -> SecretVersion:
        return SecretVersion(
            name=self.version_name(secret, version),
            create_time=version.created_at,
            destroy_time=version.destroyed_at,
            state=getattr(SecretVersion.State, version.state.name),
            etag=version.etag,
            client_specified_payload_checksum=version.checked,
        )

    def version_name(self, secret: StoredSecret, version: StoredVersion) -> str:
        return f"{self._name(secret.id)}/versions/{version.number}"

    def _name(self, secret_id: str) -> str:
        return f"{self.parents[1]}/secrets/{secret_id}"

    def _refuse_state(self, secret: StoredSecret, version: StoredVersion) -> None:
        name = self.version_name(secret, version)
        text = f"Secret Version [{name}] is in {version.state.name} state."
        raise Refused(grpc.StatusCode.FAILED_PRECONDITION, text)

    def _etag(self) -> str:
        return f'"{next(self._etags):x}"'
