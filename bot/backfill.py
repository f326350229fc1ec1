"""The message that shows an import: posted when a key is connected, kept current, and at the end the first chart."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from bot.answering import Answering
from bot.messenger import Messenger
from bot.statuses import Statuses
from bot.views.backfill import Block, build_import_waits, build_importing
from bot.views.connection import why
from core.clock import Clock
from core.collection.collector import Progress
from core.connection import Connection
from storage.deliveries import Deliveries

IMPORT: Final = "import"
FIRST_CHART: Final = "first chart"
"""Kinds of delivery, each one a connection."""

EVERY: Final = 1.5
"""Seconds between two edits of the message: Slack takes about 50 a minute."""

log = structlog.stdlib.get_logger("tokenmeter.backfill")

Show = Callable[[Progress], None]


@dataclass(slots=True)
class _Latest:
    """What the collector reported last, for the task that edits the message."""

    progress: Progress | None = None


class BackfillMessages:
    def __init__(
        self,
        messenger: Messenger,
        deliveries: Deliveries,
        answering: Answering,
        statuses: Statuses,
        clock: Clock,
        every: float = EVERY,
    ) -> None:
        self._messenger = messenger
        self._deliveries = deliveries
        self._answering = answering
        self._statuses = statuses
        self._clock = clock
        self._every = every

    @asynccontextmanager
    async def shown(self, connection: Connection) -> AsyncIterator[Show]:
        """While a collection runs, show how far it is; yields what takes the progress.

        Once the first chart is there, collections run without a word.
        """
        if await self._deliveries.find(connection.workspace, FIRST_CHART, connection.uid):
            yield lambda progress: None
            return
        latest, over = _Latest(), asyncio.Event()

        def show(progress: Progress) -> None:
            latest.progress = progress

        editing = asyncio.create_task(self._keep_current(connection, latest, over))
        try:
            yield show
        finally:
            over.set()
            await asyncio.wait([editing])
        if editing.exception() is not None:
            # What is collected does not depend on the message: the next collection tries to show it again.
            log.warning("the import could not be shown", connection=connection.id, exc_info=editing.exception())
            return
        await self._conclude(connection, *editing.result())

    async def _keep_current(self, connection: Connection, latest: _Latest, over: asyncio.Event) -> tuple[str, str]:
        """Edit the message every now and then until the collection is over; the answer is where the message is."""
        channel, ts = await self._message(connection)
        began, shown = self._clock.now(), latest.progress
        while not over.is_set():
            progress = latest.progress
            if progress is not None and progress != shown:
                await self._messenger.update(channel, ts, *self._importing(connection, progress, began))
                shown = progress
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), self._every)
        return channel, ts

    def _importing(self, connection: Connection, progress: Progress, began: datetime) -> tuple[str, list[Block]]:
        to_do = progress.days_total - progress.days_done
        left = (self._clock.now() - began) / progress.days_new * to_do if progress.days_new else None
        return build_importing(connection.name, progress.days_done, progress.days_total, progress.cost, left)

    async def _conclude(self, connection: Connection, channel: str, ts: str) -> None:
        """When everything is there, the message becomes the first chart; else it says what the import waits for."""
        status = await self._statuses.again(connection)
        if status is None:
            return
        covered = status.covered
        if covered.missing:
            if status.connection.trouble is not None:
                waits = build_import_waits(connection.name, covered.done, covered.days, why(status))
                await self._messenger.update(channel, ts, *waits)
            return
        await self._answering.first_chart(connection, covered.days, channel, ts)
        await self._deliveries.claim(connection.workspace, FIRST_CHART, connection.uid, self._clock.now())

    async def _message(self, connection: Connection) -> tuple[str, str]:
        """Where the message is; posted if it is not there yet.

        A crash between posting and recording makes it post a second one: better two than none, as nothing in it is lost.
        """
        found = await self._deliveries.find(connection.workspace, IMPORT, connection.uid)
        if found is not None and found.ts:
            return found.channel, found.ts
        await self._deliveries.claim(connection.workspace, IMPORT, connection.uid, self._clock.now())
        covered = await self._statuses.covered(connection)
        text, blocks = build_importing(connection.name, covered.done, covered.days, {}, None)
        channel, ts = await self._messenger.post(connection.owner, text, blocks)
        await self._deliveries.sent(connection.workspace, IMPORT, connection.uid, channel, ts, self._clock.now())
        return channel, ts
