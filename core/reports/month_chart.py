"""A report on this month as a chart, with what is ahead; and the same in words."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from core import amounts
from core.forecasts import Forecast
from core.money import NANOS
from core.month_chart import MonthChart, Point
from core.questions.filters import in_words
from core.reports.alt_text import LONGEST
from core.reports.chart import about_not_billed, headline_amount, note, title
from core.reports.report import Report

_DAY: Final = timedelta(days=1)
_LONGEST_NAMES: Final = 80


def month_chart_of(report: Report, ahead: Forecast, budget: int | None = None) -> MonthChart:
    """The chart of a report that is split by nothing. `budget`: nanos of the report's currency; None for none."""
    days = tuple(ahead.first + number * _DAY for number in range(len(ahead.by_day)))
    known = _known(ahead, days)
    spent = _spent(known, ahead)
    expected = (spent[-1], *_expected(known, ahead))
    likely = min(1.0, ahead.misses.likely) if ahead.misses is not None else 0.0
    ways = [likely * (worth - spent[-1][1]) for _, worth in expected]
    moving = [days.index(day) for day in report.days.unsettled if day in days]
    return MonthChart(
        title=title(report),
        days=days,
        unit=ahead.currency,
        spent=spent,
        open_from=min(moving, default=len(days)),
        expected=expected,
        low=tuple(worth - way for (_, worth), way in zip(expected, ways, strict=True)),
        high=tuple(worth + way for (_, worth), way in zip(expected, ways, strict=True)),
        so_far=f"{'≈ ' if about_not_billed(report) else ''}{amounts.about(ahead.so_far, ahead.currency)}",
        forecast=ahead.shown,
        budget=None if budget is None else budget / NANOS,
        budget_shown="" if budget is None else amounts.about(budget, ahead.currency),
        note=note(report, has_hollow=False),
    )


def month_alt_text(report: Report, ahead: Forecast, budget: int | None = None) -> str:
    """Plain text, at most 2000 characters."""
    days = report.days
    narrowed = in_words(each for filters in (report.question.filters, *report.scopes) for each in filters)
    narrowed = ", ".join(part for part in ("mine" if report.question.mine else "", narrowed) if part)
    close = f", usually within {amounts.in_percent(ahead.usual_error)}" if ahead.usual_error is not None else ""
    span = amounts.days(days.first, days.last, year=True)
    parts = [
        f"Chart of cost added up, {span}, UTC days, with a forecast to {amounts.day(ahead.last)}.",
        *([f"Only {narrowed[:_LONGEST_NAMES]}."] if narrowed else []),
        f"So far {headline_amount(report)}.",
        f"Forecast for the whole month: {ahead.shown}{close}.",
        *([_budget_words(ahead, budget)] if budget is not None else []),
        *([f"Still moving: {amounts.days(days.unsettled[0], days.unsettled[-1])}."] if days.unsettled else []),
    ]
    return " ".join(parts)[:LONGEST]


def _budget_words(ahead: Forecast, budget: int) -> str:
    crossed = ahead.crosses(budget)
    shown = amounts.about(budget, ahead.currency)
    if crossed is None:
        return f"Budget {shown}: not crossed at this pace."
    when = "already" if crossed < ahead.now.date() else f"on {amounts.day(crossed)} at this pace"
    return f"Budget {shown}: crossed {when}."


def _known(ahead: Forecast, days: Sequence[date]) -> list[int]:
    """Nanos of each day gone by; nothing of those that were never collected."""
    gone = [(day, nanos) for day, nanos in zip(days, ahead.by_day, strict=True) if day < ahead.now.date()]
    return [0 if day in ahead.expected else nanos for day, nanos in gone]


def _spent(known: Sequence[int], ahead: Forecast) -> tuple[Point, ...]:
    """What it came to at the end of each day that is over, and now."""
    ends = enumerate(accumulate(known, initial=0))
    now = len(known) + (ahead.now - ahead.now.replace(hour=0, minute=0, second=0, microsecond=0)) / _DAY
    return (*((float(at), nanos / NANOS) for at, nanos in ends), (now, ahead.so_far / NANOS))


def _expected(known: Sequence[int], ahead: Forecast) -> tuple[Point, ...]:
    """What it will have come to at the end of each day from today on."""
    coming = [*ahead.by_day[len(known) :]]
    coming[0] -= ahead.so_far - sum(known)
    # What is expected of days gone by that were never collected comes in step with what is ahead.
    share = ahead.rest / (sum(coming) or 1)
    ends = enumerate(accumulate(coming), len(known) + 1)
    return tuple((float(at), (ahead.so_far + share * nanos) / NANOS) for at, nanos in ends)
