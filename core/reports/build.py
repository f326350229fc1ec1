"""Building a report. All sums are of integers; what is written is rounded once, at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.estimates.estimates import Estimates
from core.figures import DayFigure, HourFigure
from core.grain import Grain
from core.providers.contract import Name
from core.questions.comparable import days_before
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filters
from core.questions.question import Question
from core.reports.answer import Answer
from core.reports.days import Ledger, comparable, days_of, ledger_of, reported
from core.reports.hours import hours_among, without_hours
from core.reports.labels import Labels, key_of, labels_of, names_of, pattern_of
from core.reports.lines import MOST_ROWS, about, lines_of, written
from core.reports.not_billed import NotBilled, leading_currency, not_billed
from core.reports.report import (
    BeforeHistory,
    Change,
    Line,
    NoConnection,
    NothingUsed,
    NothingYet,
    Report,
    ReportedDays,
    Uncompared,
)
from core.reports.splits import Shares, narrowed_by, not_split, unsplit_days
from core.reports.sums import Sums, added, sums_of, units_of
from core.restated import Restatement, by_day

LEADS_A_TIE = "usd"


def figures_needed(question: Question) -> tuple[date, date]:
    """The days whose figures `build` wants, the second one not included: the period, and what it is compared with."""
    period = question.period
    return days_before(period, period.end - timedelta(days=1))[0], period.end


def build(
    question: Question,
    figures: Sequence[DayFigure],
    ledgers: Mapping[int, Sequence[LedgerDay]],
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
    now: datetime,
    estimates: Estimates | None = None,
    scopes: Sequence[Filters] = (),
    restatements: Sequence[Restatement] = (),
    shares: Shares | None = None,
    hours: tuple[Sequence[HourFigure], Sequence[HourFigure]] = ((), ()),
) -> Answer:
    """The answer to `question`.

    `figures` are those of `figures_needed(question)`, labelled by the question's dimensions; `ledgers` and `names` are
    by connection id, the ledgers whole where they have none of those days. `estimates`, beside costs: of what is not
    billed yet. All of it is narrowed to the question's filters and to `scopes` already.
    `restatements`: of days of the period, in connections that are not narrowed. `shares`: the days whose figures are
    shared out by what was used. `hours`, where the question is by the hour: the period's figures and the estimates.
    """
    if not connections:
        return NoConnection()
    ledger = ledger_of(question.measure, ledgers, connections)
    days = days_of(question.period, now)
    shares = {each: found for each, found in (shares or {}).items() if any(day in days for _, day in found)}
    answer: Answer | None = nothing_collected(question, days, ledger, now)
    answer = answer or not_split(question, scopes, days, ledger, shares) or without_hours(question, days, ledgers)
    if answer is not None:
        return answer
    known = reported(days, ledger, now)
    totals = units_of(figures, days)
    billed = bool(totals)
    unit = _leading(totals, days, estimates)
    connected = {connection.id: connection for connection in connections}

    def labels(figure: DayFigure) -> Labels:
        return labels_of(question.by, figure, connected[figure.connection])

    rest = not_billed(question, days, estimates, unit, connected) if estimates is not None else None
    if not billed and not _may_be_billed(question, days, known, rest):
        return NothingUsed(question, known, tuple(scopes))
    rests = rest.labels if rest is not None else {}
    compared, before, uncompared = comparable(question.period, days, ledger)
    unsplit = unsplit_days(question, scopes, days, ledger, shares)
    if unsplit or unsplit_days(question, scopes, before, ledger, shares):
        compared, before, uncompared = 0, (), Uncompared.NOT_SPLIT
    sums = sums_of(figures, days, before, unit, labels).with_labels(rests)
    named = names_of(question.by, question.measure, sums.labels, connections, names)
    change = _change(sums, compared)
    if change is not None and change.before == 0:
        compared, uncompared, change = 0, Uncompared.NOTHING_BEFORE, None
    lines = lines_of(sums, named, compared, rests, billed) if question.by else ()
    lines = _with_patterns(lines, question, named, names)
    table = lines_of(sums, named, compared, rests, billed, MOST_ROWS) if question.by and question.table else ()
    shared = {day for found in shares.values() for _, day in found}
    total_shared = billed and not narrowed_by(question, scopes).isdisjoint(shares)
    places = [] if total_shared else [at for at, each in enumerate(question.by) if each in shares]
    found = Report(
        question=question,
        unit=unit,
        total=totals.get(unit, 0),
        shown=f"{'≈ ' if total_shared else ''}{written(totals.get(unit, 0), unit)}",
        by_day=added(map(sums.by_day, sums.labels), len(days)),
        lines=tuple(about(each, places) for each in lines) if shares and billed else lines,
        table=tuple(about(each, places) for each in table) if shares and billed else table,
        other_currencies={each: total for each, total in sorted(totals.items()) if each != unit},
        billed_to=_billed_to(figures, days, unit, connected),
        change=change,
        compared=(days[0], days[compared - 1]) if compared else None,
        before=(before[0], before[-1]) if compared else None,
        uncompared=uncompared,
        days=known,
        billed=billed,
        not_billed=rest,
        scopes=tuple(scopes),
        unsplit=unsplit,
        restated=by_day(restatements),
        shared=tuple(day for day in days if day in shared),
        shared_by=tuple(each for each in Dimension if each in shares),
        total_shared=total_shared,
    )
    if question.per is not Grain.HOUR:
        return found
    by_hour = hours_among(days, now, *hours, unit, labels)
    return replace(
        found,
        lines=by_hour.of(found.lines),
        by_hour=by_hour.total,
        not_billed_by_hour=by_hour.not_billed_in_all,
    )


def _with_patterns(
    lines: Sequence[Line], question: Question, named: Mapping[Labels, str], names: Mapping[int, Iterable[Name]]
) -> tuple[Line, ...]:
    """Each with what a filter says to keep it alone, where there is one thing to filter by."""
    if len(question.by) != 1:
        return tuple(lines)
    by, labels = question.by[0], {key_of(each): each[0] for each in named}
    return tuple(
        line if line.others else replace(line, pattern=pattern_of(by, labels[line.key], line.name, names))
        for line in lines
    )


def _change(sums: Sums, compared: int) -> Change | None:
    if not compared:
        return None
    now = sum(sums.first(label, compared) for label in sums.labels)
    return Change(now, sum(sums.before(label) for label in sums.labels), sums.unit)


def nothing_collected(
    question: Question, days: Sequence[date], ledger: Ledger, now: datetime
) -> BeforeHistory | NothingYet | None:
    """Why there is no figure of any of these days yet; None where there is one."""
    begins = min(connection.first_day for connection in ledger.connections)
    if ledger.has(days):
        return None
    if not days or days[-1] < begins:
        return BeforeHistory(question, begins, now.date())
    done, wanted = ledger.progress(now.date())
    return NothingYet(question, done, wanted, any(each.trouble for each in ledger.connections))


def _leading(totals: Mapping[str, int], days: Sequence[date], estimates: Estimates | None) -> str:
    """The unit of the headline: the largest bill's currency, else that of what is not billed yet."""
    if totals:
        return max(totals, key=lambda each: (abs(totals[each]), each == LEADS_A_TIE, each))
    estimated = leading_currency(estimates, days) if estimates is not None else None
    return estimated or LEADS_A_TIE


def _billed_to(
    figures: Iterable[DayFigure], days: Sequence[date], unit: str, connected: Mapping[int, Connection]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for figure in figures:
        if figure.unit != unit and figure.amount and days[0] <= figure.day <= days[-1]:
            found.setdefault(figure.unit, set()).add(connected[figure.connection].name)
    return {currency: tuple(sorted(names)) for currency, names in found.items()}


def _may_be_billed(question: Question, days: Sequence[date], known: ReportedDays, rest: NotBilled | None) -> bool:
    """Without any bill there is nothing used, or, in days that may still change, nothing billed yet."""
    may_come = set(days) <= {*known.unsettled, *known.missing}
    return question.measure is Measure.COST and (rest is not None or may_come)
