"""How wide the bars of a chart are: which there are, and which of them a day belongs to."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from core.weeks import WeekStart, week_of

HOURS: Final = 24
"""Of a UTC day."""


class Grain(StrEnum):
    """Finest first."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


MOST_BARS: Final = 200
"""Of a chart: beyond, they are thinner than a pixel on a telephone."""
_MOST_DAYS: Final = 45
"""The longest period with a bar for each day where nobody says how wide they are."""


def usual(days: int) -> Grain:
    """How wide the bars of so many days are where nobody says."""
    if days <= _MOST_DAYS:
        return Grain.DAY
    return Grain.WEEK if days <= MOST_BARS else Grain.MONTH


def bar_of(day: date, grain: Grain, week_start: WeekStart) -> date:
    """The first day of the bar that `day` belongs to."""
    match grain:
        case Grain.WEEK:
            return week_of(day, week_start)
        case Grain.MONTH:
            return day.replace(day=1)
        case _:
            return day


def bars_of(first: date, end: date, grain: Grain, week_start: WeekStart) -> int:
    """How many bars there are from `first` up to and without `end`."""
    days = (end - first).days
    match grain:
        case Grain.HOUR:
            return days * HOURS
        case Grain.DAY:
            return days
        case Grain.WEEK:
            return -(-((end - week_of(first, week_start)).days) // 7)
        case Grain.MONTH:
            last = end - timedelta(days=1)
            return (last.year - first.year) * 12 + last.month - first.month + 1


def hours_begun(day: date, now: datetime) -> int:
    """How many hours of a day, which is not after today, have begun."""
    return now.hour + 1 if day == now.date() else HOURS
