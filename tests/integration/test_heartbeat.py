"""The scheduler's heartbeat, as the database keeps it."""

from datetime import timedelta

from storage.database import Database
from storage.heartbeat import Heartbeat, Heartbeats
from tests.conftest import NOW


async def test_it_tells_who_looked_last_and_since_when(database: Database) -> None:
    heartbeats = Heartbeats(database)
    assert await heartbeats.last() is None
    await heartbeats.beat("a:1", NOW)
    soon, later = NOW + timedelta(seconds=10), NOW + timedelta(seconds=20)
    await heartbeats.beat("a:1", soon)
    assert await heartbeats.last() == Heartbeat("a:1", NOW, soon)
    await heartbeats.beat("b:2", later)
    assert await heartbeats.last() == Heartbeat("b:2", later, later)
