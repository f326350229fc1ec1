"""What an alert rule says: when somebody is to be told."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.money import NANOS
from core.questions.dimensions import Dimension, Measure


class Span(StrEnum):
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Over:
    """A day, or an hour, comes to more than a fixed limit."""

    span: Span
    measure: Measure
    limit: int
    """Nanos for costs, else a count."""


@dataclass(frozen=True, slots=True)
class OverUsual:
    """A day costs far more than its weekday usually does, or an hour far more than it usually does: a runaway."""

    span: Span
    percent: int
    """Of what is usual; over 100."""
    floor: int
    """Nanos: how much an hour comes to at least, or a day costs beyond what is usual. Less is not worth telling."""


@dataclass(frozen=True, slots=True)
class New:
    """Something is paid for that never was before."""

    dimension: Dimension
    """MODEL, KEY or PROJECT."""


Condition = Over | OverUsual | New

FLOORS: Final = {Span.HOUR: 20 * NANOS, Span.DAY: 50 * NANOS}
"""Where none is said."""
NEWS_FROM: Final = NANOS
"""What comes to less than this is not told as new."""
CAN_BE_NEW: Final = (Dimension.MODEL, Dimension.KEY, Dimension.PROJECT)
"""What can be new."""

RUNAWAY: Final = OverUsual(Span.HOUR, 300, FLOORS[Span.HOUR])
DEFAULTS: Final[tuple[OverUsual, ...]] = (RUNAWAY, OverUsual(Span.DAY, 150, FLOORS[Span.DAY]))
"""The rules that are there without anybody's asking."""
