"""What is on this machine, and the keys: the home folder, the master key, the vault."""

import os
import secrets
from functools import partial

from bot.doctor.check import Check, Failed, tried
from bot.keeping import keyring_source, vault_of
from bot.settings import Settings
from core.crypto import encoded
from core.vault import VaultError, try_out
from storage.master_key import BadMasterKey


async def checks(settings: Settings) -> list[Check]:
    return [
        await tried("machine", "the home folder can be written", partial(_home, settings)),
        await tried("keys", "the master key opens what it sealed", partial(_master_key, settings)),
        await tried("keys", "the vault stores, gives back and destroys", partial(_vault, settings)),
    ]


async def _home(settings: Settings) -> str:
    folder = settings.home_folder
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Failed(f"{folder} cannot be made", "Set TOKENMETER_HOME to a folder this user may write to.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Failed(f"{folder} is read-only", "Set TOKENMETER_HOME to a folder this user may write to.")
    return str(folder)


async def _master_key(settings: Settings) -> str:
    try:
        async with keyring_source(settings) as load:
            keyring = await load()
    except BadMasterKey as bad:
        raise Failed(str(bad), "Restore the master key from your backup.") from bad
    probe = encoded("doctor")
    if keyring.open(keyring.seal(b"probe", probe), probe) != b"probe":
        raise Failed("it does not", "Restore the master key from your backup.")
    return "wrapped by Cloud KMS" if settings.kms_key else "yes"


async def _vault(settings: Settings) -> str:
    installation = f"doctor-{secrets.token_hex(4)}"
    try:
        async with vault_of(settings, installation) as vault:
            await try_out(vault, f"tokenmeter-{installation}", b"probe")
            return vault.title
    except VaultError as error:
        raise Failed(str(error), "Give the account the permission, or repair the vault's folder.") from error
