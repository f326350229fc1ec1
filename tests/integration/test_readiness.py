"""What /readyz says of a real database: well, slow, of another schema, or not there."""

from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlalchemy import column, table, update

from bot.readiness import BUSY, READY, Readiness, Ready, trouble_with
from core.secret import Secret
from storage.database import Database

NEVER = 1_000_000.0


@pytest.fixture
async def postgresql(postgres_url: str) -> AsyncIterator[Database]:
    database = Database(Secret(postgres_url))
    yield database
    await database.close()


async def test_one_that_somebody_keeps_locked_is_slow_and_takes_nothing_out(postgresql: Database) -> None:
    readiness = Readiness(partial(trouble_with, postgresql), slow=0.2, broken=NEVER)
    async with postgresql.writing() as session:
        await (await session.connection()).exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
        ready = await readiness.now()
    assert ready.yes
    assert "slow" in ready.said
    assert await Readiness(partial(trouble_with, postgresql)).now() == READY
    await readiness.close()


@pytest.mark.parametrize(
    ("revision", "ready"),
    [
        ("9999", READY),
        ("0001", Ready(False, "the database is not migrated to this release's schema")),
    ],
)
async def test_the_old_processes_answer_while_an_upgrade_goes_from_one_to_the_next(
    database: Database, revision: str, ready: Ready
) -> None:
    async with database.writing() as session:
        await session.exec(update(table("alembic_version", column("version_num"))).values(version_num=revision))
        await session.commit()
    assert await Readiness(partial(trouble_with, database)).now() == ready


async def test_one_that_is_not_there_is_not_ready(postgres_server: str) -> None:
    database = Database(Secret(f"{postgres_server}/nowhere"))
    ready = await Readiness(partial(trouble_with, database)).now()
    await database.close()
    assert (ready.yes, ready.said) == (False, "the database cannot be reached")


async def test_one_whose_connections_are_all_in_use_is_slow(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.FREE_WITHIN", 0.1)
    database = Database(Secret(postgres_url), connections=1)
    readiness = Readiness(partial(trouble_with, database))
    async with database.reading():
        assert await readiness.now() == BUSY
        assert BUSY.yes
    assert await readiness.now() == READY
    await database.close()
