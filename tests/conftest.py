"""What tests share: a database built by the migrations, and a clock that stands where it is put.

A test that asks for `database` runs twice: with SQLite, and with a real PostgreSQL.
"""

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
import structlog
from hypothesis import settings

from bot import app
from bot.chart_process import ChartProcess
from core.secret import Secret
from storage.database import Database
from storage.migrate import upgrade
from tests.postgres import postgres, run_sql

# The same examples each time, and none too slow on a machine that does other things as well.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")

# As the bot writes them: the boxes that structlog draws around tracebacks took a tenth of the acceptance tests' time.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


MEMORY: Final = Path("/dev/shm")  # noqa: S108  # what is made there has a folder of its own
ROOM: Final = 2 * 1024**3
"""Bytes; a container often has 64 MB."""


def pytest_configure() -> None:
    """Databases come and go by the hundred: in memory one is made in a fifteenth of what it takes on a disk."""
    gc.set_threshold(100_000)  # nothing that is imported and collected now is garbage
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        tempfile.tempdir = str(MEMORY)


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking for garbage in it again and again took a quarter of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by

    def set(self, now: datetime) -> None:
        self._now = now


NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday."""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


class _Lent:
    """A chart process that goes on when the town that has it is over."""

    def __init__(self, charts: ChartProcess) -> None:
        self.draw = charts.draw

    async def start(self) -> None:
        """The first chart starts it."""

    async def close(self) -> None:
        """Others draw with it too."""


@pytest.fixture(scope="session")
def shared_charts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One chart process for all towns: warming one up costs more than most of these tests."""
    charts = ChartProcess(tmp_path_factory.mktemp("charts"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "ChartProcess", lambda cache: _Lent(charts))
        yield
    asyncio.run(charts.close())


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(Secret(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server with a migrated, empty database called `template` to copy."""
    with postgres() as server:
        run_sql(server, "CREATE DATABASE template")
        upgrade(Secret(f"{server}/template"))
        yield server


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    path = tmp_path / "tokenmeter.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = f"test_{uuid4().hex}"
    # Copying its files takes a quarter of the time that writing them through the log does, as is PostgreSQL's default.
    run_sql(postgres_server, f"CREATE DATABASE {name} TEMPLATE template STRATEGY file_copy")
    yield f"{postgres_server}/{name}"
    run_sql(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The contract's DATABASE_URL of a fresh, migrated database of either kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(Secret(database_url))
    yield database
    await database.close()
