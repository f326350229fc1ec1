"""What a budget would have told, had it been there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.budgets.budget import Budget
from core.budgets.periods import days_of
from core.weeks import WeekStart

DAYS: Final = 90
"""How far back is looked, today included."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WouldHave:
    """One message it would have sent."""

    day: date
    threshold: int
    """In percent."""


def replayed(
    budget: Budget, first: date, by_day: Sequence[int], week_start: WeekStart = WeekStart.MONDAY
) -> tuple[WouldHave, ...]:
    """The thresholds that were reached in whole periods from `first` on, the highest of each day; and in the one that
    is not over. `by_day`: nanos of each day from `first` on.
    """
    found = []
    spent, highest = 0, 0
    begun, end = days_of(budget.every, first, week_start)
    for number, nanos in enumerate(by_day):
        day = first + number * _DAY
        if day >= end:
            begun, end = days_of(budget.every, day, week_start)
            spent, highest = 0, 0
        if begun < first:
            continue
        spent += nanos
        reached = max((each for each in budget.thresholds if spent >= budget.comes_to(each)), default=0)
        if reached > highest:
            highest = reached
            found.append(WouldHave(day, reached))
    return tuple(found)
