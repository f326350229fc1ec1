"""What the chart of a month shows, to date and ahead: plain values, ready to be drawn by core/charts."""

from dataclasses import dataclass
from datetime import date

Point = tuple[float, float]
"""How many days of the month are over, and what it comes to then, in whole units of the currency."""


@dataclass(frozen=True, slots=True)
class MonthChart:
    title: str
    """What it came to so far, and the period: "$5,020.64 · this month"."""
    days: tuple[date, ...]
    """Of the whole month."""
    unit: str
    """A lower-case currency."""
    spent: tuple[Point, ...]
    """From nothing on the first day to what it comes to now."""
    open_from: float
    """So many days are over and settled: what is spent later is hatched."""
    expected: tuple[Point, ...]
    """From now to the end of the month; empty where there is no forecast."""
    low: tuple[float, ...]
    """The least that is likely at each point of `expected`; empty where nobody knows."""
    high: tuple[float, ...]
    so_far: str
    """As people read them: "≈ $5,061", "$6,612 ± $300"."""
    forecast: str
    budget: float | None = None
    """In whole units; None for none."""
    budget_shown: str = ""
    note: str = ""
    """One line under the title: what hatched means, what is missing."""
