"""The page `/metrics`."""

import asyncio
from typing import Final

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from bot.metrics.stored import families_of, page_of
from core.clock import Clock
from storage.backlog import Backlog, Backlogs
from storage.database import DatabaseDown

PATIENCE: Final = 5.0
"""Seconds the database gets: Prometheus itself waits for ten."""

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

log = structlog.stdlib.get_logger("tokenmeter.metrics")


class MetricsPage:
    def __init__(self, registry: CollectorRegistry, backlogs: Backlogs, clock: Clock) -> None:
        self._registry = registry
        self._backlogs = backlogs
        self._clock = clock
        self._asking: asyncio.Task[bytes] | None = None

    async def text(self) -> bytes:
        """All of it; without what is stored when the database does not answer in time."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._stored())
        # However many ask at a time, the database is asked once, and nobody waits twice for it.
        stored = await asyncio.shield(self._asking)
        return generate_latest(self._registry) + stored

    async def _stored(self) -> bytes:
        loop = asyncio.get_running_loop()
        began, now = loop.time(), self._clock.now()
        backlog: Backlog | None = None
        try:
            async with asyncio.timeout(PATIENCE):
                backlog = await self._backlogs.at(now)
        except (SQLAlchemyError, OSError, DatabaseDown, TimeoutError) as error:
            log.warning("the database did not tell how far everything is", error=type(error).__name__)
        return page_of(families_of(backlog, loop.time() - began, now))
