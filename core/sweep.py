"""The sweep: finds what a crash left between the vault and the database, in both directions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from core.collection.trouble import Fault, next_attempt
from core.connection import Connection, ConnectionGone, Trouble
from core.crypto import KeyUnreadable
from core.keys import Row, may_be_of
from core.secret import Secret
from core.vault import Held, KeyNotFound, VaultError

GRACE: Final = timedelta(hours=1)
"""A secret younger than this may still get its row: it is stored first."""


class Keys(Protocol):
    async def held(self) -> Sequence[Held]: ...

    async def name_of(self, row: Row) -> str: ...

    async def fetch(self, connection: Connection) -> Secret: ...

    async def discard(self, held: Held) -> None: ...


class Connections(Protocol):
    async def all(self) -> Sequence[Connection]: ...

    async def find(self, workspace: str, connection: int) -> Connection | None: ...

    async def record_trouble(
        self, connection: Connection, trouble: Trouble, detail: str, at: datetime, next_at: datetime
    ) -> None: ...


class Tokens(Protocol):
    async def name_of(self, row: Row) -> str: ...


class Installs(Protocol):
    async def all(self) -> Sequence[Row]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """What does not fit together."""

    orphans: tuple[Held, ...]
    """Secrets that no row refers to, old enough to be sure."""
    without_secret: tuple[Row, ...]
    """Rows whose secret the vault does not list."""


@dataclass(frozen=True, slots=True)
class Swept:
    destroyed: int
    """Secrets without a row."""
    kept: int
    """Secrets without a row that could not be destroyed: the next sweep tries again."""
    gone: tuple[Connection, ...]
    """Connections whose key is not in the vault any more: they say so, and need a new one."""


def compare(held: Iterable[Held], names: Mapping[Row, str | None], now: datetime, database_since: datetime) -> Found:
    """Compare the vault with the database.

    `names` tells the secret of each connection and installation, None when its reference does not open: then
    everything that was ever stored for it may be its secret. What is older than the database (`database_since`) is not
    the database's: somebody pointed TokenMeter at an empty one, and must find the keys again.
    """
    held = tuple(held)
    listed = {each.name for each in held}
    referred = set(names.values())
    shut = [row.uid for row, name in names.items() if name is None]
    orphans = (
        each
        for each in held
        if each.name not in referred
        and database_since <= each.created_at < now - GRACE
        and not any(may_be_of(each, uid) for uid in shut)
    )
    without = (row for row, name in names.items() if name is not None and name not in listed)
    return Found(tuple(orphans), tuple(without))


async def sweep(
    keys: Keys,
    connections: Connections,
    tokens: Tokens,
    installs: Installs,
    now: datetime,
    database_since: datetime,
    jitter: Callable[[], float],
) -> Swept:
    """Destroy secrets without a row, and let connections without a secret say so.

    `database_since` is when this database was made; `jitter` answers a number from 0 to 1. May be killed anywhere and
    run again, in several processes too. Raises VaultError when the vault cannot be listed; then nothing was done.
    """
    held = await keys.held()
    all_of_them = await connections.all()
    names: dict[Row, str | None] = {connection: await _name(keys, connection) for connection in all_of_them}
    names |= {install: await _name(tokens, install) for install in await installs.all()}
    replaced = {await _replaced(keys, connection) for connection in all_of_them}
    found = compare((each for each in held if each.name not in replaced), names, now, database_since)
    destroyed = 0
    for orphan in found.orphans:
        try:
            await keys.discard(orphan)
        except VaultError:
            continue
        destroyed += 1
    # A bot without its tokens says nothing anywhere: who asks for them next finds out.
    missing = [connection for connection in all_of_them if connection in found.without_secret]
    gone = [connection for connection in missing if await _is_gone(keys, connections, connection)]
    for connection in gone:
        next_at = next_attempt(Fault(Trouble.KEY_UNREADABLE), connection.trouble_since, now, jitter)
        try:
            await connections.record_trouble(connection, Trouble.KEY_UNREADABLE, "", now, next_at)
        except ConnectionGone:
            continue
    return Swept(destroyed, len(found.orphans) - destroyed, tuple(gone))


async def _name(keys: Tokens, row: Row) -> str | None:
    try:
        return await keys.name_of(row)
    except (KeyUnreadable, KeyNotFound):
        return None


async def _replaced(keys: Keys, connection: Connection) -> str | None:
    """The secret that was rotated out: who rotates destroys it, once the new key is proven."""
    if connection.replaced_ref is None:
        return None
    return await _name(keys, replace(connection, secret_ref=connection.replaced_ref))


async def _is_gone(keys: Keys, connections: Connections, connection: Connection) -> bool:
    """Asks for the secret itself, and for the row again: a list may be late, and a row may have a new secret by now."""
    try:
        await keys.fetch(connection)
    except KeyNotFound:
        current = await connections.find(connection.workspace, connection.id)
        return current is not None and current.secret_ref == connection.secret_ref
    except (KeyUnreadable, VaultError):
        return False
    return False
