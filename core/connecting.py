"""Connecting an account: its key is tried, sealed, put into the vault, and then written down; or nothing is kept."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final, Protocol

from core.clock import Clock
from core.concurrency import whole
from core.connection import Connection, NameTaken, NewConnection, OrganizationTaken, name_key
from core.crypto import KeyUnreadable
from core.keys import Kept
from core.outcome import OutcomeUnknown
from core.providers.contract import Organization, Provider
from core.providers.pasted import clean
from core.secret import Secret
from core.vault import VaultError

LONGEST_NAME: Final = 80


class NotAKey(Exception):
    """What was pasted cannot be a key. `why` says it in a sentence for the person; nothing was sent anywhere."""

    def __init__(self, why: str) -> None:
        super().__init__("not a key")
        self.why = why


class NameUnusable(Exception):
    """A connection's name has 1 to 80 characters. Choose another."""


class Keys(Protocol):
    async def keep(self, workspace: str, uid: str, key: Secret) -> Kept: ...

    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None: ...


class Connections(Protocol):
    async def of(self, workspace: str) -> Sequence[Connection]: ...

    async def add(self, new: NewConnection) -> Connection: ...


@dataclass(frozen=True, slots=True)
class ConnectRequest:
    workspace: str
    """The Slack team id."""
    owner: str
    """The Slack user who connects it."""
    name: str
    pasted: Secret
    """The key as it was pasted."""


@dataclass(frozen=True, slots=True)
class Connecting:
    """What connecting needs."""

    provider: Provider
    keys: Keys
    connections: Connections
    clock: Clock
    new_uid: Callable[[], str]
    """16 hexadecimal characters, never the same twice."""
    history_days: Callable[[str], Awaitable[int]]
    """How many days are imported for a workspace, today included."""


@dataclass(frozen=True, slots=True)
class Connected:
    connection: Connection
    organization: Organization


async def connect(request: ConnectRequest, using: Connecting) -> Connected:
    """Try the key, keep it, and store the connection; it is due to be collected at once.

    An organization that was disconnected goes on with the history it has, under the name that is given now.

    Raises NotAKey, NameUnusable, NameTaken, OrganizationTaken, KeyTaken, StillLeaving, a ProviderError that says what
    is wrong with the key or the provider, or VaultError. Then nothing is kept anywhere.
    """
    provider = using.provider
    name, key = " ".join(request.name.split()), Secret(clean(request.pasted.reveal()))
    why_not = provider.why_not_a_key(key.reveal())
    if why_not is not None:
        raise NotAKey(why_not)
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameUnusable
    existing = await using.connections.of(request.workspace)
    _refuse_name(name, (each for each in existing if each.disconnected_at is None))
    async with provider.session(key) as session:
        organization = await session.check()
    resumed = _of_organization(provider, organization, existing)
    if resumed is not None and resumed.disconnected_at is None:
        raise OrganizationTaken(resumed.name)
    _refuse_name(name, (each for each in existing if each is not resumed))
    uid, now = using.new_uid(), using.clock.now()
    history = timedelta(days=await using.history_days(request.workspace) - 1)

    async def keep_and_add() -> Connection:
        kept = await using.keys.keep(request.workspace, uid, key)
        new = NewConnection(
            uid=uid,
            workspace=request.workspace,
            provider=provider.name,
            name=name,
            organization=organization.id,
            owner=request.owner,
            secret_ref=kept.secret_ref,
            fingerprints=kept.fingerprints,
            key_hint=key.hint,
            created_at=now,
            backfill_from=now.astimezone(UTC).date() - history,
            names_missing=tuple(organization.missing),
            key_expires_at=organization.key_expires_at,
            organization_since=organization.since,
        )
        try:
            return await using.connections.add(new)
        except OutcomeUnknown:
            raise
        except BaseException as error:
            await _undo(using.keys, new, error)
            raise

    # Whole, also when the listener is cancelled in between: a key without its row could not be found again.
    return Connected(await whole(keep_and_add()), organization)


async def _undo(keys: Keys, new: NewConnection, error: BaseException) -> None:
    try:
        await keys.destroy(new.workspace, new.uid, new.secret_ref)
    except (VaultError, KeyUnreadable):
        error.add_note(f"the key of connection {new.uid} stays in the vault: it could not be destroyed")


def _refuse_name(name: str, existing: Iterable[Connection]) -> None:
    for connection in existing:
        if name_key(connection.name) == name_key(name):
            raise NameTaken(connection.name)


def _of_organization(
    provider: Provider, organization: Organization, existing: Iterable[Connection]
) -> Connection | None:
    """The connection to this organization, disconnected or not; None where there is none, or nobody can tell."""
    wanted = (provider.name, organization.id)
    return next((each for each in existing if organization.id and (each.provider, each.organization) == wanted), None)
