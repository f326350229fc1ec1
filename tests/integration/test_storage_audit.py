"""The audit log in the database: it only grows, and what it cannot tell of does not happen."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from core.audit import Deed, Done, NoSuchWorkspace, first_broken
from storage.audit import AuditLog, append
from storage.connections import Connections
from storage.database import Database
from storage.workspaces import Workspaces
from tests.integration.given import NOW, connected, new_connection

DEED = Deed("U1", Done.CONNECTED, "Acme", {"key": "a1B2"})
LATER = NOW + timedelta(minutes=5, microseconds=7)


async def write(database: Database, workspace: str, deed: Deed = DEED) -> None:
    async with database.writing() as session:
        await append(session, workspace, deed, LATER)
        await session.commit()


async def run(database: Database, statement: str) -> None:
    async with database.writing() as session:
        await (await session.connection()).execute(text(statement))
        await session.commit()


async def test_connecting_writes_who_connected_what(database: Database) -> None:
    connection = await connected(database)
    (entry,) = await AuditLog(database).entries("T1")
    assert (entry.seq, entry.actor, entry.action, entry.subject, entry.at) == (1, "U1", "connected", "Acme", NOW)
    assert f'"connection":"{connection.uid}"' in entry.details
    assert '"key":"abcd"' in entry.details


async def test_what_was_written_is_read_back_to_the_microsecond_and_holds(database: Database) -> None:
    await connected(database)
    for number in range(4):
        await write(database, "T1", Deed("U\0\ud800", Done.CONNECTED, f"a\0\ud800 {number}", {"x": "\0"}))
    log = AuditLog(database)
    entries = await log.entries("T1")
    assert entries[-1].at == LATER
    assert first_broken("T1", entries) is None
    assert await log.newest("T1", 2) == entries[:-3:-1]
    assert await log.workspaces() == ["T1"]


async def test_workspaces_have_chains_of_their_own(database: Database) -> None:
    await connected(database, "T1")
    await connected(database, "T2", number=2)
    log = AuditLog(database)
    for workspace in ("T1", "T2"):
        (entry,) = await log.entries(workspace)
        assert (entry.workspace, entry.seq) == (workspace, 1)


async def test_many_who_write_at_once_follow_each_other(database: Database) -> None:
    await connected(database)
    await asyncio.gather(*(write(database, "T1") for _ in range(10)))
    entries = await AuditLog(database).entries("T1")
    assert [entry.seq for entry in entries] == list(range(1, 12))
    assert first_broken("T1", entries) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'U2'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 2",
        "INSERT INTO audit SELECT workspace, 7, at, actor, action, subject, details, previous, hash FROM audit",
        "INSERT INTO audit SELECT workspace, 1, at, 'U2', action, subject, details, previous, hash FROM audit",
    ],
)
async def test_the_database_itself_refuses_to_change_the_log(database: Database, statement: str) -> None:
    await connected(database)
    await write(database, "T1")
    before = await AuditLog(database).entries("T1")
    with pytest.raises(DBAPIError):
        await run(database, statement)
    assert await AuditLog(database).entries("T1") == before


async def test_it_cannot_be_replaced_or_emptied_either(database: Database) -> None:
    """Ways around an UPDATE and a DELETE that each database has."""
    await connected(database)
    before = await AuditLog(database).entries("T1")
    around = "REPLACE INTO audit SELECT workspace, seq, at, 'U2', action, subject, details, previous, hash FROM audit"
    with pytest.raises(DBAPIError):
        await run(database, around if database.is_sqlite else "TRUNCATE audit")
    assert await AuditLog(database).entries("T1") == before


async def test_the_chain_of_a_workspace_that_is_gone_goes_whole(database: Database) -> None:
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    await write(database, "T1")
    await run(database, "DELETE FROM workspace WHERE id = 'T1'")
    await run(database, "DELETE FROM audit WHERE workspace = 'T1'")
    assert await AuditLog(database).workspaces() == []


async def test_nothing_is_written_down_for_a_workspace_that_is_not_there(database: Database) -> None:
    with pytest.raises(NoSuchWorkspace):
        await write(database, "T1")
    assert await AuditLog(database).workspaces() == []


async def test_without_its_entry_a_connection_is_not_stored(database: Database) -> None:
    """Fails closed."""
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    await run(database, "ALTER TABLE audit RENAME TO elsewhere")
    with pytest.raises(SQLAlchemyError):
        await Connections(database).add(new_connection())
    assert await Connections(database).of("T1") == []


async def test_a_connection_that_is_refused_leaves_no_entry(database: Database) -> None:
    await connected(database)
    with pytest.raises(Exception, match="Acme"):
        await Connections(database).add(new_connection(number=2))
    assert len(await AuditLog(database).entries("T1")) == 1
