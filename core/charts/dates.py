"""The axis of days: which bars are named, and how."""

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

_STRIDES: Final = {
    "day": (1, 2, 3, 7, 14, 28, 56, 91, 182),
    "week": (1, 2, 4, 8, 13, 26, 52),
    "month": (1, 2, 3, 6, 12),
}
_MOST: Final = 8
_MONDAY: Final = 0
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Tick = tuple[int, str]
"""The index of a bar, and its name."""


def ticks_for(starts: tuple[date, ...], grain: Literal["day", "week", "month"], apart: float) -> tuple[Tick, ...]:
    """At most eight of the bars, evenly spaced and at least `apart` bars from each other: all of them if that is so,
    else Mondays, else every n-th bar back from the newest."""
    bars = len(starts)
    strides = (stride for stride in _STRIDES[grain] if stride >= apart and -(-bars // stride) <= _MOST)
    stride = next(strides, max(bars, 1))
    anchor = bars - 1
    if grain == "day" and stride % 7 == 0:
        anchor = next((index for index in reversed(range(bars)) if starts[index].weekday() == _MONDAY), anchor)
    chosen = [index for index in range(bars) if (index - anchor) % stride == 0]
    name = _month_namer() if grain == "month" else _day
    return tuple((index, name(starts[index])) for index in chosen)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _month_namer() -> Callable[[date], str]:
    """Months by name; the first one named in a new year with its year."""
    seen: list[int] = []

    def name(day: date) -> str:
        new_year = bool(seen) and seen[-1] != day.year
        seen.append(day.year)
        month = _MONTHS[day.month - 1]
        return f"{month} ’{day.year % 100:02}" if new_year else month

    return name
