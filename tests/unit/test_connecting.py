"""Connecting: in which order things happen, and that nothing is kept by halves."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest

from core.connecting import Connected, Connecting, ConnectRequest, NameUnusable, NotAKey, connect
from core.connection import Connection, KeyTaken, NameTaken, NewConnection, OrganizationTaken
from core.keys import Kept
from core.outcome import OutcomeUnknown
from core.providers.contract import (
    Endpoint,
    Figures,
    KeyRejected,
    Names,
    Organization,
    ProviderError,
    SpendAlert,
    SpendLimit,
    Width,
    Window,
)
from core.providers.openai import why_not_a_key
from core.secret import Secret
from core.vault import VaultError
from tests.conftest import FixedClock

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEY = "sk-admin-" + "test-" * 8


class FakeProvider:
    """Writes down what it was asked, and says of the key what it is told to."""

    name, title = "openai", "OpenAI"
    endpoints: tuple[Endpoint, ...] = ()

    def __init__(self, done: list[str]) -> None:
        self.done = done
        self.organization = Organization("org-1", "", 3, missing=("api.management.read",), since=date(2024, 2, 29))
        self.error: ProviderError | None = None
        self.keys: list[Secret] = []

    def why_not_a_key(self, pasted: str) -> str | None:
        return why_not_a_key(pasted)

    @asynccontextmanager
    async def session(
        self, key: Secret, organization: str = "", refused: AbstractSet[tuple[str, str]] = frozenset()
    ) -> AsyncIterator["FakeProvider"]:
        self.keys.append(key)
        yield self

    @property
    def refused(self) -> frozenset[tuple[str, str]]:
        return frozenset()

    async def check(self) -> Organization:
        self.done.append("tried")
        if self.error is not None:
            raise self.error
        return self.organization

    async def fetch(self, endpoint: Endpoint, window: Window, width: Width) -> Figures:
        raise AssertionError("connecting reads no figures")

    async def totals(self, endpoint: Endpoint, window: Window) -> Figures:
        raise AssertionError("nothing is compared")

    async def names(self) -> Names:
        raise AssertionError("connecting reads no names")

    async def spend_limits(self, projects: Iterable[str]) -> Sequence[SpendLimit]:
        raise AssertionError("connecting reads no limits")

    async def spend_alerts(self, projects: Iterable[str]) -> Sequence[SpendAlert]:
        raise AssertionError("connecting reads no alerts")


class FakeKeys:
    def __init__(self, done: list[str]) -> None:
        self.done = done
        self.kept: dict[bytes, Secret] = {}
        self.error: VaultError | None = None
        self.stuck = False

    async def keep(self, workspace: str, uid: str, key: Secret) -> Kept:
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        self.done.append("kept")
        self.kept[uid.encode()] = key
        await asyncio.sleep(0)
        return Kept(secret_ref=uid.encode(), fingerprints=(b"fingerprint",))

    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None:
        if self.stuck:
            raise VaultError
        del self.kept[secret_ref]
        self.done.append("destroyed")


class FakeConnections:
    def __init__(self, done: list[str]) -> None:
        self.done = done
        self.existing: list[Connection] = []
        self.error: Exception | None = None
        self.added: list[NewConnection] = []

    async def of(self, workspace: str) -> list[Connection]:
        return self.existing

    async def add(self, new: NewConnection) -> Connection:
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        self.done.append("added")
        self.added.append(new)
        await asyncio.sleep(0)
        return connection(new.name, new.organization)


def connection(name: str, organization: str) -> Connection:
    return Connection(
        id=1,
        uid="0" * 16,
        workspace="T1",
        provider="openai",
        name=name,
        organization=organization,
        owner="U1",
        secret_ref=b"",
        key_hint="",
        key_since=NOW,
        created_at=NOW,
        backfill_from=NOW.date(),
        collected_at=None,
        trouble=None,
        trouble_detail="",
        trouble_since=None,
        names_missing=(),
    )


class Scene:
    def __init__(self) -> None:
        self.done: list[str] = []
        self.provider = FakeProvider(self.done)
        self.keys = FakeKeys(self.done)
        self.connections = FakeConnections(self.done)

    async def connect(self, name: str = "Acme", pasted: str = KEY) -> Connected:
        request = ConnectRequest("T1", "U1", name, Secret(pasted))
        clock, uid = FixedClock(NOW), "00000000000000ff"

        async def history_days(workspace: str) -> int:
            return {"T1": 30}[workspace]

        return await connect(
            request, Connecting(self.provider, self.keys, self.connections, clock, lambda: uid, history_days)
        )

    @property
    def nothing_is_kept(self) -> bool:
        return not self.keys.kept and not self.connections.added


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_key_is_tried_then_kept_then_written_down(scene: Scene) -> None:
    connected = await scene.connect(name="  Acme \n production ", pasted=f"\u200b{KEY[:20]}\n{KEY[20:]} ")
    assert scene.done == ["tried", "kept", "added"]
    assert scene.provider.keys == [Secret(KEY)]
    [new] = scene.connections.added
    assert (new.name, new.organization, new.owner, new.key_hint) == ("Acme production", "org-1", "U1", "est-")
    assert (new.backfill_from, new.organization_since) == (date(2026, 10, 26), date(2024, 2, 29))
    assert (new.secret_ref, new.fingerprints) == (b"00000000000000ff", (b"fingerprint",))
    assert new.names_missing == ("api.management.read",)
    assert connected.organization.projects == 3


async def test_what_cannot_be_a_key_is_sent_nowhere(scene: Scene) -> None:
    with pytest.raises(NotAKey) as caught:
        await scene.connect(pasted="sk-proj-" + "test-" * 8)
    assert "project key" in caught.value.why
    assert scene.provider.keys == []
    assert scene.nothing_is_kept


@pytest.mark.parametrize("name", ["", " \n", "x" * 81])
async def test_a_name_nobody_could_use_is_refused(scene: Scene, name: str) -> None:
    with pytest.raises(NameUnusable):
        await scene.connect(name=name)
    assert scene.provider.keys == []


async def test_a_taken_name_is_refused_in_whatever_case_before_the_key_is_sent(scene: Scene) -> None:
    scene.connections.existing = [connection("ACME", "org-2")]
    with pytest.raises(NameTaken) as caught:
        await scene.connect(name="acme")
    assert caught.value.name == "ACME"
    assert scene.provider.keys == []


async def test_an_organization_that_is_connected_is_refused_before_anything_is_kept(scene: Scene) -> None:
    scene.connections.existing = [connection("Old", "org-1")]
    with pytest.raises(OrganizationTaken) as caught:
        await scene.connect()
    assert caught.value.name == "Old"
    assert scene.done == ["tried"]


async def test_organizations_that_do_not_tell_who_they_are_are_not_taken_for_one(scene: Scene) -> None:
    scene.connections.existing = [connection("Old", "")]
    scene.provider.organization = Organization("", "", None)
    assert (await scene.connect()).connection.name == "Acme"


async def test_a_rejected_key_is_kept_nowhere(scene: Scene) -> None:
    scene.provider.error = KeyRejected()
    with pytest.raises(KeyRejected):
        await scene.connect()
    assert scene.done == ["tried"]
    assert scene.nothing_is_kept


async def test_when_the_vault_refuses_nothing_is_written_down(scene: Scene) -> None:
    scene.keys.error = VaultError()
    with pytest.raises(VaultError):
        await scene.connect()
    assert scene.nothing_is_kept


@pytest.mark.parametrize("error", [KeyTaken("Old"), OSError("disk full")])
async def test_when_the_row_cannot_be_written_the_key_is_destroyed_again(scene: Scene, error: Exception) -> None:
    scene.connections.error = error
    with pytest.raises(type(error)) as caught:
        await scene.connect()
    assert caught.value is error
    assert scene.done == ["tried", "kept", "destroyed"]
    assert scene.nothing_is_kept


async def test_where_nobody_knows_whether_the_row_is_written_the_key_stays(scene: Scene) -> None:
    """A row without its key is a connection that nobody can collect; a key without its row is swept."""
    scene.connections.error = OutcomeUnknown()
    with pytest.raises(OutcomeUnknown):
        await scene.connect()
    assert scene.done == ["tried", "kept"]


async def test_a_key_that_cannot_be_destroyed_again_is_spoken_of_without_its_value(scene: Scene) -> None:
    scene.connections.error, scene.keys.stuck = OSError("disk full"), True
    with pytest.raises(OSError, match="disk full") as caught:
        await scene.connect()
    assert caught.value.__notes__ == [
        "the key of connection 00000000000000ff stays in the vault: it could not be destroyed"
    ]


@pytest.mark.parametrize("steps", range(12))
async def test_cancelled_at_any_moment_both_the_key_and_the_row_are_there_or_neither(scene: Scene, steps: int) -> None:
    connecting = asyncio.create_task(scene.connect())
    for _ in range(steps):
        await asyncio.sleep(0)
    connecting.cancel()
    await asyncio.gather(connecting, return_exceptions=True)
    assert len(scene.keys.kept) == len(scene.connections.added)
