"""Estimates what is used and not billed yet, beside the event loop."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.estimates.estimates import Estimates, Learnt, Match, estimates_of, learn, needed
from core.estimates.hours import hours_of
from core.estimates.prices import Listed
from core.estimates.rests import Rest
from core.estimates.rows import Bill, CostOfDay, Labels, Part, Span, UsageOfDay
from core.estimates.sharing import shared_out
from core.figures import DayFigure, HourFigure
from core.narrowing import Narrowing
from core.questions import Dimension
from core.questions.dimensions import OF_CONNECTIONS
from storage.estimates import DailyRows
from storage.usage import UsageStore

_NAMED_WITHIN: Final = timedelta(days=14)
_FRESH: Final = 10
"""Minutes for which what is learnt is the same without a collection."""
_ANSWERED: Final = 50
"""Parts of the whole that are remembered."""
Days = tuple[date, date]
"""The first and the last of some UTC days."""
Row = TypeVar("Row", Bill, Part, UsageOfDay)


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What has changed where something else is to be learnt: every collection writes its lines of the ledger."""

    workspace: str
    ledgers: Mapping[int, Sequence[LedgerDay]]
    connections: tuple[Connection, ...]
    time: datetime
    """What is used by the hour grows with the day."""


@dataclass(slots=True)
class _Known:
    """What the last collection tells, and what was answered from it: working all of it out takes seconds where there is
    much, and a question hardly ever asks for another part of it than the one before."""

    stamp: _Stamp
    learnt: Learnt
    answered: list[tuple[Narrowing, tuple[str, ...], Estimates]] = field(default_factory=list)
    """The newest last."""

    async def about(self, narrowing: Narrowing, share_by: Sequence[Dimension]) -> Estimates:
        by = tuple(each.value for each in share_by)
        for answer in self.answered:
            if answer[:2] == (narrowing, by):
                return answer[2]
        found = await asyncio.to_thread(
            estimates_of, self.learnt, lambda connection, labels: is_kept(narrowing, connection, labels), by
        )
        self.answered = [*self.answered[1 - _ANSWERED :], (narrowing, by, found)]
        return found


class Estimating:
    def __init__(self, rows: DailyRows, usage: UsageStore, match: Match, listed: Listed) -> None:
        """`match`: the provider's. `listed`: the public prices."""
        self._rows = rows
        self._usage = usage
        self._match = match
        self._listed = listed
        self._known: _Known | None = None
        self._one = asyncio.Lock()

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
        async with self._one:
            known = await self._know(workspace, connections, now)
            return await known.about(narrowing, share_by)

    async def learnt(self, workspace: str, connections: Sequence[Connection], now: datetime) -> Learnt:
        """What the last collection tells of everything, prices among it."""
        async with self._one:
            return (await self._know(workspace, connections, now)).learnt

    async def _know(self, workspace: str, connections: Sequence[Connection], now: datetime) -> _Known:
        first, end = needed(now)
        ledgers = await self._usage.ledgers(workspace, [each.id for each in connections], first, end)
        stamp = _Stamp(
            workspace,
            ledgers,
            tuple(connections),
            now.replace(minute=now.minute // _FRESH * _FRESH, second=0, microsecond=0),
        )
        if self._known is None or self._known.stamp != stamp:
            costs = await self._rows.costs(workspace, first, end)
            usage = await self._rows.usage(workspace, first, end)
            everything = costs, usage, ledgers, connections, now, self._match, self._listed
            self._known = _Known(stamp, await asyncio.to_thread(learn, *everything))
        return self._known

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
        sums: defaultdict[tuple[date, int, str | None, str, str | None], int] = defaultdict(int)
        for bill in self._span(costs, usage, narrowing, share_by, now).bills:
            labels = tuple("" if each in OF_CONNECTIONS else bill.labels.of(each.value) for each in by)
            first, second = (*labels, "", "")[:2]
            sums[bill.day, bill.connection, first, bill.currency, second] += bill.nanos
        return [DayFigure(*key[:4], nanos, key[4]) for key, nanos in sums.items()]

    async def by_hour(
        self,
        workspace: str,
        narrowing: Narrowing,
        period: Days,
        by: Sequence[Dimension],
        share_by: Sequence[Dimension],
        rests: Sequence[Rest],
        now: datetime,
    ) -> tuple[list[HourFigure], list[HourFigure]]:
        """About what each label, or pair of labels, cost in each hour of the period; and the same of `rests`, which are
        not billed yet."""
        first, end = period[0], period[1] + timedelta(days=1)
        # With some days before: how usage is called on bills is seen from bills.
        costs = await self._rows.costs(workspace, first - _NAMED_WITHIN, end)
        usage = await self._rows.usage(workspace, first, end) if share_by else []
        hourly = await self._rows.usage_by_hour(workspace, first, end, [each.value for each in by], narrowing)

        def found() -> tuple[list[HourFigure], list[HourFigure]]:
            bills = self._span(costs, usage, narrowing, share_by, now).since(first).bills
            _, parts = self._match(costs, hourly, now)
            within = [rest for rest in rests if period[0] <= rest.day <= period[1]]
            return hours_of(bills, parts, by, now), hours_of(within, parts, by, now)

        return await asyncio.to_thread(found)

    async def compared(
        self,
        workspace: str,
        narrowing: Narrowing,
        before: Days,
        now: Days,
        share_by: Sequence[Dimension],
        at: datetime,
    ) -> tuple[Span, Span]:
        """All that was billed and used on some days and on later ones, of what `narrowing` keeps.

        Only where something is shared out, which is done day by day, are days told apart.
        """
        costs: list[CostOfDay] = []
        usage: list[UsageOfDay] = []
        for first, last in (before, now):
            days = workspace, first, last + timedelta(days=1)
            costs += await (self._rows.costs(*days) if share_by else self._rows.costs_in_all(*days))
            usage += await (self._rows.usage(*days) if share_by else self._rows.usage_in_all(*days))
        found = await asyncio.to_thread(self._span, costs, usage, narrowing, share_by, at)
        return found.until(now[0]), found.since(now[0])

    def _span(
        self,
        costs: Sequence[CostOfDay],
        usage: Sequence[UsageOfDay],
        narrowing: Narrowing,
        share_by: Sequence[Dimension],
        now: datetime,
    ) -> Span:
        bills, parts = self._match(costs, usage, now)
        bills = shared_out(bills, parts, [each.value for each in share_by])

        def kept(rows: Iterable[Row]) -> list[Row]:
            return [row for row in rows if is_kept(narrowing, row.connection, row.labels)]

        return Span(kept(bills), kept(parts), kept(usage))


def is_kept(narrowing: Narrowing, connection: int, labels: Labels) -> bool:
    """As the store narrows: what is not split by a label meets no condition."""
    return connection in narrowing and all(
        (value := labels.of(each.dimension.value)) is not None and (value in each.values) is not each.excluded
        for each in narrowing[connection]
    )
