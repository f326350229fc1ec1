"""The axis of days: which bars are named, and how."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from core.grain import Grain

_STRIDES: Final = {
    Grain.HOUR: (1, 2, 3, 6, 12, 24, 48),
    Grain.DAY: (1, 2, 3, 7, 14, 28, 56, 91, 182),
    Grain.WEEK: (1, 2, 4, 8, 13, 26, 52),
    Grain.MONTH: (1, 2, 3, 6, 12),
}
_MOST: Final = 8
_MONDAY: Final = 0
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Tick = tuple[int, str]
"""The index of a bar, and its name."""


def ticks_for(starts: tuple[date, ...], grain: Grain, apart: float) -> tuple[Tick, ...]:
    """At most eight of the bars, evenly spaced and at least `apart` bars from each other: all of them if that is so,
    else Mondays, of hours those at a round time, else every n-th bar back from the newest."""
    bars = len(starts)
    strides = (stride for stride in _STRIDES[grain] if stride >= apart and -(-bars // stride) <= _MOST)
    stride = next(strides, max(bars, 1))
    anchor = bars - 1
    if grain is Grain.HOUR:
        anchor = 0  # the first day's midnight
    if grain is Grain.DAY and stride % 7 == 0:
        anchor = next((index for index in reversed(range(bars)) if starts[index].weekday() == _MONDAY), anchor)
    chosen = [index for index in range(bars) if (index - anchor) % stride == 0]
    days = [starts[index] for index in chosen]
    return tuple(zip(chosen, _months(days) if grain is Grain.MONTH else map(_name, days), strict=True))


def _name(start: date) -> str:
    """ "24 Nov", and hours beyond midnight "06:00"."""
    if isinstance(start, datetime) and start.hour:
        return f"{start:%H:%M}"
    return f"{start.day} {_MONTHS[start.month - 1]}"


def _months(days: Sequence[date]) -> list[str]:
    """Months by name; of several years, the first one named in each with its year."""
    years = [day.year for day in days]
    names = []
    for at, day in enumerate(days):
        is_first = day.year not in years[:at] and years[0] != years[-1]
        names.append(f"{_MONTHS[day.month - 1]}{f' ’{day.year % 100:02}' if is_first else ''}")
    return names
