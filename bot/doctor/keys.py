"""The keys: the master key, the vault, and whether the one opens what lies in the other."""

import secrets
from collections.abc import Set
from datetime import datetime
from functools import partial
from typing import Final

from bot.doctor.check import Check, Failed, tried
from bot.keeping import key_keeper, keyring_source, vault_of
from bot.operating.offline import database_of
from bot.settings import Settings
from bot.views.text import printable
from core.clock import Clock
from core.crypto import KeyUnreadable, encoded
from core.keys import TOKENS, KeyKeeper, Row
from core.vault import KeyNotFound, VaultError, try_out
from storage.connections import Connections
from storage.installation import installation_of
from storage.installs import Installs
from storage.master_key import FILE, BadMasterKey

GROUP: Final = "keys"
RESTORE: Final = "Restore the master key from your backup."
AS_SAID: Final = "Do as it says; what is lost of it is in your backup."
LONGER: Final = 120.0
"""Seconds: a vault tells page by page what is in it, and there may be thousands."""
NAMED: Final = 3
"""So many are named; there may be thousands."""


async def checks(settings: Settings, clock: Clock, *, usable: bool) -> list[Check]:
    """`usable`: whether the database can be asked for the connections."""
    ring = await tried(GROUP, "the master key opens what it sealed", partial(_master_key, settings))
    vault = await tried(GROUP, "the vault stores, gives back and destroys", partial(_vault, settings))
    if not (usable and ring.passed and vault.passed):
        return [ring, vault]
    opens = partial(_opens, settings, clock.now())
    return [ring, vault, await tried(GROUP, "the master key opens the vault", opens, LONGER)]


def _is_made_at_start(settings: Settings) -> bool:
    """A check that made it would hide that one is lost."""
    own = settings.master_key is None and not settings.kms_key
    return own and not (settings.home_folder / FILE).exists()


async def _master_key(settings: Settings) -> str:
    if _is_made_at_start(settings):
        return "there is none yet: the first start makes one"
    try:
        async with keyring_source(settings) as load:
            keyring = await load(make=False)
    except BadMasterKey as bad:
        raise Failed(str(bad), AS_SAID) from bad
    probe = encoded("doctor")
    if keyring.open(keyring.seal(b"probe", probe), probe) != b"probe":
        raise Failed("it does not", RESTORE)
    return "wrapped by Cloud KMS" if settings.kms_key else ""


async def _vault(settings: Settings) -> str:
    installation = f"doctor-{secrets.token_hex(4)}"
    try:
        async with vault_of(settings, installation) as vault:
            await try_out(vault, f"tokenmeter-{installation}", b"probe")
            return vault.title
    except VaultError as error:
        raise Failed(str(error), "Give the account the permission, or repair the vault's folder.") from error


async def _opens(settings: Settings, now: datetime) -> str:
    """No key is opened for this: what the database holds of each is its name in the vault, sealed as the key is."""
    async with database_of(settings) as database:
        connections, installs = await Connections(database).all(), await Installs(database).all()
        installation = await installation_of(database, secrets.token_hex(8), now)
    count = len(connections) + len(installs)
    if not count:
        return "there is nothing in it yet"
    if _is_made_at_start(settings):
        raise Failed(f"the master key is gone, under which {count:,} are sealed", RESTORE)
    try:
        async with key_keeper(settings, installation.id) as (keeper, _):
            there = {held.name for held in await keeper.held()}
            lost = [f"{each.workspace}/{each.name}" for each in connections if not await _opened(keeper, each, there)]
            tokens = keeper.of_kind(TOKENS)
            lost += [f"Slack's of {each.workspace}" for each in installs if not await _opened(tokens, each, there)]
    except (BadMasterKey, VaultError) as error:
        raise Failed(str(error), "Run this again.") from error
    if lost:
        names = printable(", ".join(lost[:NAMED])) + (f" and {len(lost) - NAMED:,} more" if len(lost) > NAMED else "")
        cure = (
            "Restore the master key and the vault from your backup; else rotate these keys in Slack, and install again."
        )
        raise Failed(f"{len(lost):,} of {count:,} do not open or are not there: {names}", cure)
    return f"all {count:,} that are in it"


async def _opened(keeper: KeyKeeper, row: Row, there: Set[str]) -> bool:
    try:
        return await keeper.name_of(row) in there
    except (KeyUnreadable, KeyNotFound):
        return False
