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
        self,
        workspace: str,
        connections: Sequence[Connection],
        narrowing: Narrowing,
        share_by: Sequence[Dimension],
        now: datetime,
    ) -> Estimates:
        """What of `narrowing` is not billed yet; prices are learnt from everything.

        `share_by`: what bills that are not split by it are shared out by before they are narrowed.
        """
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
            [each.value for each in share_by],
        )

    async def shared(
        self,
        workspace: str,
        narrowing: Narrowing,
        first: date,
        end: date,
        by: Sequence[Dimension],
        share_by: Sequence[Dimension],
        now: datetime,
    ) -> list[DayFigure]:
        """What each label, or pair of labels, cost on each day, `end` not included; what is not split by `share_by` is
        shared out by what was used."""
        costs = await self._rows.costs(workspace, first, end)
        usage = await self._rows.usage(workspace, first, end)
        return await asyncio.to_thread(self._shared, costs, usage, narrowing, by, share_by, now)

    def _shared(
        self,
        costs: Sequence[CostOfDay],
        usage: Sequence[UsageOfDay],
        narrowing: Narrowing,
        by: Sequence[Dimension],
        share_by: Sequence[Dimension],
        now: datetime,
    ) -> list[DayFigure]:
        bills, parts = self._match(costs, usage, now)
        sums: defaultdict[tuple[date, int, str | None, str, str | None], int] = defaultdict(int)
        for bill in shared_out(bills, parts, [each.value for each in share_by]):
            if not _is_kept(narrowing, bill.connection, bill.labels):
                continue
            labels = tuple("" if each in OF_CONNECTIONS else bill.labels.of(each.value) for each in by)
            first, second = (*labels, "", "")[:2]
            sums[bill.day, bill.connection, first, bill.currency, second] += bill.nanos
        return [DayFigure(*key[:4], nanos, key[4]) for key, nanos in sums.items()]


def _is_kept(narrowing: Narrowing, connection: int, labels: Labels) -> bool:
    """As the store narrows: what is not split by a label meets no condition."""
    return connection in narrowing and all(
        (value := labels.of(each.dimension.value)) is not None and (value in each.values) is not each.excluded
        for each in narrowing[connection]
    )
