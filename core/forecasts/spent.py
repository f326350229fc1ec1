"""What was spent day by day, as far as it is known: the raw material of a forecast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.forecasts.pace import LOOKED_AT
from core.forecasts.replay import LOOKED_BACK

HISTORY: Final = LOOKED_AT + LOOKED_BACK
"""Days before today that a forecast looks at, where there are so many."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spent:
    currency: str
    """Lower-case. What is in others is in no sum."""
    known: Mapping[date, int]
    """Nanos of each day before today of which nothing is missing: what is billed, and what is used and not billed yet.
    A day before all history has none."""
    pace: Mapping[date, int]
    """The same of what goes on: of days that every connection has, from the first on that anything was spent, and
    without what is disconnected."""
    today: int
    """What today comes to so far."""
    about: frozenset[date]
    """Days of which some is not billed yet: their amounts are estimates in part."""
    now: datetime


def history_needed(first: date, now: datetime) -> tuple[date, date]:
    """The days whose figures a forecast of a period that begins on `first` wants, the second one not included."""
    return min(first, now.date() - HISTORY * _DAY), now.date() + _DAY
