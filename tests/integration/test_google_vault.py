"""Google Secret Manager when things go wrong: nothing is kept twice, nothing is left, and the cause is named."""

import asyncio
import json
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest
from grpc import StatusCode

from core.vault import KeyNotFound, VaultError, try_out
from sandbox.google import secret_manager
from sandbox.google.faults import Fault
from sandbox.google.secret_manager import SecretManager
from sandbox.google.secrets import State
from storage.google.calling import Patience
from storage.vault.google import GoogleVault, open_google_vault
from tests.integration.vaults import IMPATIENT, PROJECT, STORED_AT, google_vault, payloads

NAME = "tokenmeter-00000000000000aa-01020304"
SEALED = b"ciphertext " * 20
LOST = [StatusCode.UNAVAILABLE, StatusCode.DEADLINE_EXCEEDED, StatusCode.INTERNAL, StatusCode.ABORTED]


@pytest.fixture
async def manager() -> AsyncIterator[SecretManager]:
    manager = await secret_manager.start(PROJECT, lambda: STORED_AT, page=2)
    yield manager
    await manager.close()


@pytest.fixture
async def vault(manager: SecretManager) -> AsyncIterator[GoogleVault]:
    vault = google_vault(manager.address)
    yield vault
    await vault.close()


def called(manager: SecretManager) -> Counter[str]:
    return Counter(call.method for call in manager.calls)


async def test_storing_takes_two_calls_and_loading_one(manager: SecretManager, vault: GoogleVault) -> None:
    ref = await vault.store(NAME, SEALED)
    assert called(manager) == {"CreateSecret": 1, "AddSecretVersion": 1}
    await vault.load(ref)
    assert called(manager)["AccessSecretVersion"] == 1
    assert sum(called(manager).values()) == 3


async def test_the_reference_pins_a_version_and_the_payload_comes_with_its_checksum(
    manager: SecretManager, vault: GoogleVault
) -> None:
    """A version that somebody adds by hand is not read."""
    ref = await vault.store(NAME, SEALED)
    assert ref.endswith(f"/secrets/{NAME}/versions/1")
    secret = manager.secrets.by_id[NAME]
    assert secret.versions[0].checked
    assert secret.labels == {"app": "tokenmeter", "installation": "test"}
    manager.secrets.add(secret, b"somebody's", checked=False)
    assert await vault.load(ref) == SEALED


@pytest.mark.parametrize("code", LOST)
@pytest.mark.parametrize("method", ["CreateSecret", "AddSecretVersion"])
@pytest.mark.parametrize("carried_out", [True, False], ids=["answer lost", "request lost"])
async def test_what_was_lost_on_the_way_is_stored_once(
    manager: SecretManager, vault: GoogleVault, method: str, code: StatusCode, carried_out: bool
) -> None:
    manager.faults.add(Fault(method, code, carried_out=carried_out))
    ref = await vault.store(NAME, SEALED)
    assert await vault.load(ref) == SEALED
    assert payloads(manager) == [SEALED]


@pytest.mark.parametrize("seed", range(25))
async def test_a_storm_leaves_what_was_stored_and_nothing_else(seed: int) -> None:
    """Every second call fails, half of those after they were carried out; each store ends stored once or not at all."""
    manager = await secret_manager.start(PROJECT, lambda: STORED_AT, seed=seed)
    vault = google_vault(manager.address, patience=Patience(3.0, 1.0, 0.001, 0.002))
    for code in (StatusCode.UNAVAILABLE, StatusCode.INTERNAL, StatusCode.RESOURCE_EXHAUSTED):
        lost = code is not StatusCode.RESOURCE_EXHAUSTED
        manager.faults.add(Fault("", code, times=20, probability=0.2, carried_out=lost))
        manager.faults.add(Fault("", code, times=20, probability=0.1))
    stored = []
    for number in range(4):
        sealed = bytes([number]) * 50
        ref = await vault.store(f"{NAME}-{number}", sealed)
        assert await vault.load(ref) == sealed
        stored.append(ref)
    assert sorted(payloads(manager)) == [bytes([number]) * 50 for number in range(4)]
    for ref in stored:
        await vault.destroy(ref)
    assert manager.secrets.by_id == {}
    await vault.close()
    await manager.close()


async def test_a_version_that_lands_after_it_was_looked_for_is_destroyed() -> None:
    """The first attempt is carried out while the second is under way: two versions, of which one stays."""
    looked, landed = asyncio.Event(), asyncio.Event()

    def now() -> datetime:
        landed.set()  # the service asks for the time whenever it makes something
        return STORED_AT

    async def second() -> None:
        landed.clear()
        looked.set()
        await landed.wait()

    manager = await secret_manager.start(PROJECT, now)
    vault = google_vault(manager.address, patience=Patience(3.0, 0.1, 0.001, 0.002))
    manager.faults.add(Fault("AddSecretVersion", wait=looked.wait))
    manager.faults.add(Fault("AddSecretVersion", wait=second))
    ref = await vault.store(NAME, SEALED)
    assert len(manager.secrets.by_id[NAME].versions) == 2
    assert payloads(manager) == [SEALED]
    assert await vault.load(ref) == SEALED
    await vault.close()
    await manager.close()


async def test_a_copy_that_lands_later_still_goes_with_its_secret(manager: SecretManager, vault: GoogleVault) -> None:
    ref = await vault.store(NAME, SEALED)
    manager.secrets.add(manager.secrets.by_id[NAME], SEALED, checked=True)
    await vault.destroy(ref)
    assert payloads(manager) == []


async def test_nothing_stays_of_what_could_not_be_stored(manager: SecretManager, vault: GoogleVault) -> None:
    """The answers to adding are lost until patience ends."""
    manager.faults.add(Fault("AddSecretVersion", StatusCode.UNAVAILABLE, times=None, carried_out=True))
    manager.faults.add(Fault("ListSecretVersions", StatusCode.UNAVAILABLE, times=None))
    with pytest.raises(VaultError, match="gives no answer within 1 s"):
        await vault.store(NAME, SEALED)
    assert manager.secrets.by_id == {}


async def test_a_secret_of_this_name_that_is_another_installation_s_is_left_alone(
    manager: SecretManager, vault: GoogleVault
) -> None:
    other = google_vault(manager.address, "other")
    ref = await other.store(NAME, b"theirs")
    with pytest.raises(VaultError, match="not this installation's"):
        await vault.store(NAME, SEALED)
    assert await other.load(ref) == b"theirs"
    assert await vault.names() == []
    assert [held.name for held in await other.names()] == [NAME]
    await other.close()


async def test_a_list_of_several_pages_is_read_to_its_end(manager: SecretManager, vault: GoogleVault) -> None:
    """Every page may stumble."""
    for number in range(5):
        await vault.store(f"{NAME}-{number}", SEALED)
    manager.faults.add(Fault("ListSecrets", StatusCode.UNAVAILABLE, times=2, probability=0.5))
    assert {held.name for held in await vault.names()} == {f"{NAME}-{number}" for number in range(5)}


@pytest.mark.parametrize("state", [State.DISABLED, State.DESTROYED])
async def test_a_version_that_was_disabled_or_destroyed_is_not_found(
    manager: SecretManager, vault: GoogleVault, state: State
) -> None:
    ref = await vault.store(NAME, SEALED)
    secret = manager.secrets.by_id[NAME]
    manager.secrets.change_state(secret, secret.versions[0], state, "")
    with pytest.raises(KeyNotFound):
        await vault.load(ref)
    await vault.destroy(ref)
    assert manager.secrets.by_id == {}


async def test_an_answer_that_was_damaged_on_the_way_is_asked_for_again(
    manager: SecretManager, vault: GoogleVault
) -> None:
    ref = await vault.store(NAME, SEALED)
    manager.faults.add(Fault("AccessSecretVersion", damaged="answer"))
    assert await vault.load(ref) == SEALED
    manager.faults.add(Fault("AccessSecretVersion", damaged="answer", times=None))
    with pytest.raises(VaultError, match="does not fit its checksum"):
        await vault.load(ref)


async def test_a_payload_that_was_damaged_on_the_way_in_is_not_kept(manager: SecretManager, vault: GoogleVault) -> None:
    manager.faults.add(Fault("AddSecretVersion", damaged="request"))
    with pytest.raises(VaultError, match="INVALID_ARGUMENT"):
        await vault.store(NAME, SEALED)
    assert manager.secrets.by_id == {}


PERMISSIONS: list[tuple[str, str, Callable[[GoogleVault, str], Awaitable[object]]]] = [
    ("CreateSecret", "secretmanager.secrets.create", lambda vault, ref: vault.store(f"{NAME}-2", SEALED)),
    ("GetSecret", "secretmanager.secrets.get", lambda vault, ref: vault.store(NAME, SEALED)),
    ("ListSecretVersions", "secretmanager.versions.list", lambda vault, ref: vault.store(NAME, SEALED)),
    ("AddSecretVersion", "secretmanager.versions.add", lambda vault, ref: vault.store(f"{NAME}-2", SEALED)),
    ("AccessSecretVersion", "secretmanager.versions.access", lambda vault, ref: vault.load(ref)),
    ("DestroySecretVersion", "secretmanager.versions.destroy", lambda vault, ref: vault.destroy(ref)),
    ("DeleteSecret", "secretmanager.secrets.delete", lambda vault, ref: vault.destroy(ref)),
    ("ListSecrets", "secretmanager.secrets.list", lambda vault, ref: vault.names()),
]


@pytest.mark.parametrize(("method", "permission", "act"), PERMISSIONS, ids=[each[0] for each in PERMISSIONS])
async def test_a_missing_permission_is_named_at_once_and_nothing_else_is_told(
    manager: SecretManager,
    vault: GoogleVault,
    method: str,
    permission: str,
    act: Callable[[GoogleVault, str], Awaitable[object]],
) -> None:
    """Neither the text nor the traceback has the secret's name, which Google's own error tells."""
    ref = await vault.store(NAME, SEALED)
    before = len(payloads(manager))
    manager.faults.add(Fault(method, StatusCode.PERMISSION_DENIED, times=None))
    asked = called(manager)[method]
    with pytest.raises(VaultError) as refused:
        await act(vault, ref)
    assert called(manager)[method] == asked + 1
    assert f"no role with the permission {permission}" in str(refused.value)
    told = "".join(traceback.format_exception(refused.value))
    assert "01020304" not in told
    assert "projects/" not in told
    assert len(payloads(manager)) <= before


@pytest.mark.parametrize(
    ("method", "permission"),
    [
        ("CreateSecret", "secrets.create"),
        ("AddSecretVersion", "versions.add"),
        ("AccessSecretVersion", "versions.access"),
        ("ListSecrets", "secrets.list"),
        ("DestroySecretVersion", "versions.destroy"),
        ("DeleteSecret", "secrets.delete"),
    ],
)
async def test_trying_it_out_names_the_permission_that_is_missing(
    manager: SecretManager, vault: GoogleVault, method: str, permission: str
) -> None:
    """No version stays, unless destroying is what is not allowed."""
    manager.faults.add(Fault(method, StatusCode.PERMISSION_DENIED, times=None))
    with pytest.raises(VaultError, match=rf"no role with the permission secretmanager\.{permission}"):
        await try_out(vault, NAME, SEALED)
    assert payloads(manager) == ([SEALED] if method == "DestroySecretVersion" else [])


async def test_without_credentials_it_is_said_where_they_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/credentials.json")
    with pytest.raises(VaultError, match="application default credentials are missing"):
        await open_google_vault(PROJECT, "test")


async def test_with_credentials_the_channel_to_google_is_made_without_asking_anybody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A start does not wait for Google."""
    person = {"type": "authorized_user", "client_id": "a", "client_secret": "b", "refresh_token": "c"}
    (tmp_path / "credentials.json").write_text(json.dumps(person))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "credentials.json"))
    vault = await open_google_vault(PROJECT, "test")
    assert vault.title == "Google Secret Manager"
    await vault.close()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("", StatusCode.RESOURCE_EXHAUSTED, times=None), "quota is used up"),
        (Fault("", StatusCode.UNAVAILABLE, times=None), "gives no answer within 1 s"),
        (Fault("", StatusCode.UNAUTHENTICATED), "does not accept the application default credentials"),
        (Fault("", StatusCode.PERMISSION_DENIED, reason="SERVICE_DISABLED"), "enable its API"),
        (Fault("", StatusCode.UNKNOWN), "answers UNKNOWN"),
        (Fault("", wait=lambda: asyncio.sleep(3600), times=None), "gives no answer within 1 s"),
    ],
    ids=["quota", "down", "credentials", "API not enabled", "unknown", "silence"],
)
async def test_what_is_wrong_with_the_service_is_said(
    manager: SecretManager, vault: GoogleVault, fault: Fault, told: str
) -> None:
    manager.faults.add(fault)
    with pytest.raises(VaultError, match=told):
        await vault.store(NAME, SEALED)
    assert payloads(manager) == []


async def test_a_quota_that_is_used_up_for_a_moment_is_waited_for(manager: SecretManager, vault: GoogleVault) -> None:
    manager.faults.add(Fault("", StatusCode.RESOURCE_EXHAUSTED, times=3))
    assert await vault.load(await vault.store(NAME, SEALED)) == SEALED
    assert payloads(manager) == [SEALED]


async def test_a_project_that_does_not_exist_is_said(manager: SecretManager) -> None:
    vault = await open_google_vault("elsewhere", "test", manager.address)
    with pytest.raises(VaultError, match="does not know this project"):
        await vault.store(NAME, SEALED)
    await vault.close()


async def test_nobody_listening_ends_with_patience(unused_tcp_port: int) -> None:
    vault = google_vault(f"127.0.0.1:{unused_tcp_port}")
    with pytest.raises(VaultError, match="gives no answer within 1 s"):
        await vault.load(f"projects/1/secrets/{NAME}/versions/1")
    await vault.close()


@pytest.mark.parametrize("address", ["10.0.0.1:80", "secretmanager.googleapis.com:443", "0.0.0.0:80", "example:1", ""])
async def test_a_stand_in_elsewhere_is_refused(address: str) -> None:
    """Plaintext never leaves this machine."""
    with pytest.raises(ValueError, match="on this machine"):
        google_vault(address, patience=IMPATIENT)


@pytest.mark.parametrize("installation", ["", "Acme", "a b", "x" * 64, "a=b"])
async def test_an_installation_that_is_no_label_is_refused(manager: SecretManager, installation: str) -> None:
    with pytest.raises(ValueError, match="installation"):
        google_vault(manager.address, installation)
