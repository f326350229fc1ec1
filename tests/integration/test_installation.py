"""A database belongs to one installation, whoever asks first."""

from datetime import timedelta

from storage.database import Database
from storage.installation import installation_of
from tests.conftest import FixedClock


async def test_the_first_to_ask_makes_it_and_it_stays(database: Database, clock: FixedClock) -> None:
    first = await installation_of(database, "0a1b", clock.now())
    again = await installation_of(database, "2c3d", clock.now() + timedelta(days=1))
    assert first == again
    assert (first.id, first.made_at) == ("0a1b", clock.now())
