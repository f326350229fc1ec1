"""Keeping a connection's key: sealed, in the vault, under a name of which the database has only the encrypted form."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.connection import Connection
from core.crypto import Keyring, MasterKeyUnknown, encoded
from core.secret import Secret
from core.vault import Vault

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
        reread: Callable[[], Keyring] | None = None,
    ) -> None:
        """`reread` reads the ring again when a secret was sealed under a master key that is not in it."""
        self._vault = vault
        self._keyring = keyring
        self._random = random
        self._reread = reread

    def fingerprints(self, workspace: str, key: Secret) -> tuple[bytes, ...]:
        """By which this key is recognized in this workspace; nothing tells that another workspace has it too."""
        return self._keyring.fingerprints(encoded(workspace, key.reveal()))

    async def keep(self, workspace: str, uid: str, key: Secret) -> Kept:
        """Seal `key` for the connection `uid` and store it. Raises VaultError, and then nothing is kept.

        If the connection's row is not written after all, `destroy` what was kept.
        """
        sealed = self._keyring.seal(key.reveal().encode(), encoded(workspace, uid, _KEY))
        ref = await self._vault.store(f"tokenmeter-{uid}-{self._random(4).hex()}", sealed)
        return Kept(
            secret_ref=self._keyring.seal(ref.encode(), encoded(workspace, uid, _NAME)),
            fingerprints=self.fingerprints(workspace, key),
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

    async def _open(self, sealed: bytes, associated: bytes) -> bytes:
        try:
            return self._keyring.open(sealed, associated)
        except MasterKeyUnknown:
            if self._reread is None:
                raise
        self._keyring = await asyncio.to_thread(self._reread)
        return self._keyring.open(sealed, associated)
