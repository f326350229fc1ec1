"""What an hour or a day usually comes to: one bad day, a weekend, a changed clock or a new level mislead nobody."""

from collections.abc import Sequence
from statistics import median_high
from typing import Final

from core.alerts.figures import HOURS_A_DAY, Day, Days, Hour, Hours

WEEKS: Final = 4
"""How far back an hour is compared."""
DAYS_NEEDED: Final = 14
"""Less history than this tells nothing: a rule is learning until then."""
WEEKS_OF_DAYS: Final = 6
"""How far back a day is compared."""

_WEEK: Final = 7
_OFTEN: Final = 3
"""What was so high so often within a week is the new level."""


def usual_hour(hours: Hours, hour: Hour) -> int:
    """What this hour, or one next to it, usually comes to: jobs are started by clocks that change twice a year."""
    return max(_usual_at(hours, hour + shift) for shift in (-1, 0, 1))


def _usual_at(hours: Hours, hour: Hour) -> int:
    """Every day's, its weekday's, or that of the last days: whatever is most."""
    days = [hours.get(hour - HOURS_A_DAY * back, 0) for back in range(1, WEEKS * _WEEK + 1)]
    return max(median_high(days), median_high(days[_WEEK - 1 :: _WEEK]), _often(days[:_WEEK]))


def usual_day(days: Days, day: Day) -> int | None:
    """What a day like this usually comes to; None where too few are known."""
    weekdays = [days[each] for back in range(1, WEEKS_OF_DAYS + 1) if (each := day - _WEEK * back) in days]
    week = [days[each] for back in range(1, _WEEK + 1) if (each := day - back) in days]
    if len(weekdays) < DAYS_NEEDED // _WEEK:
        return None
    return max(median_high(weekdays), _often(week))


def _often(amounts: Sequence[int]) -> int:
    return sorted(amounts, reverse=True)[_OFTEN - 1] if len(amounts) >= _OFTEN else 0
