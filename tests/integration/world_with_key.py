"""A workspace with a connection whose key is in a vault, and something collected."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.purging import purger_of
from core.audit import first_broken
from core.connection import Connection
from core.crypto import Keyring
from core.install import Granted, Tokens
from core.keys import TOKENS, KeyKeeper
from core.purging import Receipt, purge
from core.secret import Secret
from storage.audit import AuditLog
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.installs import Installs, NewInstall
from storage.usage import UsageStore
from storage.vault.local import LocalVault
from storage.workspaces import Workspaces
from tests.integration.given import NOW, TODAY, cost, costs, new_connection, window

KEY = Secret("sk-admin-" + "test-" * 8)
BOT_TOKEN = Secret("xoxb-" + "test-" * 4)
YESTERDAY = TODAY - timedelta(days=1)


class World:
    """A workspace with one connection, its key in a local vault, and one day collected."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.connections = Connections(database)
        self.keys = self.keeper(bytes(32))
        self.tokens = self.keys.of_kind(TOKENS)
        self.installs = Installs(database)

    def keeper(self, master_key: bytes) -> KeyKeeper:
        return KeyKeeper(LocalVault(self.folder, os.urandom), Keyring([master_key], os.urandom), os.urandom)

    async def connect(
        self, number: int = 1, name: str = "Acme", organization: str = "org-1", key: Secret = KEY
    ) -> Connection:
        await Workspaces(self.database).ensure("T1", "Acme", "paid", NOW)
        uid = f"{number:016x}"
        kept = await self.keys.keep("T1", uid, key)
        new = replace(new_connection(number=number, name=name, organization=organization), uid=uid)
        new = replace(new, secret_ref=kept.secret_ref, fingerprints=kept.fingerprints)
        connection = await self.connections.add(new)
        await UsageStore(self.database).replace(connection, costs(window(1), cost(YESTERDAY)), NOW)
        await Deliveries(self.database).claim("T1", "import", uid, NOW)
        return connection

    async def install(self, workspace: str = "T1", uid: str = "ee" * 8) -> None:
        """Somebody installs the bot there by OAuth."""
        kept = await self.tokens.keep(workspace, uid, Tokens(BOT_TOKEN).written())
        granted = Granted(workspace, "Acme", "U1", Tokens(BOT_TOKEN), None)
        await self.installs.put(NewInstall(uid, granted, kept.secret_ref, NOW), "free")

    async def purge(self, workspace: str = "T1", keys: KeyKeeper | None = None) -> Receipt:
        """Mark it, and purge it a day later."""
        await Workspaces(self.database).uninstall(workspace, "U1", NOW)
        receipt = await purge(workspace, NOW + timedelta(days=1), purger_of(self.database, keys or self.keys))
        assert receipt is not None
        return receipt

    async def count(self, table: str) -> int:
        async with self.database.reading() as session:
            found = await (await session.connection()).execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
            return int(found.scalar_one())

    @property
    def in_vault(self) -> int:
        return len(list(self.folder.iterdir())) if self.folder.exists() else 0

    async def deeds(self) -> list[str]:
        entries = await AuditLog(self.database).entries("T1")
        assert first_broken("T1", entries) is None
        return [entry.action for entry in entries]
