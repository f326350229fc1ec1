"""Purging a workspace: its keys are destroyed, then every row of it is removed, and a receipt says what there was.

Killed in between, it is run again: what is gone already is fine, and the rows go in one transaction.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.connection import Connection
from core.crypto import KeyUnreadable
from core.keys import may_be_of
from core.vault import Held


class Keys(Protocol):
    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None: ...

    async def held(self) -> Sequence[Held]: ...

    async def discard(self, held: Held) -> None: ...


class Connections(Protocol):
    async def of(self, workspace: str) -> Sequence[Connection]: ...


@dataclass(frozen=True, slots=True)
class Removed:
    """What one transaction has removed."""

    rows: Mapping[str, int]
    """By table."""
    last_hash: bytes
    """Of the audit log; empty when it had no entry."""


class Rows(Protocol):
    async def remove(self, workspace: str) -> Removed:
        """Remove every row of the workspace, in one transaction."""
        ...

    async def overwrite(self) -> bool:
        """Leave nothing of removed rows in the database's files; False where that is not in our hands just now."""
        ...


@dataclass(frozen=True, slots=True)
class Receipt:
    workspace: str
    at: datetime
    keys: int
    """Connections whose keys were destroyed."""
    removed: Removed
    overwritten: bool


async def purge(workspace: str, at: datetime, keys: Keys, connections: Connections, rows: Rows) -> Receipt:
    """Raises VaultError when a key could not be destroyed: then no row is removed, and it is to be run again."""
    found = await connections.of(workspace)
    for connection in found:
        await _destroy(connection, keys)
    # Also what a crash has left beside them, and what no master key opens any more.
    for held in await keys.held() if found else ():
        if any(may_be_of(held, connection.uid) for connection in found):
            await keys.discard(held)
    removed = await rows.remove(workspace)
    with_key = sum(bool(connection.secret_ref) for connection in found)
    return Receipt(workspace, at, with_key, removed, await rows.overwrite())


async def _destroy(connection: Connection, keys: Keys) -> None:
    for secret_ref in (connection.secret_ref, connection.replaced_ref):
        if secret_ref:
            with suppress(KeyUnreadable):
                await keys.destroy(connection.workspace, connection.uid, secret_ref)
