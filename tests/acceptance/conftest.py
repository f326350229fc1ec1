"""What the acceptance tests share: towns that import only a few days, so that each is up in a second."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.state import State
from tests.acceptance.looking import idle
from tests.conftest import NOW, FixedClock
from tests.town import Town, town

DAYS = 20
"""Days that these towns import."""


@pytest.fixture
async def acme(tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None) -> AsyncIterator[Town]:
    """Nothing is connected yet."""
    async with town(tmp_path / "home", sqlite_url, clock, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as built:
        yield built


@dataclass(frozen=True)
class Imported:
    """What a town left behind: the bot's folder, and what stands in Slack."""

    folder: Path
    slack: State


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, shared_charts: None) -> Imported:
    """Ana's key was connected, and everything was imported."""
    folder = tmp_path_factory.mktemp("imported")
    shutil.copy(migrated_sqlite, folder / "tokenmeter.db")

    async def once() -> State:
        async with _on(folder, FixedClock(NOW)) as built:
            await built.connect_and_import(DEFAULT_KEY)
            await idle(built.house)
            return built.slack.state

    return Imported(folder, asyncio.run(once()))


@pytest.fixture
async def connected(imported: Imported, tmp_path: Path, clock: FixedClock) -> AsyncIterator[Town]:
    """The bot, started again on a copy of it; what it does at a start is done."""
    shutil.copytree(imported.folder, tmp_path, dirs_exist_ok=True)
    async with _on(tmp_path, clock) as built:
        built.slack.state.channels.update(deepcopy(imported.slack.channels))
        built.slack.state.files.update(deepcopy(imported.slack.files))
        await idle(built.house)
        yield built


def _on(folder: Path, clock: FixedClock) -> AbstractAsyncContextManager[Town]:
    return town(folder / "home", f"sqlite:///{folder}/tokenmeter.db", clock, TOKENMETER_BACKFILL_DAYS=str(DAYS))
