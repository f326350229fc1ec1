"""How close forecasts were: past days forecast from what was known before them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median
from typing import Final

from core.forecasts.pace import pace_of

FEWEST_BEFORE: Final = 14
"""Days that a pace is taken from at least."""
FEWEST: Final = 5
"""Past forecasts that tell how close they are."""
LOOKED_BACK: Final = 112
"""How many days ago the first of them may have been made."""
_EVERY: Final = 3
"""Days from one to the next: neighbours tell the same."""
_LIKELY: Final = 0.8
"""The share of them that the interval would have held."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Misses:
    """How far forecasts were from what came, as shares of the forecast."""

    usual: float
    """Half of them were closer."""
    likely: float
    """Four of five were closer."""


def misses(spent: Mapping[date, int], today: date, days: int) -> Misses | None:
    """Of forecasts of so many days; None where too few can be looked at.

    Where history is too short to look at so many, fewer are looked at, and what is found is widened as errors grow that
    have nothing to do with each other from day to day.
    """
    first = min(spent, default=today)
    looked_at = min(days, (today - first).days - FEWEST_BEFORE - FEWEST + 1)
    if looked_at < 1:
        return None
    found = sorted(_errors(spent, max(first + FEWEST_BEFORE * _DAY, today - LOOKED_BACK * _DAY), today, looked_at))
    if len(found) < FEWEST:
        return None
    wider = sqrt(days / looked_at)
    return Misses(median(found) * wider, found[int(_LIKELY * (len(found) - 1) + 0.5)] * wider)


def _errors(spent: Mapping[date, int], first: date, today: date, days: int) -> list[float]:
    newest = (today - first).days - days
    every = _EVERY if newest >= FEWEST * _EVERY else 1
    errors = []
    for back in range(newest, -1, -every):
        start = first + back * _DAY
        ahead = [start + number * _DAY for number in range(days)]
        if all(day in spent for day in ahead):
            pace = pace_of(spent, start)
            expected = sum(map(pace.on, ahead))
            if expected > 0:
                errors.append(abs(sum(spent[day] for day in ahead) - expected) / expected)
    return errors
