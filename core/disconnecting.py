"""Disconnecting an account: written down first, then its key is destroyed, then what is to go is removed.

    1 one transaction: the audit log's entry, and the mark on the connection; from here on it is not collected
    2 the key is destroyed in the vault
    3 one transaction: the reference to it is forgotten
    4 one transaction, if that was wished: the history is removed, and the connection with it

Killed before 1, nothing has happened. Killed after it, `finish` does the rest, whoever calls it: the pass over what is
marked, at the next start and every minute.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.audit import Deed
from core.connection import Connection, ConnectionGone
from core.crypto import KeyUnreadable
from core.deeds import disconnected, history_deleted
from core.keys import may_be_of
from core.vault import Held


class Keys(Protocol):
    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None: ...

    async def held(self) -> Sequence[Held]: ...

    async def discard(self, held: Held) -> None: ...


class Connections(Protocol):
    async def disconnect(self, connection: Connection, deed: Deed, history_goes: bool, at: datetime) -> Connection: ...

    async def forget_key(self, connection: Connection) -> bool: ...

    async def remove(self, workspace: str, connection: int) -> Connection | None: ...


async def disconnect(
    connection: Connection, by: str, history_goes: bool, at: datetime, connections: Connections
) -> Connection:
    """The first step: mark it; the answer is what `finish` finishes.

    `by` is the Slack user. One that is disconnected already can only have its history deleted. Raises ConnectionGone
    when there is nothing to disconnect any more.
    """
    if connection.disconnected_at is None:
        deed = disconnected(connection, by, history_goes)
    elif history_goes and not connection.history_goes:
        deed = history_deleted(connection, by)
    else:
        raise ConnectionGone
    return await connections.disconnect(connection, deed, history_goes, at)


async def finish(connection: Connection, keys: Keys, connections: Connections) -> bool:
    """The other steps, from wherever they stopped; whether this call was the one that took the last.

    Raises VaultError: the key is not destroyed yet, and everything stays as it is until the next try.
    """
    for secret_ref in (connection.secret_ref, connection.replaced_ref):
        if secret_ref:
            await destroy_secret(connection, secret_ref, keys)
    if not await connections.forget_key(connection):
        return False  # another was faster, or its key was sealed anew meanwhile: then it is still to be finished
    return not connection.history_goes or await connections.remove(connection.workspace, connection.id) is not None


async def destroy_secret(connection: Connection, secret_ref: bytes, keys: Keys) -> None:
    """Destroy one of the connection's secrets in the vault. Raises VaultError.

    Where no master key opens its reference, all that was ever stored for the connection is destroyed.
    """
    try:
        await keys.destroy(connection.workspace, connection.uid, secret_ref)
    except KeyUnreadable:
        for held in await keys.held():
            if may_be_of(held, connection.uid):
                await keys.discard(held)
