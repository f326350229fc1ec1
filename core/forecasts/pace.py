"""How fast money is spent: what a usual day of late comes to, on which day of the week, and where that is heading.

Everything is a median, so that one runaway day, or one credit, changes next to nothing. The numbers at the top were
chosen on worlds of the sandbox that the benchmark of forecasts does not count.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import sqrt
from statistics import fmean, median
from typing import Final

LOOKED_AT: Final = 56
"""Days before today that a pace is taken from."""
_LATELY: Final = 7
"""The newest of them, which say how high it is where something is new: it follows after four days."""
_FOUR_WEEKS: Final = 28
"""The days that say how high it is where nothing is; with fewer of them nothing is said about where it is heading."""
_CHANCE: Final = 1.5
"""The newest days differ from the four weeks by chance up to so many standard errors."""
_SPREAD: Final = 1.4826 * 1.2533
"""What the median distance from the median is multiplied by for the standard error of a median of one."""
_DAMPED: Final = 0.7
"""How much of a trend is taken to go on."""
_IDLE: Final = 0.02
"""A day of the week on which less than this share of a usual day is spent says nothing about the others."""
_WEEK: Final = 7
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    today: date
    level: float
    """Nanos of today, if it is a usual day."""
    growth: float
    """By how many nanos that changes from day to day."""
    weekdays: Mapping[int, float]
    """What is spent on a Monday (0) … Sunday (6), as a share of a usual day."""

    def on(self, day: date) -> int:
        """What will be spent on `day`, in nanos; nothing less than nothing."""
        usual = self.level + self.growth * (day - self.today).days
        return max(0, round(usual * self.weekdays.get(day.weekday(), 0.0)))


def pace_of(spent: Mapping[date, int], today: date) -> Pace:
    """The pace before `today`. `spent`: nanos by day; days that are not in it are not known."""
    days = [day for back in range(LOOKED_AT, 0, -1) if (day := today - back * _DAY) in spent]
    weekdays = _weekdays(days, [spent[day] for day in days])
    even = [(day, spent[day] / share) for day in days if (share := weekdays.get(day.weekday(), 0.0)) > _IDLE]
    growth = _DAMPED * _growth(even) if len(days) >= _FOUR_WEEKS else 0.0
    level = _level([amount + growth * (today - day).days for day, amount in even[-_FOUR_WEEKS:]])
    return Pace(today, level, growth, weekdays)


def _level(amounts: Sequence[float]) -> float:
    """What usual days come to, oldest first: over four weeks, unless the newest are others than by chance."""
    if not amounts:
        return 0.0
    usual, newest = median(amounts), median(amounts[-_LATELY:])
    error = median(abs(amount - usual) for amount in amounts) * _SPREAD / sqrt(_LATELY)
    return usual if abs(newest - usual) <= _CHANCE * error else newest


def _weekdays(days: Sequence[date], amounts: Sequence[int]) -> dict[int, float]:
    """Each weekday's share of the week around it: the median of all weeks."""
    shares: defaultdict[int, list[float]] = defaultdict(list)
    for at, (day, amount) in enumerate(zip(days, amounts, strict=True)):
        start = max(0, min(at - _WEEK // 2, len(days) - _WEEK))
        week = _without_largest(amounts[start : start + _WEEK])
        if week > 0:
            shares[day.weekday()].append(amount / week)
    return {weekday: median(found) for weekday, found in shares.items()}


def _without_largest(week: Sequence[int]) -> float:
    """What is spent on a day of this week, but for its dearest; where that is all there is, with it."""
    return (sum(week) - max(week)) / max(len(week) - 1, 1) or fmean(week)


def _growth(even: Sequence[tuple[date, float]]) -> float:
    """The median slope between any two days that are the same weekday, in nanos a day."""
    same: defaultdict[int, list[tuple[date, float]]] = defaultdict(list)
    for day, amount in even:
        same[day.weekday()].append((day, amount))
    pairs = (pair for found in same.values() for pair in combinations(found, 2))
    slopes = [(later - before) / (last - first).days for (first, before), (last, later) in pairs]
    return median(slopes) if slopes else 0.0
