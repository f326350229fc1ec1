"""PostgreSQL is reached by every form of URL that libpq knows, held to limits, and waited for while it restarts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from core.secret import Secret
from storage import postgres
from storage.database import CommitLost, Database, DatabaseBusy, DatabaseDown
from storage.election import Election
from storage.migrate import current, head, upgrade
from storage.queue import Queue
from storage.seen import Seen
from storage.sql import may_take_long
from storage.workspaces import Workspaces
from tests.integration.given import NOW
from tests.postgres import BY_PASSWORD, run_sql

PASSWORD: Final = "p@ss/word: 100%"
QUOTED: Final = "p%40ss%2Fword%3A%20100%25"


@pytest.fixture
def with_password(postgres_server: str) -> Iterator[None]:
    run_sql(postgres_server, f"CREATE ROLE {BY_PASSWORD} LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
    yield
    run_sql(postgres_server, f"DROP ROLE {BY_PASSWORD}")


async def asked(url: str, question: str) -> object:
    database = Database(Secret(url), "tokenmeter test")
    async with database.reading() as session:
        found: object = (await (await session.connection()).execute(text(question))).scalar_one()
    await database.close()
    return found


@pytest.mark.usefixtures("with_password")
async def test_every_form_of_url_that_libpq_knows_reaches_it(postgres_url: str, tmp_path: Path) -> None:
    """Both ways in: the asynchronous one, and the one that migrates."""
    port, name = urlsplit(postgres_url).port, urlsplit(postgres_url).path.removeprefix("/")
    folder = str(await asked(postgres_url, "SHOW unix_socket_directories"))
    passwords = tmp_path / "passwords"
    passwords.write_text(f"127.0.0.1:{port}:*:{BY_PASSWORD}:{PASSWORD.replace(':', chr(92) + ':')}\n")
    passwords.chmod(0o600)
    forms = (
        f"postgresql://{BY_PASSWORD}:{QUOTED}@127.0.0.1:{port}/{name}?sslmode=prefer",
        f"postgresql://127.0.0.1:{port}/{name}?user={BY_PASSWORD}&password={QUOTED}&sslmode=disable",
        f"postgresql://{BY_PASSWORD}@127.0.0.1:{port}/{name}?passfile={passwords}",
        f"postgresql://postgres@/{name}?host={folder}&port={port}",
        f"postgresql://postgres@{folder.replace('/', '%2F')}:{port}/{name}",
        f"postgresql://postgres@127.0.0.1:1,127.0.0.1:{port}/{name}?target_session_attrs=read-write",
    )
    for form in forms:
        assert await asked(form, "SELECT current_database()") == name, form
        assert await asyncio.to_thread(current, Secret(form)) == head(), form


@pytest.mark.usefixtures("with_password")
async def test_what_the_url_asks_of_the_way_there_holds(postgres_url: str) -> None:
    """The server of the tests speaks no TLS, and this role needs its password."""
    for wrong in (f"{postgres_url}?sslmode=require", postgres_url.replace("postgres@", f"{BY_PASSWORD}:wrong@")):
        database = Database(Secret(wrong))
        assert not await database.ping()
        await database.close()
        with pytest.raises(DatabaseDown):
            upgrade(Secret(wrong))


@pytest.mark.parametrize("url", ["postgresql://u:canary@h/db?canary=1", "postgresql://u:canary@[::1/db"])
def test_what_libpq_does_not_understand_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(postgres.BadAddress) as refused:
        Database(Secret(url))
    assert "canary" not in str(refused.value)
    assert refused.value.__suppress_context__


async def test_a_connection_is_held_to_limits_and_has_a_name(postgres_url: str) -> None:
    limits = "'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'jit', 'application_name'"
    question = (
        f"SELECT string_agg(current_setting(s), ' ' ORDER BY n) FROM unnest(ARRAY[{limits}]) WITH ORDINALITY x(s, n)"  # noqa: S608
    )
    assert await asked(postgres_url, question) == "1min 30s 5min off tokenmeter test"
    own = f"{postgres_url}?options=-c%20statement_timeout%3D2s&application_name=ours"
    assert await asked(own, question) == "2s 30s 5min off ours"


async def test_the_queue_and_the_clock_are_held_to_limits_too(postgres_url: str) -> None:
    question = "SELECT current_setting('statement_timeout') || current_setting('jit') AS found"
    async with Queue(Secret(postgres_url), {}).opened() as queue:
        assert (await queue._app.connector.execute_query_one_async(question))["found"] == "1minoff"
    async with Election(Secret(postgres_url)).won() as clock:
        assert await (await clock.execute(question.encode())).fetchone() == ("1minoff",)


def test_nothing_is_asked_for_at_the_start_that_a_pooler_refuses() -> None:
    """PgBouncer takes no `options`, in whatever mode."""
    assert "options" not in postgres.parameters(Secret("postgresql://h/db"), "test")
    assert postgres.parameters(Secret("postgresql://h/db?options=-c%20jit%3Don"), "test")["options"] == "-c jit=on"


async def test_a_statement_that_hangs_is_ended_and_what_may_take_long_is_not(postgres_url: str) -> None:
    database = Database(Secret(f"{postgres_url}?options=-c%20statement_timeout%3D50ms"))
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    with pytest.raises(DBAPIError, match="statement timeout"):
        await database.write(lambda transaction: transaction.execute(text("SELECT pg_sleep(5)")))

    def patient(transaction: Connection) -> object:
        may_take_long(transaction)
        return transaction.execute(text("SELECT pg_sleep(0.1)::text")).scalar()

    assert await database.write(patient) == ""
    await database.close()


async def test_a_server_that_vanishes_is_noticed(postgres_url: str) -> None:
    """Keepalives are on, and what is sent and never acknowledged ends the connection."""
    given = postgres.parameters(Secret(postgres_url), "test")
    async with await psycopg.AsyncConnection.connect(**given) as connection:
        with socket.socket(fileno=connection.fileno()) as wire:
            alive = wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            found = [wire.getsockopt(socket.IPPROTO_TCP, each) for each in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL)]
            unanswered = wire.getsockopt(socket.IPPROTO_TCP, 18)  # TCP_USER_TIMEOUT
            wire.detach()
    assert (alive, found, unanswered) == (1, [30, 10], 30_000)


async def test_no_more_connections_are_opened_than_allowed_and_waiting_for_one_ends(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.FREE_WITHIN", 0.1)
    database = Database(Secret(postgres_url), connections=2)
    async with database.reading(), database.reading():
        with pytest.raises(DatabaseBusy, match="TOKENMETER_DATABASE_CONNECTIONS"):
            await Workspaces(database).get("T1")
    assert await Workspaces(database).get("T1") is None
    await database.close()


async def test_bulk_waits_for_as_long_as_it_takes_and_leaves_connections_to_who_asks(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.FREE_WITHIN", 0.1)
    database = Database(Secret(postgres_url), connections=2)
    bulk = [
        asyncio.create_task(database.write(lambda session: session.execute(text("SELECT pg_sleep(0.05)"))))
        for _ in range(5)
    ]
    await asyncio.sleep(0)
    assert await Workspaces(database).get("T1") is None
    await asyncio.gather(*bulk)
    await database.close()


@contextmanager
def shut(url: str) -> Iterator[None]:
    """As in a restart: everybody is thrown out, and nobody let in for a while."""
    server, _, name = url.rpartition("/")
    run_sql(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    run_sql(server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
    yield
    run_sql(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def test_while_it_restarts_who_asks_or_writes_waits_and_sees_no_error(postgres_url: str) -> None:
    database = Database(Secret(postgres_url))
    workspaces = Workspaces(database)
    await workspaces.ensure("T1", "Acme", "paid", NOW)
    with shut(postgres_url):
        waiting = [
            asyncio.create_task(work)
            for work in (
                workspaces.get("T1"),
                workspaces.ensure("T2", "Other", "paid", NOW),
                database.write(lambda transaction: transaction.execute(text("SELECT 1")).scalar_one()),
            )
        ]
        await asyncio.wait(waiting, timeout=0.3)
        assert not any(each.done() for each in waiting)
        assert not await database.ping()
    first, second, third = await asyncio.gather(*waiting)
    assert (getattr(first, "name", None), getattr(second, "name", None), third) == ("Acme", "Other", 1)
    await database.close()


@asynccontextmanager
async def locked(
    url: str, how: bytes = b"LOCK TABLE workspace, seen_request IN ACCESS EXCLUSIVE MODE"
) -> AsyncIterator[psycopg.AsyncConnection[tuple[object, ...]]]:
    """Nobody reads a workspace or writes down a request meanwhile."""
    async with await psycopg.AsyncConnection.connect(url, application_name="the lock") as other:
        await other.execute(how)
        yield other


async def thrown_out(url: str) -> None:
    """Who waits for the lock."""
    server, _, name = url.rpartition("/")
    waits = f"datname = '{name}' AND wait_event_type = 'Lock'"
    out = f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {waits}"  # noqa: S608
    async with await psycopg.AsyncConnection.connect(f"{server}/postgres", autocommit=True) as administrator:
        while (await (await administrator.execute(out.encode())).fetchone()) == (0,):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_question_whose_connection_is_lost_under_way_is_asked_again(postgres_url: str) -> None:
    database = Database(Secret(postgres_url))
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    async with locked(postgres_url) as lock:
        asking = asyncio.create_task(Workspaces(database).get("T1"))
        await thrown_out(postgres_url)
        await lock.rollback()
        found = await asking
    assert found is not None
    assert found.name == "Acme"
    await database.close()


async def test_what_is_lost_before_it_is_to_be_kept_is_written_again(postgres_url: str) -> None:
    """Each request that a person makes begins so."""
    database = Database(Secret(postgres_url))
    async with locked(postgres_url) as lock:
        writing = asyncio.create_task(Seen(database).first_time("1.2", NOW))
        await thrown_out(postgres_url)
        await lock.rollback()
        assert await writing
    assert not await Seen(database).first_time("1.2", NOW)
    await database.close()


COMMITS_WAIT: Final = b"""
CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER commits_wait AFTER INSERT ON seen_request
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();
"""


async def test_what_is_lost_while_it_is_kept_is_not_written_again(postgres_url: str) -> None:
    """It may have been kept: then a second time would be one too many."""
    database = Database(Secret(postgres_url))
    async with await psycopg.AsyncConnection.connect(postgres_url) as other:
        await other.execute(COMMITS_WAIT)
    async with locked(postgres_url, b"SELECT pg_advisory_lock(1)") as lock:
        writing = asyncio.create_task(Seen(database).first_time("1.2", NOW))
        await thrown_out(postgres_url)
        with pytest.raises(CommitLost):
            await writing
        await lock.execute("SELECT pg_advisory_unlock_all()")
    await database.close()


async def test_what_was_being_written_when_its_connection_was_lost_is_told_and_is_not_there(postgres_url: str) -> None:
    """Whether it was kept is known to the server alone: who wrote asks, and does it again."""
    database = Database(Secret(postgres_url))
    async with locked(postgres_url) as lock:
        writing = asyncio.create_task(Workspaces(database).ensure(uuid4().hex, "Acme", "paid", NOW))
        await thrown_out(postgres_url)
        await lock.rollback()
        with pytest.raises(DBAPIError):
            await writing
    assert await Workspaces(database).all() == []
    await database.close()
