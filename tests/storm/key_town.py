"""A town for storms over keys: the real bot, a vault, and whether every key is where it must be, and nowhere else."""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import update

from bot.keeping import key_keeper
from bot.settings import load
from core.audit import first_broken
from core.connection import Connection
from core.crypto import KeyUnreadable
from core.keys import KeyKeeper
from core.vault import VaultError
from sandbox.openai.world import World
from sandbox.slack.state import TEAM
from storage.audit import AuditLog
from storage.chores import ChoreTimes
from storage.connections import Connections
from storage.database import Database
from storage.installation import installation_of
from storage.master_key import load_keyring
from storage.tables import ConnectionRow, InstallationRow
from tests.real_town import RealTown, real_town
from tests.real_vaults import RealVault, vault_of

DAYS: Final = 3
"""Days that are imported."""
LATENCY: Final = 40
"""Milliseconds an answer of OpenAI's takes."""
NAME: Final = "Acme production"
LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class KeyTown:
    town: RealTown
    vault: RealVault
    pasted: list[str] = field(default_factory=list)
    """Every key that Ana has pasted, the newest last. OpenAI knows all of them."""

    def new_key(self) -> str:
        key = f"sk-admin-{'storm-' * 5}{len(self.pasted):04}"
        self.town.openai.keys.issue(key, self.town.world)
        self.pasted.append(key)
        return key

    def seen(self) -> tuple[frozenset[str], bytes]:
        """What is in the vault and in the master key's file: whoever kills looks at nothing else."""
        file = self.town.home / "master.key"
        return self.vault.seen(), file.read_bytes() if file.exists() else b""

    async def rows(self) -> list[Connection]:
        async with self.database() as database:
            return await Connections(database).of(TEAM)

    async def let_hours_pass(self) -> None:
        """As if claims had run out, collections and chores were due, and the vault's were old enough to be swept."""
        self.vault.age()
        async with self.database() as database, database.writing() as session:
            due = {"lease_until": LONG_AGO, "next_collect_at": LONG_AGO}
            await session.exec(update(ConnectionRow).values(**due))
            marked = ConnectionRow.disconnected_at.is_not(None)  # type: ignore[union-attr]  # it is a column
            hours_ago = datetime.now(UTC) - timedelta(hours=2)
            await session.exec(update(ConnectionRow).where(marked).values(disconnected_at=hours_ago))
            await session.exec(update(InstallationRow).values(made_at=LONG_AGO))
            await session.commit()
        async with self.database() as database:
            await ChoreTimes(database).forget()

    async def loose_ends(self, since: datetime) -> list[str]:
        """What is not as it must be: nothing, if all is well.

        `since`: a collection of each connection must have gone through after it.
        """
        async with self.database() as database:
            installation = await installation_of(database, "", since)
            settings = load(dict(self.town.variables), self.town.folder)
            rows, entries = await Connections(database).of(TEAM), await AuditLog(database).entries(TEAM)
            async with key_keeper(settings, installation.id) as (keys, _):
                loose = [end for row in rows for end in await self._loose_ends_of(row, keys, since)]
                named = {await keys.name_of(row) for row in rows if row.secret_ref}
        held = {name.partition("/")[0] for name in self.vault.seen()}
        loose += [f"{len(held - named)} orphans in the vault"] if held - named else []
        half_written = [path.name for path in self.town.home.glob(".*.new")]
        loose += [f"{len(half_written)} files half written beside the master key"] if half_written else []
        if (broken := first_broken(TEAM, entries)) is not None:
            loose.append(f"entry {broken.seq} of the audit log: {broken.why}")
        deeds = Counter(entry.action for entry in entries)
        if deeds["connected"] - deeds["disconnected"] != sum(row.disconnected_at is None for row in rows):
            loose.append("the audit log tells of other connections than there are")
        return loose

    async def _loose_ends_of(self, row: Connection, keys: KeyKeeper, since: datetime) -> list[str]:
        if row.disconnected_at is not None:
            return ["something of a disconnected one is still to be destroyed"] if row.is_leaving else []
        loose = []
        try:
            key = (await keys.fetch(row)).reveal()
        except (KeyUnreadable, VaultError) as error:
            return [f"its key is lost: {error}"]
        if key not in self.pasted or key[-4:] != row.key_hint:
            loose.append("it has another key than it says")
        if not load_keyring(self.town.home, None, os.urandom).is_newest(row.secret_ref):
            loose.append("its key is not under the newest master key")
        if row.replaced_ref is not None:
            loose.append("the key that was rotated out is not destroyed")
        if row.trouble is not None:
            loose.append(f"it is in trouble: {row.trouble}")
        if row.collected_at is None or row.collected_at < since or not row.key_proven:
            loose.append("no collection went through")
        return loose

    async def settled(self, since: datetime, patience: float, *, connected: bool | None = None) -> list[str]:
        """What is still not as it must be after `patience` seconds; with `connected`, so must one be, or none."""

        async def loose_ends() -> list[str]:
            if connected is not None and connected != any(row.disconnected_at is None for row in await self.rows()):
                return [f"not {'connected' if connected else 'disconnected'}"]
            return await self.loose_ends(since)

        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while (loose := await loose_ends()) and loop.time() < until:  # noqa: ASYNC110  # it is another's
            await asyncio.sleep(0.25)
        return loose

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        database = Database(self.town.database)
        try:
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def key_town(folder: Path, database_url: str, vault: str, world: World | None = None) -> AsyncIterator[KeyTown]:
    """`database_url` "" is SQLite in the bot's home; `vault` is one of the vaults' KINDS."""
    async with vault_of(vault, folder / "home") as standing:
        variables = {"TOKENMETER_BACKFILL_DAYS": str(DAYS), "DATABASE_URL": database_url, **standing.variables}
        async with real_town(folder, world=world, **variables) as town:
            town.openai.faults.add("slow", ms=LATENCY)
            yield KeyTown(town, standing)
