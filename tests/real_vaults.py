"""The two vaults as the real bot uses them, each with a look behind its back."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from grpc import StatusCode

from sandbox.google import secret_manager
from sandbox.google.faults import Fault

PROJECT: Final = "acme-tokenmeter"
KINDS: Final = ("local", "google")

LATENCY: Final = 0.02
"""Seconds that each call to the Google stand-in takes: there is time to be killed between two."""
AGED: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class RealVault:
    variables: dict[str, str]
    """What the bot is told of it."""
    seen: Callable[[], frozenset[str]]
    """All that is in it, also what is half stored."""
    contents: Callable[[], dict[str, bytes]]
    """What is stored, by name."""
    age: Callable[[], None]
    """As if two hours had passed since everything in it was stored."""
    refusing: Callable[[], AbstractContextManager[None]]
    """Meanwhile it takes nothing. To be used before anything is in it."""


@asynccontextmanager
async def vault_of(kind: str, home: Path) -> AsyncIterator[RealVault]:
    """`kind` is one of KINDS; `home` is the bot's."""
    if kind == "local":
        yield _local(home / "vault")
        return
    manager = await secret_manager.start(PROJECT, lambda: datetime.now(UTC))
    slow = Fault(times=None, wait=lambda: asyncio.sleep(LATENCY))
    manager.faults.add(slow)

    def age() -> None:
        for secret in manager.secrets.by_id.values():
            secret.created_at -= AGED

    def seen() -> frozenset[str]:
        return frozenset({*manager.secrets.by_id, *(f"{name}/{number}" for name, number in manager.secrets.alive())})

    def contents() -> dict[str, bytes]:
        return {
            f"{name}, labelled {secret.labels}, version {version.number}": version.payload
            for name, secret in manager.secrets.by_id.items()
            for version in secret.versions
        }

    @contextmanager
    def refusing() -> Iterator[None]:
        manager.faults.clear()
        manager.faults.add(Fault("CreateSecret", StatusCode.PERMISSION_DENIED, times=None))
        yield
        manager.faults.clear()
        manager.faults.add(slow)

    try:
        variables = {"GOOGLE_CLOUD_PROJECT": PROJECT, "SECRET_MANAGER_EMULATOR_HOST": manager.address}
        yield RealVault(variables, seen, contents, age, refusing)
    finally:
        await manager.close()


def _local(folder: Path) -> RealVault:
    def age() -> None:
        for name in seen():
            moment = (folder / name).stat().st_mtime - AGED.total_seconds()
            os.utime(folder / name, (moment, moment))

    def seen() -> frozenset[str]:
        return frozenset(os.listdir(folder)) if folder.is_dir() else frozenset()

    def contents() -> dict[str, bytes]:
        return {name: (folder / name).read_bytes() for name in seen()}

    @contextmanager
    def refusing() -> Iterator[None]:
        """Where its folder should be, there is a file: also root cannot write into that."""
        folder.write_bytes(b"")
        yield
        folder.unlink()

    return RealVault({"TOKENMETER_VAULT": "local"}, seen, contents, age, refusing)
