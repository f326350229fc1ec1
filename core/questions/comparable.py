"""Which days a period is compared with."""

from datetime import date, timedelta
from typing import Final

from core.questions.question import Period

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7


def days_before(period: Period, last: date) -> tuple[date, date]:
    """What the days of a period up to `last` are compared with, both days included.

    A month, or the beginning of one, with the same days of the month before, as far as it has them. Else the same days
    of the week in as many days before, from the nearest whole number of weeks on.
    """
    if period.is_month:
        end_before = period.first - _DAY
        return end_before.replace(day=1), end_before.replace(day=min(last.day, end_before.day))
    back = _DAY * (_WEEK * -(-((last - period.first).days + 1) // _WEEK))
    return period.first - back, last - back
