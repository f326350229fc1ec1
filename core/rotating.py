"""Rotating the master key: every connection's key is sealed again under the newest, one after the other.

Killed anywhere, every connection has a key that opens, and the next run goes on. What a kill leaves in the vault is
found by the sweep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from core.connection import Connection
from core.crypto import KeyUnreadable
from core.keys import Kept
from core.vault import KeyNotFound

_PASSES: Final = 3
"""A connection that was changed in the middle of it gets so many chances."""


class Keys(Protocol):
    async def rewrap(self, connection: Connection) -> Kept | None: ...

    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None: ...


class Connections(Protocol):
    async def all(self) -> Sequence[Connection]: ...

    async def find(self, workspace: str, connection: int) -> Connection | None: ...

    async def swap_secret(self, connection: Connection, kept: Kept) -> bool:
        """Give the row its new secret, if it still has the one that `connection` tells; whether it had."""
        ...


@dataclass(frozen=True, slots=True)
class Rotated:
    rewrapped: int
    """Connections whose key was sealed again."""
    unreadable: tuple[Connection, ...]
    """Connections whose key no master key of the ring opens, or which the vault does not have any more."""
    left: int
    """Connections that were changed each time they were tried. Run it again."""


async def rotate_master_key(keys: Keys, connections: Connections) -> Rotated:
    """Bring every connection under the newest master key of the ring. Raises VaultError: run it again then.

    When nothing is left, and no process runs that read the ring before the new key was in it, the older master keys
    are not needed any more.
    """
    rewrapped, left, unreadable = 0, 0, list[Connection]()
    for _ in range(_PASSES):
        left, unreadable = 0, []
        for connection in await connections.all():
            try:
                done = await _rewrap(keys, connections, connection)
            except (KeyUnreadable, KeyNotFound):
                current = await connections.find(connection.workspace, connection.id)
                if current is not None and current.secret_ref == connection.secret_ref:
                    unreadable.append(connection)
                    continue
                done = False
            rewrapped += done is True
            left += done is False
        if left == 0:
            break
    return Rotated(rewrapped, tuple(unreadable), left)


async def _rewrap(keys: Keys, connections: Connections, connection: Connection) -> bool | None:
    """None when there was nothing to do; False when the connection was changed or removed meanwhile."""
    kept = await keys.rewrap(connection)
    if kept is None:
        return None
    swapped = await connections.swap_secret(connection, kept)
    replaced = connection.secret_ref if swapped else kept.secret_ref
    await keys.destroy(connection.workspace, connection.uid, replaced)
    return swapped
