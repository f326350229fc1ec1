"""Building a report of rates, from the sums of what stands over and what stands under the line."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.figures import DayFigure
from core.providers.contract import Name
from core.questions.dimensions import COSTLY, RATES, Dimension, Measure
from core.questions.filters import Filters
from core.questions.not_understood import NotUnderstood
from core.questions.periods import last_days
from core.questions.question import Question, sentence
from core.reports.build import LEADS_A_TIE, nothing_collected
from core.reports.days import Ledger, comparable, days_of, ledger_of, reported
from core.reports.labels import Labels, key_of, labels_of, names_of, pattern_of
from core.reports.lines import MOST_ROWS
from core.reports.rate import MOST_DRAWN, NOTHING, RateChange, RateLine, Rates, Ratio
from core.reports.report import (
    BeforeHistory,
    NoConnection,
    NothingUsed,
    NothingYet,
    ReportedDays,
    Uncompared,
)
from core.reports.splits import Shares, narrowed_by, not_split, unsplit_days
from core.reports.sums import Sums, sums_of, units_of


@dataclass(frozen=True, slots=True)
class _Ledgers:
    """What is known of the days, of each count that the rate is made of."""

    question: Question
    scopes: Sequence[Filters]
    costs: Ledger
    used: Ledger
    shares: Shares

    @property
    def costly(self) -> bool:
        return self.question.measure in COSTLY

    @property
    def first(self) -> Ledger:
        return self.costs if self.costly else self.used

    def not_split(self, days: Sequence[date]) -> NotUnderstood | None:
        of_usage = not_split(self._of(Measure.TOKENS), self.scopes, days, self.used, {})
        if of_usage is not None or not self.costly:
            return of_usage
        return not_split(self._of(Measure.COST), self.scopes, days, self.costs, self.shares)

    def unsplit(self, days: Sequence[date]) -> tuple[date, ...]:
        """Those that cannot be narrowed as asked."""
        found = set(unsplit_days(self._of(Measure.TOKENS), self.scopes, days, self.used, {}))
        if self.costly:
            found |= set(unsplit_days(self._of(Measure.COST), self.scopes, days, self.costs, self.shares))
        return tuple(sorted(found))

    def left_out(self, days: Sequence[date], known: ReportedDays) -> tuple[date, ...]:
        """Days that do not count. While costs may still change, they would stand over more than they are for."""
        out = {*known.missing, *(known.unsettled if self.costly else ())}
        return tuple(day for day in days if day in out or (self.costly and self.used.is_missing(day)))

    def comparable(self, days: Sequence[date]) -> tuple[int, tuple[date, ...], Uncompared | None]:
        """As of sums, where both counts are."""
        compared, before, why_not = comparable(self.question.period, days, self.first)
        concerned = (*before, *days[:compared])
        if not all(map(self.used.all_collected, concerned)):
            return 0, (), Uncompared.NOT_COLLECTED
        return (0, (), Uncompared.NOT_SPLIT) if self.unsplit(concerned) else (compared, before, why_not)

    def _of(self, measure: Measure) -> Question:
        return replace(self.question, measure=measure)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Both counts by label."""

    over: Sums
    under: Sums
    counts: Sequence[bool]
    """Which of the days count."""

    def by_day(self, labels: Collection[Labels]) -> tuple[Ratio, ...]:
        over = [self.over.by_day(label) for label in labels]
        under = [self.under.by_day(label) for label in labels]
        return tuple(
            Ratio(sum(row[at] for row in over), sum(row[at] for row in under)) if counts else NOTHING
            for at, counts in enumerate(self.counts)
        )

    def change(self, labels: Collection[Labels], compared: int) -> RateChange | None:
        both = self.over, self.under
        now = Ratio(*(sum(sums.first(label, compared) for label in labels) for sums in both))
        before = Ratio(*(sum(map(sums.before, labels)) for sums in both))
        return RateChange(now, before) if compared and now.is_known and before.is_known else None


def build_rates(
    question: Question,
    figures: tuple[Sequence[DayFigure], Sequence[DayFigure]],
    ledgers: Mapping[int, Sequence[LedgerDay]],
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
    now: datetime,
    scopes: Sequence[Filters] = (),
    shares: Shares | None = None,
) -> Rates | NoConnection | NothingYet | BeforeHistory | NothingUsed | NotUnderstood:
    """The answer to a question for a rate. `figures`: what stands over and what stands under the line; the rest is as
    for `build`."""
    if not connections:
        return NoConnection()
    days = days_of(question.period, now)
    shares = {each: found for each, found in (shares or {}).items() if any(day in days for _, day in found)}
    costs, used = (ledger_of(measure, ledgers, connections) for measure in (Measure.COST, Measure.TOKENS))
    ledger = _Ledgers(question, scopes, costs, used, shares)
    nothing = nothing_collected(question, days, ledger.first, now) or ledger.not_split(days)
    if nothing is not None:
        return nothing
    known = reported(days, ledger.first, now)
    left_out = ledger.left_out(days, known)
    if len(left_out) == len(days):
        return _nothing_settled(question, now.date())
    found = _report(question, figures, ledger, connections, names, known, left_out)
    return found if found.whole.ratio.is_known else NothingUsed(question, known, tuple(scopes))


def _report(
    question: Question,
    figures: tuple[Sequence[DayFigure], Sequence[DayFigure]],
    ledger: _Ledgers,
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
    known: ReportedDays,
    left_out: Sequence[date],
) -> Rates:
    days = days_of(question.period, known.now)
    compared, before, uncompared = ledger.comparable(days)
    counts = [day not in left_out for day in days]
    unit, elsewhere = _currency(figures[0], days) if ledger.costly else ("", frozenset())
    sums = _sums(question, figures, connections, days, before, counts, unit, elsewhere)
    labels = list(sums.over.labels)
    about = not narrowed_by(question, ledger.scopes).isdisjoint(ledger.shares)
    whole = RateLine("", "All", sums.by_day(labels), sums.change(labels, compared), about=about)
    if whole.change is None and uncompared is None:
        compared, uncompared = 0, Uncompared.NOTHING_BEFORE
    lines, without = _lines(question, sums, compared, connections, names, about=about, shares=ledger.shares)
    return Rates(
        question=question,
        unit=unit,
        whole=whole,
        lines=tuple(lines[:MOST_DRAWN]),
        table=tuple(lines[:MOST_ROWS]) if question.table else (),
        more=max(0, len(lines) - MOST_DRAWN),
        without=tuple(sorted(without)),
        compared=(days[0], days[compared - 1]) if compared else None,
        before=(before[0], before[-1]) if compared else None,
        uncompared=uncompared,
        days=known,
        left_out=tuple(left_out),
        elsewhere=tuple(sorted(each.name for each in connections if each.id in elsewhere)),
        scopes=tuple(ledger.scopes),
        unsplit=ledger.unsplit(days),
        shared_by=tuple(each for each in Dimension if each in ledger.shares),
    )


def _sums(
    question: Question,
    figures: tuple[Sequence[DayFigure], Sequence[DayFigure]],
    connections: Sequence[Connection],
    days: Sequence[date],
    before: Sequence[date],
    counts: Sequence[bool],
    unit: str,
    elsewhere: Collection[int],
) -> _Sums:
    connected = {connection.id: connection for connection in connections}

    def sums(some: Iterable[DayFigure], of: str) -> Sums:
        kept = (each for each in some if each.connection not in elsewhere)
        return sums_of(kept, days, before, of, lambda each: labels_of(question.by, each, connected[each.connection]))

    rate = RATES[question.measure]
    over, under = sums(figures[0], unit or rate.over.value), sums(figures[1], rate.under.value)
    return _Sums(over.with_labels(under.labels), under.with_labels(over.labels), counts)


def _lines(
    question: Question,
    sums: _Sums,
    compared: int,
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
    *,
    about: bool,
    shares: Shares,
) -> tuple[list[RateLine], list[str]]:
    """Those that have a rate, what used most first; and the names of what is billed and has none."""
    if not question.by:
        return [], []
    named_as = Measure.COST if question.measure in COSTLY else Measure.TOKENS
    named = names_of(question.by, named_as, sums.over.labels, connections, names)
    about = about or any(each in shares for each in question.by)
    lines: list[RateLine] = []
    without: list[str] = []
    for label, name in named.items():
        line = RateLine(key_of(label), name, sums.by_day([label]), sums.change([label], compared), about=about)
        if line.ratio.is_known:
            pattern = pattern_of(question.by[0], label[0], name, names) if len(question.by) == 1 else ""
            lines.append(replace(line, pattern=pattern))
        elif line.ratio.over:
            without.append(name)
    return sorted(lines, key=lambda line: (-line.ratio.under, line.name)), without


def _nothing_settled(question: Question, today: date) -> NotUnderstood:
    why = "None of these days is settled yet: their costs are not all there, beside what was used."
    longer, in_tokens = replace(question, period=last_days(30, today)), replace(question, measure=Measure.TOKENS)
    nearest = [in_tokens] if longer.period == question.period else [longer, in_tokens]
    return NotUnderstood(question.period.title, tuple(map(sentence, nearest)), why)


def _currency(costs: Sequence[DayFigure], days: Sequence[date]) -> tuple[str, frozenset[int]]:
    """The largest bill's currency, and the connections that are billed in others."""
    totals = units_of(costs, days)
    unit = max(totals, key=lambda each: (abs(totals[each]), each == LEADS_A_TIE, each), default=LEADS_A_TIE)
    return unit, frozenset(each.connection for each in costs if each.unit != unit and each.amount)
