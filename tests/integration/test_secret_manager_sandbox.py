"""The stand-in answers the real client as Secret Manager does."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from google.api_core.exceptions import AlreadyExists, FailedPrecondition, InvalidArgument, NotFound
from google.cloud.secretmanager_v1 import SecretManagerServiceAsyncClient
from google.cloud.secretmanager_v1.services.secret_manager_service.transports import (
    SecretManagerServiceGrpcAsyncIOTransport,
)
from google.cloud.secretmanager_v1.types import SecretVersion
from grpc import StatusCode

from sandbox.google import secret_manager
from sandbox.google.crc32c import crc32c
from sandbox.google.faults import Call
from sandbox.google.secret_manager import SecretManager
from storage.google.connecting import emulator_channel
from tests.integration.vaults import STORED_AT

PARENT = "projects/acme"
SECRET = f"{PARENT}/secrets/a"
State = SecretVersion.State


@pytest.fixture
async def manager() -> AsyncIterator[SecretManager]:
    manager = await secret_manager.start("acme", lambda: STORED_AT, page=2)
    yield manager
    await manager.close()


@pytest.fixture
async def client(manager: SecretManager) -> AsyncIterator[SecretManagerServiceAsyncClient]:
    transport = SecretManagerServiceGrpcAsyncIOTransport(channel=emulator_channel(manager.address))
    client = SecretManagerServiceAsyncClient(transport=transport)
    yield client
    await transport.close()  # type: ignore[no-untyped-call]  # Google leaves it untyped


def new(name: str = "a", **secret: Any) -> dict[str, Any]:
    return {
        "parent": PARENT,
        "secret_id": name,
        "secret": {"replication": {"automatic": {}}, **secret},
    }


async def add(client: SecretManagerServiceAsyncClient, data: bytes = b"data") -> SecretVersion:
    request = {"parent": SECRET, "payload": {"data": data, "data_crc32c": crc32c(data)}}
    return await client.add_secret_version(request=request)


async def test_resources_are_named_by_the_project_s_number_and_found_by_its_id(
    client: SecretManagerServiceAsyncClient,
) -> None:
    secret = await client.create_secret(request=new(labels={"app": "x"}))
    assert secret.name == "projects/418000000001/secrets/a"
    assert (await client.get_secret(name=SECRET)) == (await client.get_secret(name=secret.name)) == secret
    assert dict(secret.labels) == {"app": "x"}
    assert datetime.fromtimestamp(secret.create_time.timestamp(), STORED_AT.tzinfo) == STORED_AT


@pytest.mark.parametrize(
    ("request_", "refusal"),
    [
        (new("a"), AlreadyExists),
        (new("a b"), InvalidArgument),
        (new("x" * 256), InvalidArgument),
        (new("b", labels={"App": "x"}), InvalidArgument),
        (new("b", labels={"app": "X"}), InvalidArgument),
        ({"parent": PARENT, "secret_id": "b", "secret": {}}, InvalidArgument),
        (new("b") | {"parent": "projects/elsewhere"}, NotFound),
    ],
)
async def test_what_cannot_be_created(
    client: SecretManagerServiceAsyncClient, request_: dict[str, Any], refusal: type[Exception]
) -> None:
    await client.create_secret(request=new("a"))
    with pytest.raises(refusal):
        await client.create_secret(request=request_)


async def test_a_payload_comes_back_with_its_checksum_and_a_wrong_one_is_refused(
    client: SecretManagerServiceAsyncClient,
) -> None:
    await client.create_secret(request=new())
    version = await add(client)
    assert version.client_specified_payload_checksum
    answer = await client.access_secret_version(name=f"{SECRET}/versions/latest")
    assert (answer.name, answer.payload.data, answer.payload.data_crc32c) == (version.name, b"data", crc32c(b"data"))
    for payload in ({"data": b"data", "data_crc32c": 1}, {"data": b"x" * 65_537}, {"data": b""}):
        with pytest.raises(InvalidArgument):
            await client.add_secret_version(request={"parent": SECRET, "payload": payload})
    with pytest.raises(NotFound):
        await client.add_secret_version(request={"parent": f"{PARENT}/secrets/b", "payload": {"data": b"data"}})
    with pytest.raises(NotFound):
        await client.access_secret_version(name=f"{SECRET}/versions/2")


async def test_a_disabled_version_can_be_enabled_again_and_a_destroyed_one_can_not(
    client: SecretManagerServiceAsyncClient, manager: SecretManager
) -> None:
    await client.create_secret(request=new())
    name = (await add(client)).name
    assert (await client.disable_secret_version(name=name)).state == State.DISABLED
    with pytest.raises(FailedPrecondition, match="is in DISABLED state"):
        await client.access_secret_version(name=name)
    assert (await client.enable_secret_version(name=name)).state == State.ENABLED
    await client.access_secret_version(name=name)

    destroyed = await client.destroy_secret_version(name=name)
    assert destroyed.state == State.DESTROYED
    assert destroyed.destroy_time
    assert manager.secrets.alive() == []
    for change in (client.enable_secret_version, client.disable_secret_version, client.destroy_secret_version):
        with pytest.raises(FailedPrecondition, match="is in DESTROYED state"):
            await change(name=name)
    with pytest.raises(FailedPrecondition):
        await client.access_secret_version(name=name)
    assert (await client.get_secret_version(name=name)).state == State.DESTROYED


async def test_an_etag_of_before_changes_nothing(client: SecretManagerServiceAsyncClient) -> None:
    await client.create_secret(request=new())
    version = await add(client)
    disabled = await client.disable_secret_version(request={"name": version.name, "etag": version.etag})
    assert disabled.etag != version.etag
    with pytest.raises(FailedPrecondition, match="etag"):
        await client.destroy_secret_version(request={"name": version.name, "etag": version.etag})
    with pytest.raises(FailedPrecondition, match="etag"):
        await client.delete_secret(request={"name": SECRET, "etag": '"0"'})
    await client.destroy_secret_version(request={"name": version.name, "etag": disabled.etag})


async def test_lists_come_in_pages_and_are_filtered(client: SecretManagerServiceAsyncClient) -> None:
    for number in range(5):
        await client.create_secret(request=new(f"s{number}", labels={"parity": "even" if number % 2 == 0 else "odd"}))

    async def ids(filter_: str) -> list[str]:
        pages = await client.list_secrets(request={"parent": PARENT, "filter": filter_})
        return [secret.name.rpartition("/")[2] async for secret in pages]

    assert await ids("") == ["s0", "s1", "s2", "s3", "s4"]
    assert await ids("labels.parity=even") == ["s0", "s2", "s4"]
    assert await ids("labels.parity=odd AND name:3") == ["s3"]
    assert await ids("labels.other=odd") == []
    with pytest.raises(InvalidArgument):
        await ids("create_time>0")


async def test_versions_are_listed_newest_first_and_by_state(client: SecretManagerServiceAsyncClient) -> None:
    await client.create_secret(request=new())
    names = [(await add(client)).name for _ in range(5)]
    await client.destroy_secret_version(name=names[1])

    async def versions(filter_: str) -> list[str]:
        pages = await client.list_secret_versions(request={"parent": SECRET, "filter": filter_})
        return [version.name async for version in pages]

    assert await versions("") == names[::-1]
    assert await versions("state:ENABLED") == [names[4], names[3], names[2], names[0]]


async def test_a_deleted_secret_is_gone_with_its_versions(
    client: SecretManagerServiceAsyncClient, manager: SecretManager
) -> None:
    await client.create_secret(request=new())
    name = (await add(client)).name
    await client.delete_secret(name=SECRET)
    assert manager.secrets.alive() == []
    for ask in (client.get_secret, client.delete_secret):
        with pytest.raises(NotFound):
            await ask(name=SECRET)
    with pytest.raises(NotFound):
        await client.access_secret_version(name=name)


async def test_calls_are_logged_without_what_was_in_them(
    client: SecretManagerServiceAsyncClient, manager: SecretManager
) -> None:
    await client.create_secret(request=new())
    await add(client, b"payload")
    with pytest.raises(NotFound):
        await client.get_secret(name=f"{PARENT}/secrets/b")
    assert list(manager.calls) == [
        Call("CreateSecret", SECRET, StatusCode.OK),
        Call("AddSecretVersion", SECRET, StatusCode.OK),
        Call("GetSecret", f"{PARENT}/secrets/b", StatusCode.NOT_FOUND),
    ]
    assert "payload" not in repr(manager.calls)


async def test_it_listens_on_this_machine_only() -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await secret_manager.start("acme", lambda: STORED_AT, host="0.0.0.0")  # noqa: S104 (refused)
