"""Where keys live: a store of named ciphertexts that is not the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class VaultError(Exception):
    """The vault cannot be reached or refuses. Its text names the cause without naming any secret."""


class KeyNotFound(VaultError):
    """The vault gives nothing for this reference: it was destroyed, switched off, or never stored."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is in the vault."""

    name: str
    """What it was stored under."""
    ref: str
    """With which `destroy` destroys it."""
    created_at: datetime
    """By the vault's clock."""


class Vault(Protocol):
    title: str
    """Where it is, in words for people: "Google Secret Manager"."""

    async def store(self, name: str, sealed: bytes) -> str:
        """Keep ciphertext under a new name of 1 to 255 letters, digits, `_` and `-`; the reference that loads it.

        A repeat with the same name and ciphertext succeeds. Raises VaultError; when it does not know whether the secret
        is there, it may be: `names` shows it.
        """
        ...

    async def load(self, ref: str) -> bytes:
        """The ciphertext. Raises KeyNotFound, VaultError."""
        ...

    async def destroy(self, ref: str) -> None:
        """Make the ciphertext unreadable for good; one that is gone already is fine. Raises VaultError."""
        ...

    async def names(self) -> Sequence[Held]:
        """All that is in the vault for this installation, also what a crash left half stored. Raises VaultError."""
        ...

    def name_of(self, ref: str) -> str:
        """The name under which the secret of this reference was stored. Raises KeyNotFound when it is not ours."""
        ...


async def try_out(vault: Vault, name: str, sealed: bytes) -> None:
    """Store, load, list and destroy something, as connecting, collecting and disconnecting do.

    `name` is one that no connection has. Raises VaultError, which names what is missing; what stays then is found by
    the sweep.
    """
    ref = await vault.store(name, sealed)
    try:
        if await vault.load(ref) != sealed:
            raise VaultError("it gives back something else than was stored")
        if name not in {held.name for held in await vault.names()}:
            raise VaultError("it does not list what was stored")
    finally:
        await vault.destroy(ref)
