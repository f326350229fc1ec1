"""The days that a budget is for: the UTC day, week or month that an instant is in."""

from datetime import date, timedelta

from core import amounts
from core.budgets.budget import Every
from core.questions.periods import month_to_date
from core.questions.question import Period
from core.weeks import WeekStart, week_of

_DAY = timedelta(days=1)


def days_of(every: Every, day: date, week_start: WeekStart = WeekStart.MONDAY) -> tuple[date, date]:
    """The first day, and the day after the last one, of the period that `day` is in."""
    match every:
        case Every.DAY:
            return day, day + _DAY
        case Every.WEEK:
            first = week_of(day, week_start)
            return first, first + 7 * _DAY
        case Every.MONTH:
            first = day.replace(day=1)
            return first, (first + 31 * _DAY).replace(day=1)


def asked(every: Every, day: date, until: date, week_start: WeekStart = WeekStart.MONDAY) -> Period:
    """What is asked to know what was spent in the period that `day` is in, up to the end of `until`: today, where it is
    to be known as far as it has begun."""
    first, end = days_of(every, day, week_start)
    is_month = every is Every.MONTH
    words = month_to_date(until).words if is_month and until < end else ""
    week_ends = end if every is Every.WEEK else None
    return Period(first, min(end, until + _DAY), title(every, first), words, is_month, week_ends)


def title(every: Every, first: date) -> str:
    """What people call the period that begins on `first`: "Tue 24 Nov", "the week of 23 Nov", "November"."""
    match every:
        case Every.DAY:
            return amounts.weekday(first)
        case Every.WEEK:
            return f"the week of {amounts.day(first)}"
        case Every.MONTH:
            return f"{first:%B}"
