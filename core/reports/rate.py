"""What a report of rates is: what a million tokens or a request cost, what came from the cache, or went in batches.

Rates do not add up: a line is the ratio of its own sums, and so is the whole.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from core import amounts
from core.questions.dimensions import COSTLY, RATES, Dimension, Measure
from core.questions.filters import Filters
from core.questions.question import Question
from core.reports.report import ReportedDays, Uncompared

_NOISE_PERCENT: Final = 2
_NOISE_POINTS: Final = 1
"""Under it a share is "as usual"."""


@dataclass(frozen=True, slots=True)
class Ratio:
    over: int
    """Nanos, or a count."""
    under: int
    """A count; 0 where there is nothing to have a rate of."""

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.over + other.over, self.under + other.under)

    @property
    def is_known(self) -> bool:
        return self.under > 0


MOST_DRAWN: Final = 5
"""Lines beside that of the whole."""
NOTHING: Final = Ratio(0, 0)


@dataclass(frozen=True, slots=True)
class RateChange:
    """The rate of settled days against that of the days they are compared with. Both are known."""

    now: Ratio
    before: Ratio


@dataclass(frozen=True, slots=True)
class RateLine:
    key: str
    """What its colour is kept by; "" for the whole."""
    name: str
    """It comes from outside: never to be read as markup."""
    by_day: tuple[Ratio, ...]
    """Of each day of the period, in order; nothing on days that do not count."""
    change: RateChange | None
    pattern: str = ""
    """What a filter says to keep it alone; "" where none can."""
    about: bool = False
    """Whether its costs are shared out by what was used."""

    @property
    def ratio(self) -> Ratio:
        return sum(self.by_day, NOTHING)


@dataclass(frozen=True, slots=True)
class Rates:
    question: Question
    unit: str
    """The currency (lower-case) of costs; "" for a share."""
    whole: RateLine
    lines: tuple[RateLine, ...]
    """Those that used most, most first: at most five. Empty where the question splits by nothing."""
    table: tuple[RateLine, ...]
    """A hundred of them at most, where the question asks for a table."""
    more: int
    """How many there are beside `lines`."""
    without: tuple[str, ...]
    """The names of what is billed and has nothing to have a rate of: in the whole's costs, and in no line."""
    compared: tuple[date, date] | None
    before: tuple[date, date] | None
    uncompared: Uncompared | None
    days: ReportedDays
    left_out: tuple[date, ...]
    """Days that do not count: not collected, or of costs not settled yet."""
    elsewhere: tuple[str, ...]
    """Connections that are billed in other currencies: they do not count."""
    scopes: tuple[Filters, ...]
    unsplit: tuple[date, ...]
    shared_by: tuple[Dimension, ...]

    @property
    def colour_keys(self) -> tuple[str, ...]:
        return tuple(line.key for line in self.lines)

    @property
    def has_bars(self) -> bool:
        """Whether there is anything to draw."""
        return self.whole.ratio.is_known


def rate_shown(ratio: Ratio, measure: Measure, unit: str, about: bool = False) -> str:
    """ "$1.84", "≈ $0.000423", "62 %", "<1 %". The ratio is known."""
    if measure in COSTLY:
        shown = amounts.unit_price(price_of(ratio, measure), unit)
    else:
        percent = amounts.percent(ratio.over, ratio.under)
        shown = f"<{amounts.in_percent(1)}" if ratio.over > 0 and not percent else amounts.in_percent(percent)
    return f"≈ {shown}" if about else shown


def price_of(ratio: Ratio, measure: Measure) -> int:
    """Nanos, of a rate of costs."""
    return round(ratio.over * RATES[measure].times / ratio.under)


def is_as_usual(change: RateChange, measure: Measure) -> bool:
    if measure not in COSTLY:
        return abs(points_of(change)) < _NOISE_POINTS
    percent = percent_of(change, measure)
    return change.now.over == change.before.over == 0 or (percent is not None and abs(percent) < _NOISE_PERCENT)


def points_of(change: RateChange) -> int:
    """By how many percentage points a share is up."""
    of_now, of_before = (amounts.percent(each.over, each.under) for each in (change.now, change.before))
    return of_now - of_before


def percent_of(change: RateChange, measure: Measure) -> int | None:
    """By how many percent costs are up; None where there were none."""
    before = price_of(change.before, measure)
    return amounts.percent(price_of(change.now, measure) - before, before) if before > 0 else None
