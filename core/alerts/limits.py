"""Days and hours of everything a rule is about: over a fixed limit, or a day far over what is usual."""

from collections.abc import Iterator, Mapping
from typing import Final

from core.alerts.figures import (
    HOURS_A_DAY,
    Cell,
    Day,
    Figures,
    Hour,
    Hours,
    day_of,
    first_hour,
    hour_of,
    start_of,
    whole,
)
from core.alerts.finding import Finding, Learning, bars_of
from core.alerts.rule import Over, OverUsual, Span
from core.alerts.runaways import LOOKED_BACK, began
from core.alerts.usual import DAYS_NEEDED, usual_day
from core.questions.dimensions import Measure

WHOLE: Final = ""
"""The subject of what is about everything."""


def over_limit(rule: Over, figures: Figures) -> tuple[Finding, ...]:
    newest, first = hour_of(figures.known_to), _judged_from(figures)
    if rule.span is Span.HOUR:
        judged = range(max(first, newest - LOOKED_BACK), newest + 1)
        by_hour = whole(figures.sums)
        last = next((hour for hour in reversed(judged) if by_hour.get(hour, 0) > rule.limit), None)
        if last is None:
            return ()
        since = began(last, first, lambda hour: by_hour.get(hour, 0) > rule.limit)
        return (_of_hours(rule, figures, by_hour, since, last),)
    hours = whole(figures.sums)
    found = []
    for day in (day_of(newest) - 1, day_of(newest)):
        amount = figures.days.get(day, 0) if rule.measure is Measure.COST else _sum(hours, day, figures.seen_to)
        if amount > rule.limit and (crossed := _crossed(hours, day, amount, rule.limit, figures.seen_to)) >= first:
            subject = start_of(first_hour(day)).date().isoformat()
            found.append(_of_day(figures, subject, day, amount, rule.limit, crossed))
    return tuple(found)


def unusual_days(rule: OverUsual, figures: Figures, raised: Mapping[str, int]) -> tuple[Finding, ...] | Learning:
    hours, newest, first = whole(figures.sums), hour_of(figures.known_to), _judged_from(figures)
    today = day_of(newest)
    known = sum(day < today for day in figures.days)
    if known < DAYS_NEEDED:
        return Learning(known)
    found = []
    for day in (today - 1, today):
        usual = usual_day(figures.days, day)
        if usual is None:
            continue
        usual = max(usual, raised.get(WHOLE, 0))
        amount, limit = figures.days.get(day, 0), max(usual * rule.percent // 100, usual + rule.floor)
        news = amount - figures.explained.get(day, 0)
        if news >= limit and (crossed := _crossed(hours, day, amount, limit, figures.seen_to)) >= first:
            found.append(_of_day(figures, WHOLE, day, amount, usual, crossed))
    return tuple(found[-1:])


def _judged_from(figures: Figures) -> Hour:
    """Everything together is judged when each of its connections is."""
    return max(figures.judged_from.values(), default=hour_of(figures.known_to) + 1)


def _crossed(hours: Hours, day: Day, amount: int, limit: int, seen_to: Hour) -> Hour:
    """The hour in which the day went over the limit, as far as its hours tell; they need not come to all of it."""
    of_day, so_far = _sum(hours, day, seen_to), 0
    for hour in _hours_of(day):
        so_far += hours.get(hour, 0)
        if so_far * amount >= limit * of_day:
            return hour
    return first_hour(day + 1) - 1


def _of_day(figures: Figures, subject: str, day: Day, amount: int, usual: int, crossed: Hour) -> Finding:
    newest = hour_of(figures.known_to)
    last = min(newest, first_hour(day + 1) - 1)
    return Finding(
        subject=subject,
        since=start_of(crossed),
        last=start_of(last),
        amount=amount,
        usual=usual,
        so_far=amount,
        cells=_cells(figures, range(first_hour(day), last + 1)),
        bars=bars_of(whole(figures.sums), newest),
        unit=figures.unit,
    )


def _of_hours(rule: Over, figures: Figures, hours: Hours, since: Hour, last: Hour) -> Finding:
    cells = _cells(figures, range(since, last + 1))
    return Finding(
        subject=WHOLE,
        since=start_of(since),
        last=start_of(last),
        amount=hours[last],
        usual=rule.limit,
        so_far=sum(cells.values()),
        cells=cells,
        bars=bars_of(hours, hour_of(figures.known_to)),
        unit=figures.unit,
    )


def _cells(figures: Figures, span: range) -> dict[Cell, int]:
    sums = {cell: sum(amounts.get(hour, 0) for hour in span) for cell, amounts in figures.hours.items()}
    return {cell: amount for cell, amount in sums.items() if amount}


def _sum(hours: Hours, day: Day, seen_to: Hour) -> int:
    return sum(hours.get(hour, 0) for hour in _hours_of(day) if hour <= seen_to)


def _hours_of(day: Day) -> Iterator[Hour]:
    yield from range(first_hour(day), first_hour(day) + HOURS_A_DAY)
