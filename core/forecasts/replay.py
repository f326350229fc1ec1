"""How close forecasts were: past days forecast from what was known before them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from core.forecasts.pace import pace_of

FEWEST_BEFORE: Final = 14
"""Days that a pace is taken from at least."""
FEWEST: Final = 5
"""Past forecasts that tell how close they are."""
LOOKED_BACK: Final = 182
"""How many days ago the first of them may have been made: half a year has six ends of months."""
_EVERY: Final = 3
"""Days from one to the next: neighbours tell the same."""
_NEAR: Final = 1
"""Days of the month that a forecast may be off, to be made at the same time of a month as today's."""
_MONTH: Final = 30
_LIKELY: Final = 0.8
"""The share of them that the interval would have held."""
_UNLIKE: Final = 2.0
"""How much wider what few periods tell is made: so much by the square of how many fit into the history."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Misses:
    """How far forecasts were from what came, as shares of the forecast."""

    usual: float
    """Half of them were closer."""
    likely: float
    """Four of five were closer."""


@dataclass(frozen=True, slots=True)
class _Made:
    """One past forecast."""

    off: float
    is_near: bool
    """Whether it was made at the same time of its month as today's: what months begin or end with is in both."""


def misses(spent: Mapping[date, int], today: date, days: int) -> Misses | None:
    """Of forecasts of so many days; None where too few can be looked at.

    Those that were made at the same time of a month count as much as all the others together. Where history is too
    short for two such periods, shorter ones are looked at. What few periods tell is widened.
    """
    begin = max(min(spent, default=today) + FEWEST_BEFORE * _DAY, today - LOOKED_BACK * _DAY)
    room = (today - begin).days
    looked_at = min(days, room // 2)
    if looked_at < 1:
        return None
    made = sorted(_made(spent, begin, today, looked_at), key=lambda each: each.off)
    if len(made) < FEWEST:
        return None
    wider = 1 + _UNLIKE / (room / looked_at) ** 2
    return Misses(_within(made, 0.5) * wider, _within(made, _LIKELY) * wider)


def _within(made: Sequence[_Made], share: float) -> float:
    """What this share of them was closer than. The one that is asked about counts as one more, further off than all."""
    near = sum(each.is_near for each in made)
    weight = max(1.0, (len(made) - near) / near) if near else 1.0
    sums = list(accumulate(weight if each.is_near else 1.0 for each in made))
    return made[min(bisect_left(sums, share * (sums[-1] + 1)), len(made) - 1)].off


def _made(spent: Mapping[date, int], begin: date, today: date, days: int) -> Iterator[_Made]:
    """Forecasts of so many days that are over: near ones all, of the others each third where there are enough."""
    newest = (today - begin).days - days
    every = _EVERY if newest >= FEWEST * _EVERY else 1
    for back in range(newest, -1, -1):
        start = begin + back * _DAY
        is_near = min(apart := abs(start.day - today.day), _MONTH - apart) <= _NEAR
        ahead = [start + number * _DAY for number in range(days)]
        if (is_near or (newest - back) % every == 0) and all(day in spent for day in ahead):
            pace = pace_of(spent, start)
            expected = sum(map(pace.on, ahead))
            if expected > 0:
                yield _Made(abs(sum(spent[day] for day in ahead) - expected) / expected, is_near)
