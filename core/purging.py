"""Purging a workspace: its keys and the bot's tokens are destroyed, then every row of it is removed, and a receipt says
what there was.

Killed in between, it is run again: what is gone already is fine, and the rows go in one transaction.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.connection import Connection
from core.crypto import KeyUnreadable
from core.install import Install
from core.keys import may_be_of
from core.vault import Held


class Keys(Protocol):
    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None: ...

    async def held(self) -> Sequence[Held]: ...

    async def discard(self, held: Held) -> None: ...


class Connections(Protocol):
    async def of(self, workspace: str) -> Sequence[Connection]: ...


class Installs(Protocol):
    async def of(self, workspace: str) -> Install | None: ...


@dataclass(frozen=True, slots=True)
class Removed:
    """What one transaction has removed."""

    rows: Mapping[str, int]
    """By table."""
    last_hash: bytes
    """Of the audit log; empty when it had no entry."""


class CameBack(Exception):
    """It was purged by somebody else, and is installed again: no row of it is removed."""


class Rows(Protocol):
    async def remove(self, workspace: str) -> Removed | None:
        """Remove every row of the workspace, in one transaction; None when it is gone already.

        Raises CameBack when it is not marked for that.
        """
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


@dataclass(frozen=True, slots=True)
class Purger:
    """What purging needs. `keys` destroys connections' keys, `tokens` what Slack gave the bot."""

    keys: Keys
    connections: Connections
    tokens: Keys
    installs: Installs
    rows: Rows


async def purge(workspace: str, at: datetime, using: Purger) -> Receipt | None:
    """Purge a workspace that is marked for it; None where another process has done so meanwhile, and has the receipt.

    Raises VaultError when a secret could not be destroyed: then no row is removed, and it is to be run again. Raises
    CameBack.
    """
    # Before anything is destroyed, which may take long: by then another process may have purged it, and somebody have
    # installed it again.
    found, install = await using.connections.of(workspace), await using.installs.of(workspace)
    for connection in found:
        await _destroy(connection, using.keys)
    if install is not None:
        with suppress(KeyUnreadable):
            await using.tokens.destroy(workspace, install.uid, install.secret_ref)
    # Also what a crash has left beside them, and what no master key opens any more.
    uids = [row.uid for row in (*found, install) if row is not None]
    for held in await using.keys.held() if uids else ():
        if any(may_be_of(held, uid) for uid in uids):
            await using.keys.discard(held)
    removed = await using.rows.remove(workspace)
    overwritten = await using.rows.overwrite()  # also for one that was killed before it did
    with_key = sum(bool(connection.secret_ref) for connection in found)
    return None if removed is None else Receipt(workspace, at, with_key, removed, overwritten)


async def _destroy(connection: Connection, keys: Keys) -> None:
    for secret_ref in (connection.secret_ref, connection.replaced_ref):
        if secret_ref:
            with suppress(KeyUnreadable):
                await keys.destroy(connection.workspace, connection.uid, secret_ref)
