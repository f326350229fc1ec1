"""Google's clients can log every request and answer at DEBUG, payloads included. Ours cannot be made to."""

import base64
import logging
import subprocess
import sys
from collections.abc import Awaitable, Callable
from types import ModuleType

import pytest
from google.cloud.kms_v1.services.key_management_service.transports import grpc_asyncio as kms_transport
from google.cloud.secretmanager_v1.services.secret_manager_service.transports import grpc_asyncio as vault_transport

from sandbox.google import kms, secret_manager
from storage.google.kms import open_kms
from storage.vault.google import open_google_vault
from tests.integration.vaults import PROJECT, STORED_AT

CANARY = b"canary-" * 8
KEY = "projects/acme/locations/global/keyRings/tokenmeter/cryptoKeys/master"


class Everything(logging.Handler):
    """Keeps each record with all that is attached to it."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(str(record.__dict__))


async def use_vault(once_open: Callable[[], None]) -> None:
    manager = await secret_manager.start(PROJECT, lambda: STORED_AT)
    vault = await open_google_vault(PROJECT, "test", manager.address)
    once_open()
    assert await vault.load(await vault.store("tokenmeter-a-1", CANARY)) == CANARY
    await vault.close()
    await manager.close()


async def use_kms(once_open: Callable[[], None]) -> None:
    service = await kms.start(KEY)
    cloud = await open_kms(KEY, service.address)
    once_open()
    assert await cloud.unwrap(await cloud.wrap(CANARY)) == CANARY
    await cloud.close()
    await service.close()


@pytest.mark.parametrize(("use", "transport"), [(use_vault, vault_transport), (use_kms, kms_transport)])
async def test_no_level_makes_a_client_log_its_payloads(
    use: Callable[[Callable[[], None]], Awaitable[None]], transport: ModuleType
) -> None:
    """The same with the silence taken away does log them, or finding nothing would prove nothing."""
    logger, everything = logging.getLogger(transport.__name__), Everything()
    loggers = [logging.getLogger(), logging.getLogger("google"), logger]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.addHandler(everything)
        each.setLevel(logging.DEBUG)
    try:
        await use(lambda: None)
        assert not any(_canary_in(record) for record in everything.records)
        await use(lambda: setattr(logger, "disabled", False))
        assert any(_canary_in(record) for record in everything.records)
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.removeHandler(everything)
            each.setLevel(level)


def test_without_google_s_services_their_clients_are_not_imported() -> None:
    """They cost half a second and 60 MB."""
    program = (
        "import sys, bot.app, storage.vault.local, storage.kms, storage.key_file, core.sweep, core.rotating;"
        "sys.exit(any(name == 'grpc' or name.startswith(('google.', 'sandbox')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603 (our own)


def _canary_in(record: str) -> bool:
    return CANARY.decode() in record or base64.b64encode(CANARY).decode() in record
