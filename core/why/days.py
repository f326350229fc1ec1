"""Which days are explained, and which they are compared with: settled ones alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.questions.comparable import days_before
from core.questions.periods import single_day
from core.questions.question import Question
from core.reports.days import Ledger, each_day, settled_days
from core.why.explanation import Days, Incomparable, NothingSettled

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Chosen:
    question: Question
    days: Days
    before: Days
    open_days: tuple[date, ...]
    """Days of the period that have begun and are not among `days`."""


def choose(
    question: Question, days: Sequence[date], ledger: Ledger, *, open_too: bool = False
) -> Chosen | NothingSettled | Incomparable:
    """The settled days at the beginning of the period, of which `days` have begun; with `open_too`, all of these where
    all are collected, as far as they are billed."""
    begins = min(connection.first_day for connection in ledger.connections)
    settled = settled_days(days, ledger)
    if open_too and settled < len(days) and all(map(ledger.all_collected, days)):
        before = days_before(question.period, days[-1])
        if all(map(ledger.all_settled, each_day(before))):
            return Chosen(question, (days[0], days[-1]), before, ())
    if not settled and days[0] >= begins:
        return NothingSettled(question, newest_settled(ledger))
    last = days[settled - 1]  # the last one of all where none is settled
    before = days_before(question.period, last)
    if not settled or not all(map(ledger.all_settled, each_day(before))):
        return Incomparable(question, (days[0], last), before, begins)
    return Chosen(question, (days[0], last), before, tuple(days[settled:]))


def choose_newest(question: Question, ledger: Ledger) -> Chosen | NothingSettled:
    """The newest settled day that can be compared."""
    newest = newest_settled(ledger)
    if newest is None:
        return NothingSettled(question, None)
    period = single_day(newest)
    return Chosen(replace(question, period=period), (newest, newest), days_before(period, newest), ())


def newest_settled(ledger: Ledger) -> date | None:
    """The newest day that is settled, as is the one a week before; None where there is none."""
    days = sorted({day for _, day in ledger.lines}, reverse=True)
    return next((day for day in days if ledger.all_settled(day) and ledger.all_settled(day - _WEEK)), None)
