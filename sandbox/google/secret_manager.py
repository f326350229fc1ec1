"""Secret Manager: creating, adding, accessing, listing, disabling, destroying, as the service answers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

import grpc
from google.cloud.secretmanager_v1.types import (
    AccessSecretVersionRequest,
    AccessSecretVersionResponse,
    AddSecretVersionRequest,
    CreateSecretRequest,
    DeleteSecretRequest,
    DestroySecretVersionRequest,
    DisableSecretVersionRequest,
    EnableSecretVersionRequest,
    GetSecretRequest,
    GetSecretVersionRequest,
    ListSecretsRequest,
    ListSecretsResponse,
    ListSecretVersionsRequest,
    ListSecretVersionsResponse,
    Secret,
    SecretVersion,
)

from sandbox.google.crc32c import crc32c
from sandbox.google.faults import Call, Damage, Faults, damaged
from sandbox.google.filters import fits
from sandbox.google.secrets import Secrets, State, StoredSecret, StoredVersion
from sandbox.google.serving import Method, Refused, Service, listen

LARGEST: Final = 64 * 1024
"""Bytes in a payload."""
_PAGE: Final = 25_000
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,255}")
_NAME: Final = re.compile(r"(projects/[^/]+)/secrets/([^/]+)(?:/versions/([^/]+))?")
_LABEL: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}=[a-z0-9_-]{0,63}")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SecretManager:
    address: str
    """host:port"""
    secrets: Secrets
    faults: Faults
    calls: Sequence[Call]
    """What was called so far and how it was answered, oldest first."""
    close: Callable[[], Any]


async def start(
    project: str,
    now: Callable[[], datetime],
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    page: int = _PAGE,
    seed: int = 0,
) -> SecretManager:
    """Serve an empty project. `page` is how many results a page holds at most.

    Raises ValueError when `host` is not a loopback address, OSError when the port is taken.
    """
    secrets, faults = Secrets(project, 418_000_000_001, now), Faults(seed)
    service = Service("google.cloud.secretmanager.v1.SecretManagerService", _methods(_Handlers(secrets, page)), faults)
    running = await listen(service, host, port)
    return SecretManager(running.address, secrets, faults, service.calls, running.close)


class _Handlers:
    def __init__(self, secrets: Secrets, page: int) -> None:
        self._secrets = secrets
        self._page = page

    def create_secret(self, request: CreateSecretRequest, _: Damage) -> Secret:
        self._check_parent(request.parent)
        labels = dict(request.secret.labels)
        if not _ID.fullmatch(request.secret_id):
            raise _invalid("The provided Secret ID does not match the expected format [[a-zA-Z_0-9]+].")
        if "automatic" not in request.secret.replication:
            raise _invalid("secret.replication is required, and is automatic here.")
        if not all(_LABEL.fullmatch(f"{key}={value}") for key, value in labels.items()):
            raise _invalid("A label does not match the expected format.")
        return self._secrets.message(self._secrets.create(request.secret_id, labels))

    def add_secret_version(self, request: AddSecretVersionRequest, damage: Damage) -> SecretVersion:
        secret = self._secret(request.parent)
        payload = damaged(request.payload.data) if damage == "request" else request.payload.data
        if not 0 < len(payload) <= LARGEST:
            raise _invalid("The secret payload has to have 1 to 65,536 bytes.")
        checked = "data_crc32c" in request.payload
        if checked and request.payload.data_crc32c != crc32c(payload):
            raise _invalid("The checksum of the payload does not match data_crc32c.")
        return self._secrets.version_message(secret, self._secrets.add(secret, payload, checked=checked))

    def access_secret_version(self, request: AccessSecretVersionRequest, damage: Damage) -> AccessSecretVersionResponse:
        secret, version = self._version(request.name)
        self._secrets.refuse_unreadable(secret, version)
        data = damaged(version.payload) if damage == "answer" else version.payload
        name = self._secrets.version_name(secret, version)
        return AccessSecretVersionResponse(name=name, payload={"data": data, "data_crc32c": version.crc32c})

    def get_secret(self, request: GetSecretRequest, _: Damage) -> Secret:
        return self._secrets.message(self._secret(request.name))

    def get_secret_version(self, request: GetSecretVersionRequest, _: Damage) -> SecretVersion:
        return self._secrets.version_message(*self._version(request.name))

    def list_secrets(self, request: ListSecretsRequest, _: Damage) -> ListSecretsResponse:
        self._check_parent(request.parent)
        found = [secret for secret in self._secrets.by_id.values() if _fits(request.filter, _facts(secret))]
        page, token = self._paged(found, request.page_size, request.page_token)
        messages = [self._secrets.message(secret) for secret in page]
        return ListSecretsResponse(secrets=messages, next_page_token=token, total_size=len(found))

    def list_secret_versions(self, request: ListSecretVersionsRequest, _: Damage) -> ListSecretVersionsResponse:
        secret = self._secret(request.parent)
        found = [version for version in reversed(secret.versions) if _fits(request.filter, _version_facts(version))]
        page, token = self._paged(found, request.page_size, request.page_token)
        messages = [self._secrets.version_message(secret, version) for version in page]
        return ListSecretVersionsResponse(versions=messages, next_page_token=token, total_size=len(found))

    def disable_secret_version(self, request: DisableSecretVersionRequest, _: Damage) -> SecretVersion:
        return self._change(request, State.DISABLED)

    def enable_secret_version(self, request: EnableSecretVersionRequest, _: Damage) -> SecretVersion:
        return self._change(request, State.ENABLED)

    def destroy_secret_version(self, request: DestroySecretVersionRequest, _: Damage) -> SecretVersion:
        return self._change(request, State.DESTROYED)

    def delete_secret(self, request: DeleteSecretRequest, _: Damage) -> None:
        self._secrets.delete(self._secret(request.name), request.etag)

    def _change(self, request: Any, state: State) -> SecretVersion:
        secret, version = self._version(request.name)
        self._secrets.change_state(secret, version, state, request.etag)
        return self._secrets.version_message(secret, version)

    def _secret(self, name: str) -> StoredSecret:
        return self._secrets.find(self._parts(name)[0])

    def _version(self, name: str) -> tuple[StoredSecret, StoredVersion]:
        secret_id, which = self._parts(name)
        secret = self._secrets.find(secret_id)
        return secret, self._secrets.find_version(secret, which)

    def _parts(self, name: str) -> tuple[str, str]:
        match = _NAME.fullmatch(name)
        if match is None:
            raise _invalid("The name does not match the expected format.")
        self._check_parent(match[1])
        return match[2], match[3] or ""

    def _check_parent(self, parent: str) -> None:
        if parent not in self._secrets.parents:
            raise Refused(grpc.StatusCode.NOT_FOUND, f"Project [{parent}] not found.")

    def _paged(self, found: Sequence[T], size: int, token: str) -> tuple[Sequence[T], str]:
        start, length = int(token or 0), min(size or self._page, self._page)
        end = start + length
        return found[start:end], str(end) if end < len(found) else ""


def _methods(do: _Handlers) -> dict[str, Method]:
    def method(handle: Any, request: Any, response: Any, permission: str, field: str = "name") -> Method:
        return Method(handle, request, response, f"secretmanager.{permission}", lambda r: str(getattr(r, field)))

    return {
        "CreateSecret": Method(
            do.create_secret,
            CreateSecretRequest,
            Secret,
            "secretmanager.secrets.create",
            lambda request: f"{request.parent}/secrets/{request.secret_id}",
        ),
        "GetSecret": method(do.get_secret, GetSecretRequest, Secret, "secrets.get"),
        "ListSecrets": method(do.list_secrets, ListSecretsRequest, ListSecretsResponse, "secrets.list", "parent"),
        "DeleteSecret": method(do.delete_secret, DeleteSecretRequest, None, "secrets.delete"),
        "AddSecretVersion": method(
            do.add_secret_version, AddSecretVersionRequest, SecretVersion, "versions.add", "parent"
        ),
        "GetSecretVersion": method(do.get_secret_version, GetSecretVersionRequest, SecretVersion, "versions.get"),
        "ListSecretVersions": method(
            do.list_secret_versions, ListSecretVersionsRequest, ListSecretVersionsResponse, "versions.list", "parent"
        ),
        "AccessSecretVersion": method(
            do.access_secret_version, AccessSecretVersionRequest, AccessSecretVersionResponse, "versions.access"
        ),
        "DisableSecretVersion": method(
            do.disable_secret_version, DisableSecretVersionRequest, SecretVersion, "versions.disable"
        ),
        "EnableSecretVersion": method(
            do.enable_secret_version, EnableSecretVersionRequest, SecretVersion, "versions.enable"
        ),
        "DestroySecretVersion": method(
            do.destroy_secret_version, DestroySecretVersionRequest, SecretVersion, "versions.destroy"
        ),
    }


def _fits(filter_: str, facts: dict[str, str]) -> bool:
    try:
        return fits(filter_, facts)
    except ValueError as error:
        raise _invalid("The filter is invalid.") from error


def _facts(secret: StoredSecret) -> dict[str, str]:
    return {"name": secret.id} | {f"labels.{key}": value for key, value in secret.labels.items()}


def _version_facts(version: StoredVersion) -> dict[str, str]:
    return {"name": str(version.number), "state": version.state.name}


def _invalid(text: str) -> Refused:
    return Refused(grpc.StatusCode.INVALID_ARGUMENT, text)
