"""Where keys live: a store of named ciphertexts that is not the database."""

from typing import Protocol


class VaultError(Exception):
    """The vault cannot be reached or refuses. Its text names the cause without naming any secret."""


class KeyNotFound(VaultError):
    """The vault holds nothing under this reference: it was destroyed, or never stored."""


class Vault(Protocol):
    title: str
    """Where it is, in words for people: "Google Secret Manager"."""

    async def store(self, name: str, sealed: bytes) -> str:
        """Keep ciphertext under a new name of 1 to 255 letters, digits, `_` and `-`; the reference that loads it.

        A repeat with the same name and ciphertext succeeds. Raises VaultError.
        """
        ...

    async def load(self, ref: str) -> bytes:
        """The ciphertext. Raises KeyNotFound, VaultError."""
        ...

    async def destroy(self, ref: str) -> None:
        """Make the ciphertext unreadable for good; one that is gone already is fine. Raises VaultError."""
        ...
