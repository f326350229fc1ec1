"""Reads what alert rules are judged by."""

import asyncio
from collections.abc import Hashable, Sequence
from datetime import date, datetime, timedelta

from bot.answers.estimating import Estimating, is_kept
from bot.answers.narrow import Narrow
from bot.answers.whole_days import WholeDays
from bot.once import Once
from core.alerts.figures import Figures, day_of, hour_of
from core.alerts.gather import HOURLY_DAYS, Stored, known_from, of_costs, of_counts
from core.connection import Connection
from core.estimates.estimates import Match, needed
from core.estimates.rows import Labels, UsageOfDay
from core.narrowing import Narrowing
from core.questions import Dimension, Filters, Measure, Question, last_days
from storage.connections import Connections
from storage.estimates import DailyRows
from storage.reports import Reports

_DAY = timedelta(days=1)


class AlertFigures:
    def __init__(
        self,
        connections: Connections,
        narrow: Narrow,
        whole_days: WholeDays,
        rows: DailyRows,
        reports: Reports,
        estimating: Estimating,
        levels: frozenset[str],
        match: Match,
    ) -> None:
        """`levels`: the provider's endpoints that tell what there is, such as storage: none of it runs away. `match`:
        the provider's."""
        self._connections = connections
        self._narrow = narrow
        self._whole_days = whole_days
        self._rows = rows
        self._reports = reports
        self._estimating = estimating
        self._levels = levels
        self._match = match

    async def of(
        self,
        workspace: str,
        filters: Filters,
        scopes: Sequence[Filters],
        measure: Measure,
        now: datetime,
        days: int = HOURLY_DAYS,
        back: int = 0,
        once: Once | None = None,
    ) -> tuple[Figures, ...]:
        """What passes the filters and every one of `scopes`, costs by currency; nothing where nothing does.

        `days`: how many days' hours are read; with fewer than usual, less of what is usual is known. `back`: how many
        days before today are judged, too. `once`: what is shared with others of the same workspace and time.
        """
        once = once or Once()
        connections = await self._connected(workspace, once)
        live = [each for each in connections if each.disconnected_at is None]
        narrowing = await self._narrowing(workspace, live, filters, scopes, now, once)
        kept = [each for each in live if each.id in narrowing]
        if not kept:
            return ()
        first, end = needed(now)
        first -= back * _DAY
        stored = Stored(
            await self._hourly(workspace, narrowing, now.date() - (days + back) * _DAY, end, once),
            await once.of(
                ("whole days", frozenset(narrowing), first),
                lambda: self._whole_days.of(workspace, narrowing, first, end),
            ),
            kept,
        )
        if measure is not Measure.COST:
            return (await asyncio.to_thread(of_counts, stored, measure, now),)

        def keep(connection: int, labels: Labels) -> bool:
            return is_kept(narrowing, connection, labels)

        billed = await once.of(
            ("billed", _named(narrowing), first),
            lambda: self._reports.costs_by_day(workspace, first, end, [], narrowing),
        )
        learnt = await once.of(("learnt",), lambda: self._estimating.learnt(workspace, connections, now))
        return await asyncio.to_thread(of_costs, stored, billed, learnt, now, self._match, keep)

    async def _hourly(
        self, workspace: str, narrowing: Narrowing, first: date, end: date, once: Once
    ) -> list[UsageOfDay]:
        """Usage by the hour; but for what tells how much there is."""
        labels = [Dimension.PROJECT.value, Dimension.KEY.value]
        hourly = await once.of(
            ("hourly", _named(narrowing), first),
            lambda: self._rows.usage_by_hour(workspace, first, end, labels, narrowing),
        )
        return [each for each in hourly if each.endpoint not in self._levels]

    async def history(self, workspace: str, filters: Filters, scopes: Sequence[Filters], now: datetime) -> int:
        """Over how many days before today the connections are known that this is about, the one that most are of."""
        connections = [each for each in await self._connections.of(workspace) if each.disconnected_at is None]
        narrowing = await self._narrowing(workspace, connections, filters, scopes, now, Once())
        first, end = needed(now)
        ledgers = await self._whole_days.of(workspace, narrowing, first, end)
        known = [known_from(lines, now.date()) for lines in ledgers.values()]
        return day_of(hour_of(now)) - min(known) if known else 0

    async def known(
        self,
        workspace: str,
        filters: Filters,
        scopes: Sequence[Filters],
        dimension: Dimension,
        now: datetime,
        once: Once | None = None,
    ) -> set[tuple[int, str]]:
        """Connection and label of what had cost something before yesterday, however long ago."""
        once = once or Once()
        connections = [each for each in await self._connected(workspace, once) if each.disconnected_at is None]
        narrowing = await self._narrowing(workspace, connections, filters, scopes, now, once)
        if not narrowing:
            return set()
        first = min(each.backfill_from for each in connections)
        found = await once.of(
            ("ever", _named(narrowing), dimension),
            lambda: self._reports.costs_by_day(workspace, first, now.date() - 2 * _DAY, [dimension], narrowing),
        )
        return {(each.connection, each.label) for each in found if each.label and each.amount}

    async def _connected(self, workspace: str, once: Once) -> list[Connection]:
        return await once.of(("connections",), lambda: self._connections.of(workspace))

    async def _narrowing(
        self,
        workspace: str,
        connections: Sequence[Connection],
        filters: Filters,
        scopes: Sequence[Filters],
        now: datetime,
        once: Once,
    ) -> Narrowing:
        question = Question(last_days(1, now.date()), filters=filters)
        found = await once.of(
            ("narrowing", filters, tuple(scopes)), lambda: self._narrow.to(workspace, connections, question, scopes)
        )
        return found if isinstance(found, dict) else {}


def _named(narrowing: Narrowing) -> Hashable:
    """The same for the same conditions."""
    return frozenset(narrowing.items())
