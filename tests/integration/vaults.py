"""Both vaults, ready to use, with a way to see what is alive in them."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from google.cloud.secretmanager_v1 import SecretManagerServiceAsyncClient
from google.cloud.secretmanager_v1.services.secret_manager_service.transports import (
    SecretManagerServiceGrpcAsyncIOTransport,
)

from core.vault import Vault
from sandbox.google import secret_manager
from sandbox.google.secret_manager import SecretManager
from storage.google.calling import Patience
from storage.google.connecting import emulator_channel
from storage.vault.google import GoogleVault
from storage.vault.local import LocalVault

PROJECT = "acme-tokenmeter"
IMPATIENT = Patience(whole=1.0, attempt=0.5, first_wait=0.001, longest_wait=0.002)
STORED_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """A vault, and what it holds, asked behind its back."""

    vault: Vault
    alive: Callable[[], list[bytes]]
    """The ciphertexts that could still be read."""


def google_vault(address: str, installation: str = "test", patience: Patience = IMPATIENT) -> GoogleVault:
    transport = SecretManagerServiceGrpcAsyncIOTransport(channel=emulator_channel(address))
    return GoogleVault(SecretManagerServiceAsyncClient(transport=transport), PROJECT, installation, patience)


def payloads(manager: SecretManager) -> list[bytes]:
    """Of every version that is alive."""
    secrets = manager.secrets
    return [secrets.by_id[secret].versions[number - 1].payload for secret, number in secrets.alive()]


@asynccontextmanager
async def local(folder: Path) -> AsyncIterator[Standing]:
    def alive() -> list[bytes]:
        return [path.read_bytes() for path in folder.iterdir()] if folder.exists() else []

    yield Standing(LocalVault(folder, os.urandom), alive)


@asynccontextmanager
async def google() -> AsyncIterator[Standing]:
    manager = await secret_manager.start(PROJECT, lambda: STORED_AT)
    vault = google_vault(manager.address)
    try:
        yield Standing(vault, lambda: payloads(manager))
    finally:
        await vault.close()
        await manager.close()
