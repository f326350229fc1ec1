"""What the acceptance tests share: towns that import only a few days, so that each is up in a second."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.chart_process import ChartProcess
from sandbox.openai.keys import DEFAULT_KEY
from tests.conftest import FixedClock
from tests.town import Town, town

DAYS = 20
"""Days that these towns import."""


@pytest.fixture(scope="session")
def charts_come_late() -> Iterator[None]:
    """The chart process is started by the first chart: warming it up costs more than most of these tests."""

    async def nothing(self: ChartProcess) -> None:
        return

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ChartProcess, "start", nothing)
        yield


@pytest.fixture
async def acme(tmp_path: Path, sqlite_url: str, clock: FixedClock, charts_come_late: None) -> AsyncIterator[Town]:
    """Nothing is connected yet."""
    async with town(tmp_path / "home", sqlite_url, clock, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as built:
        yield built


@pytest.fixture
async def connected(acme: Town) -> Town:
    """Ana's key is connected, and everything is imported."""
    await acme.connect_and_import(DEFAULT_KEY)
    return acme
