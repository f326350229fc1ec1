"""The database: one engine for SQLite and PostgreSQL, and the ways in: `reading`, `writing`, and `write` for bulk."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession
from tenacity import AsyncRetrying, retry_if_exception, stop_after_delay, wait_random_exponential

from core.concurrency import whole
from core.outcome import OutcomeUnknown
from core.secret import Secret
from storage import postgres

BUSY_SECONDS: Final = 30.0
"""How long SQLite waits for another process that writes."""

WRITES: Final = "tokenmeter_writes"
"""The execution option of an engine whose transactions write."""

COMES_BACK_WITHIN: Final = 10.0
"""Seconds for which a server that cannot be reached is tried again: as long as its restart takes."""

FREE_WITHIN: Final = 10.0
"""Seconds in which one of the process' connections must become free."""

NONE_FREE: Final = (
    f"no connection to the database became free within {FREE_WITHIN:.0f} s: raise TOKENMETER_DATABASE_CONNECTIONS, or "
    "see what keeps the database so long"
)

_SYNCHRONOUS_FULL: Final = 2

ResultT = TypeVar("ResultT")


class DatabaseDown(Exception):
    """The database cannot be reached or does not answer."""


class DatabaseBusy(DatabaseDown):
    """All connections that this process may have were in use: TOKENMETER_DATABASE_CONNECTIONS is too low for its work,
    or the database too slow.
    """


class CommitLost(DatabaseDown, OutcomeUnknown):
    """The server went away while it was to keep what was written: whether it has, it alone knows."""


class Writing(AsyncSession):
    async def commit(self) -> None:
        """Whole, however often the caller is cancelled meanwhile: half-way, its connection could not be used again.

        Raises CommitLost.
        """
        try:
            await whole(super().commit())
        except DBAPIError as error:
            if error.connection_invalidated:
                raise CommitLost from error
            raise


class Database:
    """Opened by the contract's URL: `sqlite:///path` or `postgresql://…`. Connects at first use.

    A PostgreSQL server that goes away is waited for, COMES_BACK_WITHIN, wherever a connection is asked for.
    """

    def __init__(self, url: Secret, name: str = "tokenmeter", connections: int = postgres.CONNECTIONS) -> None:
        """`name`: of this process, for who looks at the server. `connections`: how many it opens at most.

        Raises ValueError for any other kind of database.
        """
        parsed = async_url(url)
        self.is_sqlite: Final = parsed.get_backend_name() == "sqlite"
        self._engine = create_async_engine(
            parsed,
            hide_parameters=True,
            pool_pre_ping=not self.is_sqlite,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=FREE_WITHIN,
            connect_args={"timeout": BUSY_SECONDS} if self.is_sqlite else postgres.parameters(url, name),
        )
        # Bulk waits here, for as long as it takes, and leaves connections to who asks and tells.
        self._one_writer: AbstractAsyncContextManager[None] = nullcontext()
        self._bulk: AbstractAsyncContextManager[None] = asyncio.Semaphore(max(1, connections // 2))
        self._thread_engine: Engine | None = None
        if self.is_sqlite:
            self._one_writer = asyncio.Lock()
            prepare_sqlite(self._engine.sync_engine)
            self._thread_engine = _engine_for_threads(url)
        else:
            _hold_to_limits(self._engine.sync_engine)
        self._writing_engine = self._engine.execution_options(**{WRITES: True})
        # Each statement of a reader sees what is stored at its own moment anyhow: beginning and ending a transaction
        # around it would be two more ways to the server and back.
        self._reading_engine = (
            self._engine if self.is_sqlite else self._engine.execution_options(isolation_level="AUTOCOMMIT")
        )

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads."""
        async with AsyncSession(self._reading_engine) as session:
            await self._reach(session.connection)
            yield session

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads, and whose every statement sees what was stored at the moment of the first one."""
        async with AsyncSession(self._engine) as session:
            # With SQLite, a transaction is one already.
            await self._reach(partial(session.connection, execution_options={"isolation_level": "REPEATABLE READ"}))
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session that writes: one transaction, kept by `await session.commit()` and by nothing else.

        With SQLite there is one of them at a time in the process, and it holds the write lock from its first statement.
        """
        async with self._one_writer, Writing(self._writing_engine, expire_on_commit=False) as session:
            await self._reach(session.connection)
            yield session

    async def write(self, work: Callable[[Connection], ResultT]) -> ResultT:
        """What `work` gives, done beside the event loop in one transaction that is kept when it returns.

        For bulk: with SQLite, where every awaited statement costs four changes of threads, all of it is one job in one
        thread. That job runs to its end even when the caller is cancelled.
        """
        async with self._bulk, self._one_writer:
            if self._thread_engine is not None:
                return await whole(asyncio.to_thread(_write, self._thread_engine, work))
            connection = self._writing_engine.connect()
            await self._reach(connection.start)
            try:
                async with connection.begin():
                    return await connection.run_sync(work)
            finally:
                await connection.close()

    async def _reach(self, connect: Callable[[], Awaitable[object]]) -> None:
        """Connect. Nothing has been asked yet: trying again does no harm. Raises DatabaseBusy and DBAPIError."""
        if self.is_sqlite:
            return
        wait, stop = wait_random_exponential(multiplier=0.1, max=1.0), stop_after_delay(COMES_BACK_WITHIN)
        try:
            await AsyncRetrying(retry=retry_if_exception(_is_away), wait=wait, stop=stop, reraise=True)(connect)
        except NoneFree as error:
            raise DatabaseBusy(NONE_FREE) from error

    async def ping(self) -> bool:
        """Whether the database answers. Raises DatabaseBusy."""
        try:
            async with self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except NoneFree as error:
            raise DatabaseBusy(NONE_FREE) from error
        except (SQLAlchemyError, OSError, DatabaseDown):
            return False
        return True

    @property
    def file(self) -> Path | None:
        """SQLite's; None when a server has the data."""
        return Path(self._engine.url.database) if self.is_sqlite and self._engine.url.database else None

    async def size(self) -> int:
        """How many bytes it takes, as it tells."""
        pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        query = pages if self.is_sqlite else "SELECT pg_database_size(current_database())"
        async with self._engine.connect() as connection:
            return int((await connection.execute(text(query))).scalar_one())

    async def is_migrated(self, revision: str) -> bool:
        """Whether the schema stands at this revision, or a later one: a newer release may have migrated it on.

        Raises DatabaseBusy.
        """
        try:
            async with self._engine.connect() as connection:
                found = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
        except NoneFree as error:
            raise DatabaseBusy(NONE_FREE) from error
        except (SQLAlchemyError, OSError, DatabaseDown):
            return False
        return found is not None and str(found) >= revision

    async def overwrite_removed(self) -> bool:
        """Leave nothing of removed rows in SQLite's files; whether that is so now.

        It is not while another process reads: try again. What PostgreSQL keeps of them is in its own hands.
        """
        if not self.is_sqlite:
            return False
        async with self._one_writer, self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            try:
                await driver.execute("VACUUM")
                checkpoint = await (await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")).fetchone()
            except sqlite3.OperationalError:
                return False
        return bool(checkpoint[0] == 0)

    async def close(self) -> None:
        await self._engine.dispose()
        if self._thread_engine is not None:
            self._thread_engine.dispose()


def _is_away(error: BaseException) -> bool:
    """The server went away or cannot be reached: it has not said why, as it does when it refuses a statement."""
    away = isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) is None
    return away or (isinstance(error, DBAPIError) and error.connection_invalidated)


def _write(engine: Engine, work: Callable[[Connection], ResultT]) -> ResultT:
    with engine.begin() as connection:
        return work(connection)


def _engine_for_threads(url: Secret) -> Engine:
    """An engine for SQLite whose every transaction writes, and which blocks."""
    engine = create_engine(url.reveal(), hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    prepare_sqlite(engine)
    return engine.execution_options(**{WRITES: True})


def async_url(url: Secret) -> URL:
    """With the asynchronous driver we use; of PostgreSQL's nothing more, because libpq itself is to read it.

    Raises ValueError for any other kind of database.
    """
    scheme = url.reveal().partition("://")[0]
    if scheme == "postgresql":
        return URL.create("postgresql+psycopg")
    if scheme == "sqlite":
        return make_url(url.reveal()).set(drivername="sqlite+aiosqlite")
    raise ValueError("the database must be sqlite:/// or postgresql://")


def _hold_to_limits(engine: Engine) -> None:
    """Every connection of this engine, which is PostgreSQL's."""

    @event.listens_for(engine, "connect")
    def hold(connection: Any, record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(postgres.HOLD)
        cursor.close()
        connection.commit()


def prepare_sqlite(engine: Any) -> None:
    """Make every connection of this (synchronous) engine durable, strict and explicit about its transactions."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:
        connection.isolation_level = None  # the driver would begin by itself, deferred, and not before DDL
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()
        cursor.close()
        if journal != ("wal",) or synchronous != (_SYNCHRONOUS_FULL,):
            raise DatabaseDown("SQLite does not give a write-ahead log and full syncs here: is it a network folder?")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later fails at once when another process wrote in between.
        immediate = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    @event.listens_for(engine, "invalidate")
    def roll_back(connection: Any, record: object, error: BaseException | None) -> None:
        # A statement whose task was cancelled is still open, and then closing the connection leaves its transaction,
        # and with it the lock on the file, to the garbage collector.
        connection.rollback()
