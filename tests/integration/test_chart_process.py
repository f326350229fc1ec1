"""The process that draws charts: it is there when it is needed, and gone when it is not."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

import pytest

from bot.chart_process import ChartFailed, ChartProcess
from core.chart import Bars, Chart
from core.grain import Grain

CHART = Chart(
    "$3 · today",
    (date(2026, 11, 24),),
    Grain.DAY,
    (Bars("处理 $x_{1}$", (3.0,), "$3", 0),),
    "usd",
    frozenset({0}),
    "today",
)
NO_CHART = cast("Chart", "not a chart")
PNG = b"\x89PNG\r\n\x1a\n"
A_WHILE = 30

A_BOT = """
import asyncio, multiprocessing, sys
from pathlib import Path
from bot.chart_process import ChartProcess
from tests.integration.test_chart_process import CHART

async def main():
    charts = ChartProcess(Path(sys.argv[1]))
    await charts.start()
    await charts.draw(CHART)
    print(multiprocessing.active_children()[0].pid, flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matplotlib")


@pytest.fixture
async def charts(cache: Path) -> AsyncIterator[ChartProcess]:
    charts = ChartProcess(cache, patience=A_WHILE)
    await charts.start()
    yield charts
    await charts.close()


@pytest.fixture(autouse=True)
def of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that other tests draw with are none of these tests'."""
    before = {each.pid for each in multiprocessing.active_children()}
    every = multiprocessing.active_children
    monkeypatch.setattr(
        multiprocessing, "active_children", lambda: [each for each in every() if each.pid not in before]
    )


def child() -> BaseProcess:
    (process,) = multiprocessing.active_children()
    return process


def pid() -> int:
    number = child().pid
    assert number is not None
    return number


def printed_by(code: str) -> str:
    python = [sys.executable, "-c", code]
    return subprocess.run(python, capture_output=True, text=True, check=True).stdout  # noqa: S603  # our own code


def limit_of(name: str, process: int) -> list[str]:
    """The soft and the hard limit."""
    lines = Path(f"/proc/{process}/limits").read_text().splitlines()
    (values,) = (line.removeprefix(name).split() for line in lines if line.startswith(name))
    return values[:2]


def list_of_fonts(cache: Path) -> tuple[int, str]:
    """When it was written, and what is in it."""
    (made,) = cache.glob("fontlist-*.json")
    return made.stat().st_mtime_ns, made.read_text()


def test_the_bot_can_import_it_without_matplotlib() -> None:
    """matplotlib in the bot costs 0.4 s of its start and 45 MB for as long as it runs."""
    heavy = "{'matplotlib', 'numpy', 'core.charts'} & sys.modules.keys()"
    assert printed_by(f"import sys, bot.chart_process; print({heavy})") == "set()\n"


def test_charts_are_drawn_without_the_global_state_of_pyplot() -> None:
    assert printed_by("import sys, core.charts; print('matplotlib.pyplot' in sys.modules)") == "False\n"


async def test_charts_asked_for_at_once_are_all_drawn_by_one_process(charts: ChartProcess) -> None:
    pictures = await asyncio.gather(*(charts.draw(CHART) for _ in range(4)))
    assert all(picture.startswith(PNG) for picture in pictures)
    assert len(set(pictures)) == 1
    assert len(multiprocessing.active_children()) == 1


async def test_a_process_that_was_killed_is_replaced(charts: ChartProcess) -> None:
    await charts.draw(CHART)
    killed = child()
    killed.kill()
    assert (await charts.draw(CHART)).startswith(PNG)
    assert pid() != killed.pid


async def test_a_chart_is_drawn_again_when_the_process_dies_over_it(charts: ChartProcess) -> None:
    await charts.draw(CHART)
    before = pid()
    waiting = [asyncio.create_task(charts.draw(CHART)) for _ in range(3)]
    await asyncio.sleep(0)
    os.kill(before, signal.SIGKILL)
    assert all(picture.startswith(PNG) for picture in await asyncio.gather(*waiting))
    assert pid() != before


async def test_what_cannot_be_drawn_fails_and_harms_nobody_else(charts: ChartProcess) -> None:
    await charts.draw(CHART)
    before = pid()
    with pytest.raises(ChartFailed):
        await charts.draw(NO_CHART)
    assert (await charts.draw(CHART)).startswith(PNG)
    assert pid() == before


async def test_nobody_waits_for_a_chart_for_ever(cache: Path) -> None:
    charts = ChartProcess(cache, patience=0.001)
    await charts.start()
    with pytest.raises(ChartFailed):
        await charts.draw(CHART)
    await charts.close()


async def test_after_the_end_there_is_no_process_and_no_chart(cache: Path) -> None:
    charts = ChartProcess(cache)
    await charts.start()
    await charts.draw(CHART)
    await charts.close()
    assert multiprocessing.active_children() == []
    with pytest.raises(ChartFailed):
        await charts.draw(CHART)


async def test_ctrl_c_is_for_the_bot_and_not_for_the_process(charts: ChartProcess) -> None:
    await charts.draw(CHART)
    before = pid()
    os.kill(before, signal.SIGINT)
    assert (await charts.draw(CHART)).startswith(PNG)
    assert pid() == before


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_the_process_leaves_no_core_behind(charts: ChartProcess) -> None:
    await charts.draw(CHART)
    assert limit_of("Max core file size", pid()) == ["0", "0"]


async def test_the_list_of_fonts_is_made_once_and_has_none_of_the_machine(charts: ChartProcess, cache: Path) -> None:
    await charts.draw(CHART)
    before = list_of_fonts(cache)
    again = ChartProcess(cache)
    await again.start()
    await again.draw(CHART)
    await again.close()
    assert list_of_fonts(cache) == before
    assert '"fname": "/' not in before[1]


def test_a_bot_that_is_killed_leaves_no_chart_process(cache: Path, tmp_path: Path) -> None:
    """It used to stay for good, with 70 MB, one for each time the bot was killed."""
    script = tmp_path / "a_bot.py"
    script.write_text(A_BOT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(  # noqa: S603  # our own code
        [sys.executable, str(script), str(cache)], stdout=subprocess.PIPE, text=True, env=environment
    ) as bot:
        assert bot.stdout is not None
        process = int(bot.stdout.readline())
        bot.kill()
        try:
            # The chart process has the bot's output open too: it ends when the last of them is gone.
            bot.communicate(timeout=A_WHILE)
        except subprocess.TimeoutExpired:
            os.kill(process, signal.SIGKILL)
            raise
