"""Finds out why a bill is what it is: what an explanation needs is read, the explanation is put together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.answers.estimating import Estimating
from bot.answers.narrow import NOBODY, Narrow
from bot.answers.whole_days import WholeDays
from core.clock import Clock
from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.narrowing import KINDS, Narrowing
from core.people import People
from core.questions import Dimension, Filters, Measure, NotUnderstood, Period, Question, last_days, sentence
from core.questions.comparable import days_before
from core.reports import NoConnection, NoSuchUser, NothingLeft
from core.reports.build import nothing_collected
from core.reports.days import days_of, each_day, ledger_of, reported
from core.reports.labels import Label, label_of
from core.reports.splits import not_split, shares_of, unsplit_days
from core.why import Explained, as_why, explain, latest
from core.why.asked import LOOKED_BACK, SPLITS
from core.why.days import Chosen, choose, choose_newest
from core.why.explain import Labels
from storage.connections import Connections
from storage.names import NameStore
from storage.reports import Reports

NEW_WITHIN: Final = 28
"""What had no bill in so many days before is new."""
_DAY: Final = timedelta(days=1)


class Reasons:
    def __init__(
        self,
        connections: Connections,
        whole_days: WholeDays,
        reports: Reports,
        names: NameStore,
        estimating: Estimating,
        clock: Clock,
    ) -> None:
        self._connections = connections
        self._whole_days = whole_days
        self._reports = reports
        self._names = names
        self._narrow = Narrow(reports, names)
        self._estimating = estimating
        self._clock = clock

    async def of(
        self,
        workspace: str,
        question: Question,
        scopes: Sequence[Filters],
        people: People = NOBODY,
        *,
        open_too: bool = False,
    ) -> Explained:
        """Why the question's period cost what it did, of what its filters and every one of `scopes` keep.

        With `open_too`, days that are not settled yet are explained too, as far as they are billed.
        """
        now = self._clock.now()
        today = now.date()
        is_latest = question.period == latest(today)
        period = last_days(LOOKED_BACK, today) if is_latest else question.period
        instead = replace(question, period=period, privately=True)
        connections = await self._connections.of(workspace)
        narrowing = await self._narrow.to(workspace, connections, question, scopes, people)
        if isinstance(narrowing, NotUnderstood):
            return as_why(narrowing, today)
        if isinstance(narrowing, NothingLeft | NoSuchUser):
            return replace(narrowing, question=instead)
        kept = [each for each in connections if each.id in narrowing]
        if not kept:
            return NoConnection()
        ledgers = await self._ledgers(workspace, period, narrowing)
        ledger, days = ledger_of(Measure.COST, ledgers, kept), days_of(period, now)
        shares = shares_of(question, scopes, ledgers)
        if (nothing := nothing_collected(instead, days, ledger, now)) is not None:
            return nothing
        if (unsplit := not_split(question, scopes, days, ledger, shares)) is not None:
            return as_why(unsplit, today)
        question = replace(question, period=period)
        chosen = choose_newest(question, ledger) if is_latest else choose(question, days, ledger, open_too=open_too)
        if not isinstance(chosen, Chosen):
            return chosen
        compared = [*each_day(chosen.before), *each_day(chosen.days)]
        if unsplit_days(chosen.question, scopes, compared, ledger, shares):
            return _not_split_throughout(chosen.question, today)
        share_by = [by for by, found in shares.items() if any(day in compared for _, day in found)]
        before, spent = await self._estimating.compared(workspace, narrowing, chosen.before, chosen.days, share_by, now)
        looked_back = min(NEW_WITHIN, max((chosen.days[0] - each.first_day).days for each in kept))
        return explain(
            chosen.question,
            chosen.days,
            chosen.before,
            (before, spent),
            await self._known(workspace, chosen, narrowing, looked_back, kept),
            looked_back,
            kept,
            await self._names.of(workspace, [KINDS[each] for each in SPLITS if each in KINDS]),
            chosen.open_days,
            reported(tuple(each_day(chosen.days)), ledger, now).read_at,
            now,
            scopes,
            is_shared=bool(share_by),
        )

    async def _ledgers(self, workspace: str, period: Period, narrowing: Narrowing) -> dict[int, list[LedgerDay]]:
        """The lines of all days that may be explained or compared with."""
        today = self._clock.now().date()
        first, _ = days_before(period, period.end - _DAY)
        first = min(first, today - _DAY * 2 * LOOKED_BACK)
        return await self._whole_days.of(workspace, narrowing, first, max(period.end, today + _DAY))

    async def _known(
        self, workspace: str, chosen: Chosen, narrowing: Narrowing, looked_back: int, kept: Sequence[Connection]
    ) -> Labels:
        """What had a bill right before."""
        end = chosen.days[0]
        connected = {each.id: each for each in kept}
        known: dict[Dimension, set[Label]] = {}
        for by in SPLITS:
            figures = await self._reports.costs_by_day(workspace, end - _DAY * looked_back, end, [by], narrowing)
            known[by] = {label_of(by, each.label, connected[each.connection]) for each in figures if each.amount}
        return known


def _not_split_throughout(question: Question, today: date) -> NotUnderstood:
    without = replace(question, filters=(), mine=False)
    why = "OpenAI did not split all of these days, and those before, by what you ask about."
    return as_why(NotUnderstood(question.period.title, (sentence(without),), why), today)
