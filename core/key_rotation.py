"""Rotating a connected key: the new one is tried, put in the place of the old one, proven, and the old one destroyed.

    1 the new key is tried: it is accepted, and of the same organization
    2 what an earlier rotation has left is destroyed
    3 the new key is put into the vault
    4 one transaction: the audit log's entry; the connection has the new key, and remembers where the old one is
    5 a collection goes through with the new key, which proves it
    6 the old key is destroyed in the vault, and the reference to it forgotten

Killed before 4, the connection works with the old key; what 3 put into the vault is found by the sweep. Killed after 4,
it works with the new one, and `settle` does the rest. There is no going back: the new key was tried before it was
taken, and where it is revoked right after, another rotation helps.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from core.audit import Deed
from core.clock import Clock
from core.concurrency import whole
from core.connecting import NotAKey
from core.connection import Connection, ConnectionGone, KeyTaken, NewKey
from core.crypto import KeyUnreadable
from core.deeds import rotated
from core.keys import Kept
from core.outcome import OutcomeUnknown
from core.providers.contract import Organization, Provider
from core.providers.pasted import clean
from core.secret import Secret
from core.vault import VaultError


class SameKey(Exception):
    """This is the key the connection has already. Make a new one."""


class OtherOrganization(Exception):
    """The key is of another organization than the connection. It can be connected beside it."""


class OrganizationUntold(Exception):
    """The key does not tell which organization it is of. It needs the permission that the old one had."""


class Keys(Protocol):
    def fingerprints(self, workspace: str, key: Secret) -> tuple[bytes, ...]: ...

    async def keep(self, workspace: str, uid: str, key: Secret) -> Kept: ...

    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None: ...


class Connections(Protocol):
    async def find(self, workspace: str, connection: int) -> Connection | None: ...

    async def with_key(self, workspace: str, fingerprints: Sequence[bytes]) -> Connection | None: ...

    async def rotate(self, connection: Connection, deed: Deed, new: NewKey) -> Connection: ...

    async def forget_replaced(self, connection: Connection) -> bool: ...


@dataclass(frozen=True, slots=True)
class RotateRequest:
    workspace: str
    connection: int
    by: str
    """The Slack user; from now on the connection's owner."""
    pasted: Secret
    """The new key as it was pasted."""


@dataclass(frozen=True, slots=True)
class Rotating:
    """What rotating needs."""

    provider: Provider
    keys: Keys
    connections: Connections
    clock: Clock


async def rotate(request: RotateRequest, using: Rotating) -> Connection:
    """Steps 1 to 4; the connection with its new key, which is due to be collected at once.

    Raises ConnectionGone, NotAKey, SameKey, KeyTaken, OtherOrganization, OrganizationUntold, a ProviderError that says
    what is wrong with the key or the provider, or VaultError. Then the connection goes on with the key it had.
    """
    key = Secret(clean(request.pasted.reveal()))
    why_not = using.provider.why_not_a_key(key.reveal())
    if why_not is not None:
        raise NotAKey(why_not)
    connection = await using.connections.find(request.workspace, request.connection)
    if connection is None or connection.disconnected_at is not None:
        raise ConnectionGone
    await _refuse_known(connection, key, using)
    async with using.provider.session(key) as session:
        organization = await session.check()
    _refuse_other(connection, organization)
    if connection.replaced_ref is not None:
        await _destroy_replaced(connection, connection.replaced_ref, using.keys)
        await using.connections.forget_replaced(connection)
        connection = replace(connection, replaced_ref=None)
    # Whole, also when the listener is cancelled in between: a key without its row could not be found again.
    return await whole(_keep_and_swap(connection, request.by, key, organization, using))


async def settle(connection: Connection, keys: Keys, connections: Connections) -> bool:
    """Step 6, once 5 has happened; whether this call was the one that took it.

    Raises VaultError: the old key is not destroyed yet, and everything stays as it is until the next try.
    """
    if connection.replaced_ref is None or not connection.key_proven:
        return False
    await _destroy_replaced(connection, connection.replaced_ref, keys)
    return await connections.forget_replaced(connection)


async def _refuse_known(connection: Connection, key: Secret, using: Rotating) -> None:
    fingerprints = using.keys.fingerprints(connection.workspace, key)
    known = await using.connections.with_key(connection.workspace, fingerprints)
    if known is not None:
        raise SameKey if known.id == connection.id else KeyTaken(known.name)


def _refuse_other(connection: Connection, organization: Organization) -> None:
    """An organization that nobody ever told cannot be compared: then the manager's word counts."""
    if connection.organization and not organization.id:
        raise OrganizationUntold
    if connection.organization not in ("", organization.id):
        raise OtherOrganization


async def _keep_and_swap(
    connection: Connection, by: str, key: Secret, organization: Organization, using: Rotating
) -> Connection:
    kept = await using.keys.keep(connection.workspace, connection.uid, key)
    new = NewKey(
        secret_ref=kept.secret_ref,
        fingerprints=kept.fingerprints,
        key_hint=key.hint,
        since=using.clock.now(),
        owner=by,
        expires_at=organization.key_expires_at,
        names_missing=tuple(organization.missing),
    )
    try:
        return await using.connections.rotate(connection, rotated(connection, new), new)
    except OutcomeUnknown:
        raise
    except BaseException as error:
        try:
            await using.keys.destroy(connection.workspace, connection.uid, kept.secret_ref)
        except (VaultError, KeyUnreadable):
            error.add_note(f"the new key of connection {connection.uid} stays in the vault until it is swept")
        raise


async def _destroy_replaced(connection: Connection, secret_ref: bytes, keys: Keys) -> None:
    # Where no master key opens the reference, nobody can tell which secret it is: once it is forgotten, the sweep can.
    with suppress(KeyUnreadable):
        await keys.destroy(connection.workspace, connection.uid, secret_ref)
