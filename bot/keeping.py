"""Where keys are kept, as the settings say: the vault, and the master keys. Google's clients are imported only here."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from bot.settings import Settings
from core.crypto import Keyring
from core.keys import KeyKeeper
from core.vault import Vault
from storage.master_key import load_keyring
from storage.vault.local import LocalVault

if TYPE_CHECKING:
    from storage.google.kms import CloudKms


class LoadKeyring(Protocol):
    def __call__(self, *, make: bool = True) -> Awaitable[Keyring]:
        """With `make` the first key is made where there is none. Raises BadMasterKey."""
        ...


@asynccontextmanager
async def key_keeper(settings: Settings, installation: str) -> AsyncIterator[tuple[KeyKeeper, Vault]]:
    """The keeper of keys, and the vault it keeps them in.

    `installation` labels what is ours in a shared vault. Raises BadMasterKey, VaultError.
    """
    async with vault_of(settings, installation) as vault, keyring_source(settings) as load:
        yield KeyKeeper(vault, await load(), os.urandom, partial(load, make=False)), vault


@asynccontextmanager
async def keyring_source(settings: Settings) -> AsyncIterator[LoadKeyring]:
    """What reads the master keys, each time anew: another process may have put a new one in front."""
    if settings.kms_key:
        from storage.kms import load_wrapped_keyring

        kms = await open_kms_of(settings)
        try:
            yield partial(load_wrapped_keyring, settings.home_folder, kms, os.urandom)
        finally:
            await kms.close()
    else:
        yield partial(asyncio.to_thread, load_keyring, settings.home_folder, settings.master_key, os.urandom)


async def open_kms_of(settings: Settings) -> "CloudKms":
    """Cloud KMS with the settings' key. Raises BadMasterKey."""
    from storage.google.kms import open_kms

    return await open_kms(settings.kms_key, settings.kms_emulator)


@asynccontextmanager
async def vault_of(settings: Settings, installation: str) -> AsyncIterator[Vault]:
    if settings.vault == "google":
        from storage.vault.google import open_google_vault

        vault = await open_google_vault(settings.google_project, installation, settings.secret_manager_emulator)
        try:
            yield vault
        finally:
            await vault.close()
    else:
        yield LocalVault(settings.home_folder / "vault", os.urandom)
