"""tokenmeter rotate-master-key: a new master key in front, and every key and bot token sealed again under it."""

import asyncio
import os
import secrets
from datetime import UTC, datetime

from bot.keeping import key_keeper, keyring_source, open_kms_of
from bot.operating.offline import database_of
from bot.settings import Settings
from core.connection import Connection
from core.crypto import KEY_SIZE
from core.install import Install
from core.keys import TOKENS, Row
from core.rotating import Rotated, rotate_master_key
from storage.connections import Connections
from storage.installation import installation_of
from storage.installs import Installs
from storage.key_file import new_line, put_in_front
from storage.kms import wrapped_line
from storage.master_key import FILE

VARIABLE_NEEDS_BOTH = (
    "TOKENMETER_MASTER_KEY holds one key. Put a new one in the line before it, made for example by\n"
    "  python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'\n"
    "restart the bot with both, and run this again. When it is done, the old line may go."
)


VARIABLE_IS_DONE = "Every key is sealed under the first line of TOKENMETER_MASTER_KEY: the older lines may go."


class CannotRotate(Exception):
    """Nothing was changed; the text says what to do first."""


async def rotate(settings: Settings) -> str:
    """Rotate, or go on with a rotation that was cut off; the answer is what to print. The bot may run meanwhile.

    Raises CannotRotate, BadMasterKey, VaultError, DatabaseDown, NotMigrated.
    """
    async with database_of(settings) as database, keyring_source(settings) as load:
        connections, installs = Connections(database), Installs(database)
        ring = await load()
        rows: list[Row] = [*await connections.all(), *await installs.all()]
        waiting = [each for each in rows if not ring.is_newest(each.secret_ref)]
        if not (len(ring) > 1 and waiting):
            await _add_key(settings, len(ring))
        installation = await installation_of(database, secrets.token_hex(8), datetime.now(UTC))
        async with key_keeper(settings, installation.id) as (keys, _):
            of_keys = await rotate_master_key(keys, connections)
            return _told(of_keys, await rotate_master_key(keys.of_kind(TOKENS), installs))


async def _add_key(settings: Settings, keys: int) -> None:
    """Put a new master key in front of the ring."""
    path = settings.home_folder / FILE
    if settings.master_key is not None:
        raise CannotRotate(VARIABLE_NEEDS_BOTH if keys == 1 else VARIABLE_IS_DONE)
    if settings.kms_key:
        kms = await open_kms_of(settings)
        try:
            line = await wrapped_line(os.urandom(KEY_SIZE), kms)
        finally:
            await kms.close()
    else:
        line = new_line(os.urandom)
    await asyncio.to_thread(put_in_front, path, line, os.urandom)


def _told(keys: Rotated[Connection], tokens: Rotated[Install]) -> str:
    lines = [f"{keys.rewrapped} keys were sealed again under the newest master key."]
    if tokens.rewrapped:
        lines.append(f"So were the bot's tokens of {tokens.rewrapped} workspace{'' if tokens.rewrapped == 1 else 's'}.")
    lines += [f"Not opened by any master key: connection {each.id}. Connect it again." for each in keys.unreadable]
    lines += [
        f"Not opened by any master key: the bot's token of {each.workspace}. Install it there again."
        for each in tokens.unreadable
    ]
    if keys.left or tokens.left:
        lines.append(f"{keys.left + tokens.left} were changed meanwhile: run this again.")
    elif not (keys.unreadable or tokens.unreadable):
        lines.append("The older master keys are needed by nothing but your backups.")
    return "\n".join(lines)
