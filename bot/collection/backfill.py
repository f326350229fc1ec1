"""The message that shows an import: posted when a key is connected, kept current, and at the end the first chart."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.answers.answering import Answering
from bot.connections.statuses import Statuses
from bot.slack.messenger import Messenger
from bot.views.backfill import build_import_stopped, build_import_waits, build_importing
from bot.views.connection import why
from core.clock import Clock
from core.collection.progress import Progress
from core.connection import Connection, ConnectionGone
from core.rights import Decision, Verdict
from storage.deliveries import Deliveries
from storage.reports import Reports

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
        reports: Reports,
        answering: Answering,
        statuses: Statuses,
        clock: Clock,
        every: float = EVERY,
    ) -> None:
        self._messenger = messenger
        self._deliveries = deliveries
        self._reports = reports
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
        except ConnectionGone:
            over.set()
            with suppress(SlackApiError):
                await self._messenger.update(*await editing, *build_import_stopped(connection.name))
            raise
        finally:
            over.set()
            await asyncio.wait([editing])
        if editing.exception() is not None:
            # What is collected does not depend on the message: the next collection tries to show it again.
            log.warning("the import could not be shown", connection=connection.id, exc_info=editing.exception())
            return
        await self._conclude(connection, *editing.result())

    async def finish(self, connection: Connection) -> None:
        """Turn the message of an import that is complete into the first chart, if that was not done."""
        if await self._deliveries.find(connection.workspace, FIRST_CHART, connection.uid):
            return
        status = await self._statuses.again(connection)
        if status is not None and not status.covered.missing:
            await self._conclude(connection, *await self._message(connection))

    async def _keep_current(self, connection: Connection, latest: _Latest, over: asyncio.Event) -> tuple[str, str]:
        """Edit the message every now and then until the collection is over; the answer is where the message is."""
        channel, ts = await self._message(connection)
        began, first, shown = self._clock.now(), latest.progress, latest.progress
        while not over.is_set():
            progress = latest.progress
            first = first or progress
            if first is not None and progress is not None and progress != shown:
                left = _time_left(self._clock.now() - began, first, progress)
                cost = await self._costs_so_far(connection)
                importing = build_importing(connection.name, progress.days_done, progress.days_total, cost, left)
                await self._messenger.update(channel, ts, *importing)
                shown = progress
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), self._every)
        return channel, ts

    async def _costs_so_far(self, connection: Connection) -> Mapping[str, int]:
        """For the owner, as long as the owner may see all of it."""
        if await self._answering.unasked(connection.owner) != Decision(Verdict.YES):
            return {}
        return await self._reports.costs_so_far(connection)

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

        A crash between posting and recording makes it post a second one: better two than none.
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


def _time_left(taken: timedelta, first: Progress, now: Progress) -> timedelta | None:
    """At the pace so far; None while there is none."""
    days = now.days_done - first.days_done
    return taken / days * (now.days_total - now.days_done) if days > 0 else None
