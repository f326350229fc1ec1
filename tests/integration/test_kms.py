"""The master key wrapped by Cloud KMS: no plain key on the disk, and a cause that is named when it does not open."""

import asyncio
import base64
import os
import stat
import traceback
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from google.cloud.kms_v1 import KeyManagementServiceAsyncClient
from google.cloud.kms_v1.services.key_management_service.transports import KeyManagementServiceGrpcAsyncIOTransport
from grpc import StatusCode

from sandbox.google import kms
from sandbox.google.faults import Fault
from sandbox.google.kms import KeyState, Kms
from storage.google.connecting import emulator_channel
from storage.google.kms import CloudKms, open_kms
from storage.key_file import new_line, put_in_front
from storage.kms import load_wrapped_keyring, wrapped_line
from storage.master_key import BadMasterKey, load_keyring
from tests.integration.vaults import IMPATIENT

KEY = "projects/acme/locations/global/keyRings/tokenmeter/cryptoKeys/master"
OTHER = "projects/acme/locations/global/keyRings/tokenmeter/cryptoKeys/other"
PLACE = b"place"


@pytest.fixture
async def service() -> AsyncIterator[Kms]:
    service = await kms.start(KEY, OTHER)
    yield service
    await service.close()


@pytest.fixture
async def cloud(service: Kms) -> AsyncIterator[CloudKms]:
    cloud = client(service)
    yield cloud
    await cloud.close()


def client(service: Kms, key: str = KEY) -> CloudKms:
    transport = KeyManagementServiceGrpcAsyncIOTransport(channel=emulator_channel(service.address))
    return CloudKms(KeyManagementServiceAsyncClient(transport=transport), key, IMPATIENT)


async def test_the_first_start_makes_a_wrapped_key_and_the_next_one_unwraps_it(tmp_path: Path, cloud: CloudKms) -> None:
    made: list[bytes] = []

    def random(size: int) -> bytes:
        made.append(os.urandom(size))
        return made[-1]

    sealed = (await load_wrapped_keyring(tmp_path / "home", cloud, random)).seal(b"secret", PLACE)
    ring = await load_wrapped_keyring(tmp_path / "home", cloud, os.urandom)
    assert ring.open(sealed, PLACE) == b"secret"
    path = tmp_path / "home" / "master.key"
    assert [each.name for each in path.parent.iterdir()] == ["master.key"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().startswith("kms:")
    for secret in made:
        assert secret not in path.read_bytes()
        assert base64.b64encode(secret) not in path.read_bytes()


async def test_a_process_that_runs_does_not_make_another_key_when_the_file_is_gone(
    cloud: CloudKms, tmp_path: Path
) -> None:
    with pytest.raises(BadMasterKey, match="is gone"):
        await load_wrapped_keyring(tmp_path, cloud, os.urandom, make=False)


async def test_starts_at_once_get_the_same_key(tmp_path: Path, cloud: CloudKms) -> None:
    rings = await asyncio.gather(*(load_wrapped_keyring(tmp_path, cloud, os.urandom) for _ in range(8)))
    assert len({repr(ring) for ring in rings}) == 1


async def test_a_plain_key_from_the_time_before_is_wrapped_in_place(tmp_path: Path, cloud: CloudKms) -> None:
    sealed = load_keyring(tmp_path, None, os.urandom).seal(b"secret", PLACE)
    plain = (tmp_path / "master.key").read_text().strip()
    assert (await load_wrapped_keyring(tmp_path, cloud, os.urandom)).open(sealed, PLACE) == b"secret"
    assert plain not in (tmp_path / "master.key").read_text()
    assert (await load_wrapped_keyring(tmp_path, cloud, os.urandom)).open(sealed, PLACE) == b"secret"


async def test_a_new_key_in_front_seals_and_the_old_one_still_opens(tmp_path: Path, cloud: CloudKms) -> None:
    old = await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    sealed = old.seal(b"secret", PLACE)
    put_in_front(tmp_path / "master.key", await wrapped_line(os.urandom(32), cloud), os.urandom)
    new = await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    assert new.open(sealed, PLACE) == b"secret"
    assert not new.is_newest(sealed)
    assert new.is_newest(new.seal(b"secret", PLACE))


async def test_without_cloud_kms_a_wrapped_key_says_what_is_missing(tmp_path: Path, cloud: CloudKms) -> None:
    await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    with pytest.raises(BadMasterKey, match="set TOKENMETER_KMS_KEY"):
        load_keyring(tmp_path, None, os.urandom)


async def test_another_kms_key_does_not_unwrap_it(tmp_path: Path, service: Kms, cloud: CloudKms) -> None:
    await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    other = client(service, OTHER)
    with pytest.raises(BadMasterKey, match="is TOKENMETER_KMS_KEY the key that wrapped it"):
        await load_wrapped_keyring(tmp_path, other, os.urandom)
    await other.close()


@pytest.mark.parametrize("state", [KeyState.DISABLED, KeyState.DESTROYED])
async def test_a_kms_key_that_is_disabled_or_destroyed_opens_nothing(
    tmp_path: Path, service: Kms, cloud: CloudKms, state: KeyState
) -> None:
    await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    service.keys.states[KEY] = state
    with pytest.raises(BadMasterKey, match="and enabled"):
        await load_wrapped_keyring(tmp_path, cloud, os.urandom)


@pytest.mark.parametrize(
    "line", ["kms:", "kms:AAAA", "kms:%%%", "", "kms:" + base64.b64encode(bytes(100)).decode()],
)  # fmt: skip
async def test_a_file_that_was_changed_is_refused(tmp_path: Path, cloud: CloudKms, line: str) -> None:
    (tmp_path / "master.key").write_text(line)
    (tmp_path / "master.key").chmod(0o600)
    with pytest.raises(BadMasterKey):
        await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    assert (tmp_path / "master.key").read_text() == line


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("Encrypt", StatusCode.PERMISSION_DENIED), "permission cloudkms.cryptoKeyVersions.useToEncrypt"),
        (Fault("Encrypt", StatusCode.UNAVAILABLE, times=None), "gives no answer within 1 s"),
        (Fault("Encrypt", StatusCode.RESOURCE_EXHAUSTED, times=None), "quota is used up"),
        (Fault("Encrypt", damaged="request"), "does not open the master key"),
        (Fault("Encrypt", damaged="answer"), "does not fit its checksum"),
    ],
    ids=["permission", "down", "quota", "damaged on the way in", "damaged on the way out"],
)
async def test_a_first_start_that_cannot_wrap_makes_no_file(
    tmp_path: Path, service: Kms, cloud: CloudKms, fault: Fault, told: str
) -> None:
    service.faults.add(fault)
    with pytest.raises(BadMasterKey, match=told) as refused:
        await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    assert os.listdir(tmp_path) == []
    assert "projects/" not in "".join(traceback.format_exception(refused.value))


async def test_a_key_that_was_damaged_on_the_way_out_is_not_used(tmp_path: Path, service: Kms, cloud: CloudKms) -> None:
    """Sealing under it would lose what was sealed."""
    await load_wrapped_keyring(tmp_path, cloud, os.urandom)
    service.faults.add(Fault("Decrypt", damaged="answer"))
    with pytest.raises(BadMasterKey, match="checksum"):
        await load_wrapped_keyring(tmp_path, cloud, os.urandom)


async def test_a_stumble_is_tried_again(tmp_path: Path, service: Kms, cloud: CloudKms) -> None:
    service.faults.add(Fault("", StatusCode.UNAVAILABLE, times=3))
    await load_wrapped_keyring(tmp_path, cloud, os.urandom)


async def test_a_name_that_is_no_kms_key_and_a_stand_in_elsewhere_are_refused(service: Kms) -> None:
    with pytest.raises(ValueError, match="cryptoKeys"):
        await open_kms("master", service.address)
    with pytest.raises(ValueError, match="on this machine"):
        await open_kms(KEY, "cloudkms.googleapis.com:443")


def test_two_that_add_a_key_at_once_both_keep_theirs(tmp_path: Path) -> None:
    """One of the keys lost would be every secret sealed under it lost."""
    load_keyring(tmp_path, None, os.urandom)
    path = tmp_path / "master.key"
    lines = [new_line(os.urandom) for _ in range(8)]

    async def add_all() -> None:
        await asyncio.gather(*(asyncio.to_thread(put_in_front, path, line, os.urandom) for line in lines))

    asyncio.run(add_all())
    assert set(lines) < set(path.read_text().split())
    assert len(path.read_text().split()) == 9
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["master.key"]


def test_a_key_cannot_be_added_to_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadMasterKey, match="cannot be changed"):
        put_in_front(tmp_path / "master.key", new_line(os.urandom), os.urandom)
