"""Keeping a connection's key: sealed, in the vault, under a name of which the database has only the encrypted form."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from core.connection import Connection
from core.crypto import Keyring, KeyUnreadable, MasterKeyUnknown, encoded
from core.secret import Secret
from core.vault import Held, KeyNotFound, Vault, VaultError

_KEY: Final = "key"
_NAME: Final = "name of the key in the vault"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database keeps of a key."""

    secret_ref: bytes
    """The encrypted reference of the secret in the vault."""
    fingerprints: tuple[bytes, ...]
    """The first is stored; the same key connected before is found by any of them."""


class KeyKeeper:
    """Puts keys into the vault and gets them out, one at a time. Holds no key itself."""

    def __init__(
        self,
        vault: Vault,
        keyring: Keyring,
        random: Callable[[int], bytes],
        reread: Callable[[], Awaitable[Keyring]] | None = None,
    ) -> None:
        """`reread` reads the ring again: before a key is sealed, and when one was sealed under a master key that is not
        in it. It raises KeyUnreadable when the ring cannot be read.
        """
        self._vault = vault
        self._keyring = keyring
        self._random = random
        self._reread = reread

    def fingerprints(self, workspace: str, key: Secret) -> tuple[bytes, ...]:
        """By which this key is recognized in this workspace; nothing tells that another workspace has it too."""
        return self._keyring.fingerprints(encoded(workspace, key.reveal()))

    async def keep(self, workspace: str, uid: str, key: Secret) -> Kept:
        """Seal `key` for the connection `uid` and store it. Raises VaultError, and then no row refers to it.

        If the connection's row is not written after all, `destroy` what was kept. What a crash leaves is found by the
        sweep (core/sweep.py).
        """
        if self._reread is not None:
            # Another process may have put a new master key in front, and its operator throws the older ones away.
            try:
                self._keyring = await self._reread()
            except KeyUnreadable as error:
                raise VaultError("the master keys cannot be read") from error
        return await self._keep(workspace, uid, key)

    async def _keep(self, workspace: str, uid: str, key: Secret) -> Kept:
        ring = self._keyring  # one for all of it, also when another is read meanwhile
        sealed = ring.seal(key.reveal().encode(), encoded(workspace, uid, _KEY))
        ref = await self._vault.store(f"{_prefix(uid)}{self._random(4).hex()}", sealed)
        return Kept(
            secret_ref=ring.seal(ref.encode(), encoded(workspace, uid, _NAME)),
            fingerprints=ring.fingerprints(encoded(workspace, key.reveal())),
        )

    async def fetch(self, connection: Connection) -> Secret:
        """The connection's key. Raises KeyUnreadable, KeyNotFound, VaultError."""
        ref = await self._open(connection.secret_ref, encoded(connection.workspace, connection.uid, _NAME))
        sealed = await self._vault.load(ref.decode())
        key = await self._open(sealed, encoded(connection.workspace, connection.uid, _KEY))
        return Secret(key.decode())

    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None:
        """Destroy what was kept under `secret_ref`; a key that is gone already is fine.

        Raises KeyUnreadable (the reference does not open, so nobody knows what to destroy), VaultError.
        """
        ref = await self._open(secret_ref, encoded(workspace, uid, _NAME))
        await self._vault.destroy(ref.decode())

    async def rewrap(self, connection: Connection) -> Kept | None:
        """Keep the connection's key once more, under the newest master key; None when it is kept under that one.

        Nothing is destroyed: the old one is needed until the connection's row has the new reference. Raises
        KeyUnreadable, KeyNotFound, VaultError.
        """
        if self._keyring.is_newest(connection.secret_ref):
            return None
        key = await self.fetch(connection)
        if self._keyring.is_newest(connection.secret_ref):
            return None  # the ring was read again meanwhile
        return await self._keep(connection.workspace, connection.uid, key)

    async def held(self) -> Sequence[Held]:
        """All that the vault holds. Raises VaultError."""
        return await self._vault.names()

    async def discard(self, held: Held) -> None:
        """Destroy what no connection refers to. Raises VaultError."""
        await self._vault.destroy(held.ref)

    async def name_of(self, connection: Connection) -> str:
        """The name of the connection's secret in the vault. Raises KeyUnreadable, KeyNotFound."""
        ref = await self._open(connection.secret_ref, encoded(connection.workspace, connection.uid, _NAME))
        return self._vault.name_of(ref.decode())

    async def _open(self, sealed: bytes, associated: bytes) -> bytes:
        try:
            return self._keyring.open(sealed, associated)
        except MasterKeyUnknown:
            if self._reread is None:
                raise
        self._keyring = await self._reread()
        return self._keyring.open(sealed, associated)


async def fetch_current(
    keeper: KeyKeeper, find: Callable[[str, int], Awaitable[Connection | None]], connection: Connection
) -> Secret:
    """The key of a connection whose row was read a while ago: its secret may have been replaced since.

    `find` reads the row again by workspace and id. Raises KeyUnreadable, KeyNotFound, VaultError.
    """
    try:
        return await keeper.fetch(connection)
    except KeyNotFound:
        current = await find(connection.workspace, connection.id)
        if current is None or current.secret_ref == connection.secret_ref:
            raise
    return await keeper.fetch(current)


def may_be_of(held: Held, uid: str) -> bool:
    """Whether `held` was stored for the connection `uid`."""
    return held.name.startswith(_prefix(uid))


def _prefix(uid: str) -> str:
    return f"tokenmeter-{uid}-"
