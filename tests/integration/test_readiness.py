"""What /readyz says of a real database: well, slow, of another schema, or not there."""

from collections.abc import AsyncIterator
from functools import partial

import pytest

from bot.readiness import READY, Readiness, trouble_with
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


async def test_one_that_another_release_has_migrated_is_not_ready(database: Database) -> None:
    async with database.writing() as session:
        await (await session.connection()).exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        await session.commit()
    ready = await Readiness(partial(trouble_with, database)).now()
    assert (ready.yes, ready.said) == (False, "the database's schema is not this release's")


async def test_one_that_is_not_there_is_not_ready(postgres_server: str) -> None:
    database = Database(Secret(f"{postgres_server}/nowhere"))
    ready = await Readiness(partial(trouble_with, database)).now()
    await database.close()
    assert (ready.yes, ready.said) == (False, "the database cannot be reached")
