"""What the acceptance tests share: towns that import only a few days, so that each is up in a second."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot import app
from bot.chart_process import ChartProcess
from sandbox.openai.keys import DEFAULT_KEY
from tests.conftest import FixedClock
from tests.town import Town, town

DAYS = 20
"""Days that these towns import."""


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


@pytest.fixture
async def acme(tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None) -> AsyncIterator[Town]:
    """Nothing is connected yet."""
    async with town(tmp_path / "home", sqlite_url, clock, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as built:
        yield built


@pytest.fixture
async def connected(acme: Town) -> Town:
    """Ana's key is connected, and everything is imported."""
    await acme.connect_and_import(DEFAULT_KEY)
    return acme
