"""The two vaults as the real bot uses them in a storm, each with a look behind its back."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sandbox.google import secret_manager
from sandbox.google.faults import Fault

PROJECT: Final = "acme-tokenmeter"
KINDS: Final = ("local", "google")

LATENCY: Final = 0.02
"""Seconds that each call to the Google stand-in takes: there is time to be killed between two."""
AGED: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class StormVault:
    variables: dict[str, str]
    """What the bot is told of it."""
    seen: Callable[[], frozenset[str]]
    """All that is in it, also what is half stored."""
    age: Callable[[], None]
    """As if two hours had passed since everything in it was stored."""


@asynccontextmanager
async def vault_of(kind: str, home: Path) -> AsyncIterator[StormVault]:
    """`kind` is one of KINDS; `home` is the bot's."""
    if kind == "local":
        yield _local(home / "vault")
        return
    manager = await secret_manager.start(PROJECT, lambda: datetime.now(UTC))
    manager.faults.add(Fault(times=None, wait=lambda: asyncio.sleep(LATENCY)))

    def age() -> None:
        for secret in manager.secrets.by_id.values():
            secret.created_at -= AGED

    def seen() -> frozenset[str]:
        return frozenset({*manager.secrets.by_id, *(f"{name}/{number}" for name, number in manager.secrets.alive())})

    try:
        variables = {"GOOGLE_CLOUD_PROJECT": PROJECT, "SECRET_MANAGER_EMULATOR_HOST": manager.address}
        yield StormVault(variables, seen, age)
    finally:
        await manager.close()


def _local(folder: Path) -> StormVault:
    def age() -> None:
        for name in seen():
            moment = (folder / name).stat().st_mtime - AGED.total_seconds()
            os.utime(folder / name, (moment, moment))

    def seen() -> frozenset[str]:
        return frozenset(os.listdir(folder)) if folder.is_dir() else frozenset()

    return StormVault({"TOKENMETER_VAULT": "local"}, seen, age)
