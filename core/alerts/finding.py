"""What a rule has found: something that is to be told, unless it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from core.alerts.figures import HOURS_A_DAY, Cell, Hour, Hours
from core.alerts.usual import usual_hour


class Bar(NamedTuple):
    """An hour, as a picture shows it."""

    hour: Hour
    amount: int
    usual: int


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    """What it is about, the same as long as it goes on: see `Subject`; a day for what ends with the day."""
    since: datetime
    """When it began: the start of an hour."""
    last: datetime
    """The start of the last hour in which it was so."""
    amount: int
    """What that hour, or the day so far, comes to."""
    usual: int
    """What is usual there, or the rule's limit."""
    so_far: int
    """What it has come to since it began."""
    cells: Mapping[Cell, int]
    """What that is made of."""
    bars: tuple[Bar, ...] = ()
    """The day up to now, hour by hour."""
    unit: str = "usd"
    """The currency, "tokens" or "requests"."""


@dataclass(frozen=True, slots=True)
class Learning:
    """There is not enough history to tell what is usual."""

    days: int
    """How many there are."""


Judged = tuple[Finding, ...] | Learning


def bars_of(hours: Hours, newest: Hour) -> tuple[Bar, ...]:
    """The last 24 hours."""
    shown = range(newest - HOURS_A_DAY + 1, newest + 1)
    return tuple(Bar(hour, hours.get(hour, 0), usual_hour(hours, hour)) for hour in shown)
