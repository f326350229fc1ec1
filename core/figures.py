"""What the store answers when a report asks: sums by day, the raw material of every answer."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Counted(StrEnum):
    """What daily and hourly rows count of usage."""

    TOKENS = "tokens"
    """Read and written."""
    REQUESTS = "requests"
    READ = "tokens read"
    CACHED = "tokens read from cache"
    BATCHED = "tokens in batches"
    BATCHABLE = "tokens in batches or not"
    """Those of which is known whether they were sent in batches."""


class DayFigure(NamedTuple):
    """The sum of one label on one UTC day in one connection."""

    day: date
    connection: int
    label: str | None
    """The value of the first dimension asked for, an id where the provider has ids; "" where there is none, and None
    where the provider did not split by it."""
    unit: str
    """A lower-case currency for costs, else what is counted."""
    amount: int
    """Nano-dollars (10⁻⁹ of the currency) for costs, else a count."""
    second: str | None = ""
    """Like `label`, of the second dimension asked for."""


class HourFigure(NamedTuple):
    """The same of one hour of a day: 0 is the one from midnight on, UTC."""

    day: date
    hour: int
    connection: int
    label: str | None
    unit: str
    amount: int
    second: str | None = ""
