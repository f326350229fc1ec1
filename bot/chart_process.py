"""Charts are drawn in a process beside the bot: a drawing in a thread would hold up every answer meanwhile, and
matplotlib would be half of the bot's memory."""

import asyncio
import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final

import structlog

from bot.chart_child import draw_here, prepare, warm
from core.chart import Chart
from core.month_chart import MonthChart
from core.ranking import Ranking

log = structlog.stdlib.get_logger("tokenmeter.charts")

_PATIENCE: Final = 30.0


class ChartFailed(Exception):
    """The chart could not be drawn. Its answer can go out without it."""


class ChartProcess:
    """One warm process that draws charts, one after the other. When it dies, another one takes its place."""

    def __init__(self, cache: Path, patience: float = _PATIENCE) -> None:
        """`cache` is a folder of its own for matplotlib's list of fonts. `patience` is how many seconds a chart may
        take, those waited for others included."""
        self._cache = cache
        self._patience = patience
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False

    async def start(self) -> None:
        """Start the process; it warms up while the bot goes on."""
        self._running()

    async def draw(self, chart: Chart | MonthChart | Ranking) -> bytes:
        """A PNG of 1600 × 900 pixels. Raises ChartFailed, and nothing else."""
        try:
            async with asyncio.timeout(self._patience):
                try:
                    return await self._draw(chart)
                except BrokenProcessPool:
                    log.warning("the chart process died; another one is started")
                    return await self._draw(chart)
        except Exception as error:  # whatever a drawing runs into, it comes through the pool as it was
            raise ChartFailed from error

    async def close(self) -> None:
        """End the process, once it has drawn what waits to be drawn."""
        self._closed = True
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown)

    async def _draw(self, chart: Chart | MonthChart | Ranking) -> bytes:
        pool = self._running()
        try:
            return await asyncio.wrap_future(pool.submit(draw_here, chart))
        except BrokenProcessPool:
            # Several charts may have waited for the one that died: the first of them to get here replaces it.
            if self._pool is pool:
                self._pool = None
            pool.shutdown(wait=False)
            raise

    def _running(self) -> ProcessPoolExecutor:
        if self._closed:
            raise ChartFailed("the chart process is closed")
        if self._pool is None:
            # Spawned: a fork of a process with threads and open connections is not safe to work in.
            self._pool = ProcessPoolExecutor(
                1, multiprocessing.get_context("spawn"), initializer=prepare, initargs=(str(self._cache),)
            )
            self._pool.submit(warm).add_done_callback(_report)
        return self._pool


def _report(warmed: Future[None]) -> None:
    error = warmed.exception()
    if error is not None:
        log.warning("the chart process did not warm up", exc_info=error)
