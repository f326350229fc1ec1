"""A collection that dies at its first fault point, the next at its second, and so on, until one gets through.

Each goes on from the database as the one before it left it. At the end every figure is the sandbox's own.
"""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from core.collection import run
from tests.books import inconsistent
from tests.broken_builds import LedgerFirst, let_nothing_be_deleted
from tests.collected import Collected
from tests.storm.collecting_process import start
from tests.storm.deaths import End, all_restated, dying_everywhere, first_import
from tests.storm.fault_points import fail, stop_of_this_task

STEP = 7
"""Here; `make storm` dies at every point."""
KILLED_AT = (50, 120)
"""After so many fault points: while it asks and reads names, and while it stores."""


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then figures are stored from early on, and a life has fewer deaths in which nothing was stored yet."""
    monkeypatch.setattr(run, "AT_ONCE", 2)


async def what_is_wrong_after(here: Collected, end: Callable[[], End]) -> list[str]:
    deaths, wrong = await dying_everywhere(here, end, STEP)
    assert deaths > 5 or wrong
    return wrong


async def test_a_first_import_that_is_stopped_everywhere_ends_with_openais_own_figures(database_url: str) -> None:
    async with first_import(database_url) as here:
        assert await what_is_wrong_after(here, stop_of_this_task) == []


async def test_a_later_collection_that_fails_everywhere_ends_with_openais_own_figures(database_url: str) -> None:
    async with all_restated(database_url) as here:
        assert await what_is_wrong_after(here, lambda: fail) == []


async def test_a_process_that_is_killed_leaves_what_the_next_can_go_on_from(database_url: str, tmp_path: Path) -> None:
    async with all_restated(database_url) as here:
        for points in KILLED_AT:
            process = await start(database_url, here.openai_url, here.clock.now(), tmp_path / "complaints", points)
            assert await process.wait() == -signal.SIGKILL
            assert inconsistent(await here.kept()) == []
        assert (await here.collect()).fault is None
        assert await here.wrong() == []


async def test_a_ledger_that_is_written_before_the_figures_would_be_noticed(sqlite_url: str) -> None:
    async with first_import(sqlite_url, LedgerFirst) as here:
        assert await what_is_wrong_after(here, lambda: fail) != []


async def test_figures_that_were_replaced_without_deleting_would_be_noticed(sqlite_url: str) -> None:
    let_nothing_be_deleted(sqlite_url)
    async with all_restated(sqlite_url) as here:
        assert await what_is_wrong_after(here, lambda: fail) != []
