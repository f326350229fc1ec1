"""Estimates what is used and not billed yet, beside the event loop."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from core.connection import Connection
from core.estimates.estimates import Estimates, Match, estimates_of, needed
from core.estimates.prices import Listed
from core.estimates.rows import CostOfDay, Labels, UsageOfDay
from core.estimates.sharing import shared_out
from core.figures import DayFigure
from core.narrowing import Narrowing
from core.questions import Dimension
from core.questions.dimensions import OF_CONNECTIONS
from storage.estimates import DailyRows
from storage.usage import UsageStore


class Estimating:
    def __init__(self, rows: DailyRows, usage: UsageStore, match: Match, listed: Listed) -> None:
        """`match`: the provider's. `listed`: the public prices."""
        self._rows = rows
        self._usage = usage
        self._match = match
        self._listed = listed

    async def of(
        self, workspace: str, connections: Sequence[Connection], narrowing: Narrowing, now: datetime
    ) -> Estimates:
        """What of `narrowing` is not billed yet; prices are learnt from everything."""
        first, end = needed(now)
        return await asyncio.to_thread(
            estimates_of,
            await self._rows.costs(workspace, first, end),
            await self._rows.usage(workspace, first, end),
            await self._usage.ledgers(workspace, [each.id for each in connections], first, end),
            connections,
            now,
            self._match,
            self._listed,
            lambda connection, labels: _is_kept(narrowing, connection, labels),
        )

    async def shared(
        self, workspace: str, narrowing: Narrowing, first: date, end: date, by: Sequence[Dimension], now: datetime
    ) -> list[DayFigure]:
        """What each label, or pair of labels, cost on each day, `end` not included; what is not split by keys is shared
        out by what these used."""
        costs = [
            row
            for row in await self._rows.costs(workspace, first, end)
            if _is_kept(narrowing, row.connection, row.labels)
        ]
        usage = await self._rows.usage(workspace, first, end)
        return await asyncio.to_thread(self._shared, costs, usage, now, by)

    def _shared(
        self, costs: Sequence[CostOfDay], usage: Sequence[UsageOfDay], now: datetime, by: Sequence[Dimension]
    ) -> list[DayFigure]:
        sums: defaultdict[tuple[date, int, str, tuple[str | None, ...]], int] = defaultdict(int)
        for bill in shared_out(*self._match(costs, usage, now), Dimension.KEY.value):
            labels = tuple("" if each in OF_CONNECTIONS else getattr(bill.labels, each.value) for each in by)
            sums[bill.day, bill.connection, bill.currency, labels] += bill.nanos
        return [
            DayFigure(day, connection, labels[0], currency, nanos, *labels[1:])
            for (day, connection, currency, labels), nanos in sums.items()
        ]


def _is_kept(narrowing: Narrowing, connection: int, labels: Labels) -> bool:
    """As the store narrows: what is not split by a label meets no condition."""
    return connection in narrowing and all(
        (value := getattr(labels, each.dimension.value, None)) is not None
        and (value in each.values) is not each.excluded
        for each in narrowing[connection]
    )
