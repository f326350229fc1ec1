"""tokenmeter audit, as an operator runs it: prints the chain, and its exit status says whether it holds."""

import asyncio
import sqlite3
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from core.secret import Secret
from storage.database import Database
from tests.integration.given import connected


@pytest.fixture
def audited(database_url: str) -> str:
    """The URL of a database with two connections in it."""

    async def connect() -> None:
        database = Database(Secret(database_url))
        await connected(database, name="Acme \x1b[2J")
        await connected(database, name="Other", number=2)
        await database.close()

    asyncio.run(connect())
    return database_url


def run(url: str, home: Path, *arguments: str) -> Result:
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-" + "test-" * 3,
        "SLACK_SIGNING_SECRET": "test-" * 6,
        "DATABASE_URL": url,
        "TOKENMETER_HOME": str(home),
    }
    return CliRunner(env=environ).invoke(main, ["audit", *arguments])


def tamper(url: str, statement: str) -> None:
    """As somebody would who has the file, or owns the tables."""
    if not url.startswith("sqlite"):
        with psycopg.connect(url) as server:
            server.execute("DROP TRIGGER audit_only_grows ON audit")
            server.execute(statement.encode())
        return
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        for trigger in ("audit_keeps_what_it_says", "audit_keeps_what_it_has", "audit_grows_at_its_end"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(statement)
    connection.close()


def test_a_chain_that_holds_is_printed_with_its_last_hash(audited: str, tmp_path: Path) -> None:
    printed = run(audited, tmp_path, "T1")
    assert printed.exit_code == 0
    assert "U1  connected" in printed.output
    assert "The chain holds: 2 entries, the last hash is " in printed.output


def test_a_name_from_outside_does_not_steer_the_terminal(audited: str, tmp_path: Path) -> None:
    assert "\x1b" not in run(audited, tmp_path).output


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE audit SET actor = 'U2' WHERE seq = 1", "entry 1: it was changed"),
        ("DELETE FROM audit WHERE seq = 1", "entry 1: it is missing"),
    ],
)
def test_a_chain_that_was_tampered_with_names_its_first_broken_entry(
    audited: str, tmp_path: Path, statement: str, where: str
) -> None:
    tamper(audited, statement)
    printed = run(audited, tmp_path)
    assert printed.exit_code == 1
    assert f"The chain is broken at {where}." in printed.output


def test_a_workspace_that_has_none_is_said_so(audited: str, tmp_path: Path) -> None:
    printed = run(audited, tmp_path, "T404")
    assert (printed.exit_code, printed.output) == (1, "There is no audit log of T404.\n")


def test_a_database_that_was_never_migrated_is_left_alone(tmp_path: Path) -> None:
    printed = run(f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    assert printed.exit_code == 1
    assert "Run `tokenmeter migrate`." in printed.output
