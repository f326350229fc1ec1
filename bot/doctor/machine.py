"""This machine: the home folder."""

import os
from functools import partial

from bot.doctor.check import Check, Failed, tried
from bot.settings import Settings


async def checks(settings: Settings) -> list[Check]:
    return [await tried("machine", "the home folder can be written", partial(_home, settings))]


async def _home(settings: Settings) -> str:
    folder = settings.home_folder
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Failed(f"{folder} cannot be made", "Set TOKENMETER_HOME to a folder this user may write to.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Failed(f"{folder} is read-only", "Set TOKENMETER_HOME to a folder this user may write to.")
    return str(folder)
