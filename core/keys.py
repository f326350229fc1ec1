"""Keeping a key, or Slack's tokens: sealed, in the vault, under a name of which the database has only the encrypted
form.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from core.connection import Connection
from core.crypto import Keyring, KeyUnreadable, MasterKeyUnknown, encoded
from core.secret import Secret
from core.vault import Held, KeyNotFound, Vault, VaultError

KEY: Final = "key"
"""A connection's."""
TOKENS: Final = "tokens of the bot"
"""What Slack gave the bot in a workspace."""


class Row(Protocol):
    """A row of the database whose secret is in the vault: a connection, or an installation."""

    @property
    def id(self) -> int: ...

    @property
    def uid(self) -> str: ...

    @property
    def workspace(self) -> str: ...

    @property
    def secret_ref(self) -> bytes: ...


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
        kind: str = KEY,
    ) -> None:
        """`kind` is what is kept: a secret of one kind does not open as another's, not even in the same place.

        `reread` reads the ring again: before a key is sealed, and when one was sealed under a master key that is not
        in it. It raises KeyUnreadable when the ring cannot be read.
        """
        self._vault = vault
        self._keyring = keyring
        self._random = random
        self._reread = reread
        self._kind = kind
        self._name = f"name of the {kind} in the vault"

    def of_kind(self, kind: str) -> "KeyKeeper":
        """A keeper of something else, in the same vault."""
        return KeyKeeper(self._vault, self._keyring, self._random, self._reread, kind)

    def fingerprints(self, workspace: str, key: Secret) -> tuple[bytes, ...]:
        """By which this key is recognized in this workspace; nothing tells that another workspace has it too."""
        return self._keyring.fingerprints(encoded(workspace, key.reveal()))

    async def keep(self, workspace: str, uid: str, key: Secret) -> Kept:
        """Seal `key` for the row `uid` and store it. Raises VaultError, and then no row refers to it.

        If the row is not written after all, `destroy` what was kept. What a crash leaves is found by the
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
        sealed = ring.seal(key.reveal().encode(), encoded(workspace, uid, self._kind))
        ref = await self._vault.store(f"{_prefix(uid)}{self._random(4).hex()}", sealed)
        return Kept(
            secret_ref=ring.seal(ref.encode(), encoded(workspace, uid, self._name)),
            fingerprints=ring.fingerprints(encoded(workspace, key.reveal())),
        )

    async def fetch(self, row: Row) -> Secret:
        """The row's secret. Raises KeyUnreadable, KeyNotFound, VaultError."""
        ref = await self._open(row.secret_ref, encoded(row.workspace, row.uid, self._name))
        sealed = await self._vault.load(ref.decode())
        key = await self._open(sealed, encoded(row.workspace, row.uid, self._kind))
        return Secret(key.decode())

    async def destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None:
        """Destroy what was kept under `secret_ref`; what is gone already is fine.

        Raises KeyUnreadable (the reference does not open, so nobody knows what to destroy), VaultError.
        """
        ref = await self._open(secret_ref, encoded(workspace, uid, self._name))
        await self._vault.destroy(ref.decode())

    async def rewrap(self, row: Row) -> Kept | None:
        """Keep the row's secret once more, under the newest master key; None when it is kept under that one.

        Nothing is destroyed: the old one is needed until the row has the new reference. Raises
        KeyUnreadable, KeyNotFound, VaultError.
        """
        if self._keyring.is_newest(row.secret_ref):
            return None
        key = await self.fetch(row)
        if self._keyring.is_newest(row.secret_ref):
            return None  # the ring was read again meanwhile
        return await self._keep(row.workspace, row.uid, key)

    async def held(self) -> Sequence[Held]:
        """All that the vault holds. Raises VaultError."""
        return await self._vault.names()

    async def discard(self, held: Held) -> None:
        """Destroy what no row refers to. Raises VaultError."""
        await self._vault.destroy(held.ref)

    async def name_of(self, row: Row) -> str:
        """The name of the row's secret in the vault. Raises KeyUnreadable, KeyNotFound."""
        ref = await self._open(row.secret_ref, encoded(row.workspace, row.uid, self._name))
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
    """Whether `held` was stored for the row `uid`."""
    return held.name.startswith(_prefix(uid))


def _prefix(uid: str) -> str:
    return f"tokenmeter-{uid}-"
