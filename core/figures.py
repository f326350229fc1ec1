"""What the store answers when a report asks: sums by day, the raw material of every answer."""

from datetime import date
from typing import NamedTuple


class DayFigure(NamedTuple):
    """The sum of one label on one UTC day in one connection."""

    day: date
    connection: int
    label: str
    """The value of the dimension asked for, an id where the provider has ids; "" where it has none."""
    unit: str
    """A lower-case currency for costs, else "tokens" or "requests"."""
    amount: int
    """Nano-dollars (10⁻⁹ of the currency) for costs, else a count."""
