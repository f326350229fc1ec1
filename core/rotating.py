"""Rotating the master key: every secret is sealed again under the newest, one row after the other.

The rows are connections with their keys, or installations with Slack's tokens. Killed anywhere, every row has a secret
that opens, and the next run goes on. What a kill leaves in the vault is found by the sweep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from core.crypto import KeyUnreadable
from core.keys import Kept, Row
from core.vault import KeyNotFound

RowT = TypeVar("RowT", bound=Row)

_PASSES: Final = 3
"""A row that was changed in the middle of it gets so many chances."""


class Keys(Protocol):
    async def rewrap(self, row: Row) -> Kept | None: ...

    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None: ...


class Rows(Protocol[RowT]):
    async def all(self) -> Sequence[RowT]: ...

    async def find(self, workspace: str, row: int, /) -> RowT | None: ...

    async def swap_secret(self, row: RowT, kept: Kept, /) -> bool:
        """Give the row its new secret, if it still has the one that `row` tells; whether it had."""
        ...


@dataclass(frozen=True, slots=True)
class Rotated(Generic[RowT]):
    rewrapped: int
    """Rows whose secret was sealed again."""
    unreadable: tuple[RowT, ...]
    """Rows whose secret no master key of the ring opens, or which the vault does not have any more."""
    left: int
    """Rows that were changed each time they were tried. Run it again."""


async def rotate_master_key(keys: Keys, rows: Rows[RowT]) -> Rotated[RowT]:
    """Bring every row under the newest master key of the ring. Raises VaultError: run it again then.

    When nothing is left, and no process runs that read the ring before the new key was in it, the older master keys
    are not needed any more.
    """
    rewrapped, left, unreadable = 0, 0, list[RowT]()
    for _ in range(_PASSES):
        left, unreadable = 0, []
        for row in await rows.all():
            try:
                done = await _rewrap(keys, rows, row)
            except (KeyUnreadable, KeyNotFound):
                current = await rows.find(row.workspace, row.id)
                if current is not None and current.secret_ref == row.secret_ref:
                    unreadable.append(row)
                    continue
                done = False
            rewrapped += done is True
            left += done is False
        if left == 0:
            break
    return Rotated(rewrapped, tuple(unreadable), left)


async def _rewrap(keys: Keys, rows: Rows[RowT], row: RowT) -> bool | None:
    """None when there was nothing to do; False when the row was changed or removed meanwhile."""
    kept = await keys.rewrap(row)
    if kept is None:
        return None
    swapped = await rows.swap_secret(row, kept)
    replaced = row.secret_ref if swapped else kept.secret_ref
    await keys.destroy(row.workspace, row.uid, replaced)
    return swapped
