"""What estimates are made of: the store's rows, and what they come to in the words of bills."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple


class Labels(NamedTuple):
    """What a row belongs to. None where the provider was not asked to split by it, "" where it gave no value."""

    project: str | None = None
    key: str | None = None
    user: str | None = None
    model: str | None = None
    item: str | None = None
    tier: str | None = None
    batch: str | None = None
    kind: str | None = None
    """Which of the provider's services was used; None of what is billed."""

    def of(self, dimension: str) -> str | None:
        """The label of a dimension that questions split by. What is sent in batches has that for its tier."""
        if dimension == "tier" and self.batch == "true":
            return "batch"
        found: str | None = getattr(self, dimension, None)
        return found


BILLED_BY: Final = ("project", "key", "user")
"""What bills may be split by beside their ware."""


class UsageOfDay(NamedTuple):
    """What one series used on one UTC day in one connection."""

    day: date
    connection: int
    endpoint: str
    labels: Labels
    requests: int
    input: int
    output: int
    cached: int
    quantity: float | None
    rare: bytes | None
    """The numbers that have no field: a JSON object."""
    hour: int = 0
    """Which one of the day it is about, where rows are by the hour."""


class CostOfDay(NamedTuple):
    """What one series cost on one UTC day in one connection."""

    day: date
    connection: int
    labels: Labels
    currency: str
    nanos: int
    quantity: float | None


class Ware(NamedTuple):
    """One thing that is billed by the unit: the output of a model, a kind of tool call, storage."""

    name: str
    """The model, or the tool's name on the bill."""
    kind: str
    """What of it is counted: "input", "cached input", "output" …"""


class Part(NamedTuple):
    """How much of one ware a series used on a day."""

    day: date
    connection: int
    endpoint: str
    labels: Labels
    ware: Ware
    units: int
    """Comparable within a ware only, and weighted: what costs half as much by its tier counts half as much."""
    counted: int
    """The same without weights: tokens, where the ware is a kind of them."""
    hour: int = 0
    """Of the day, where rows are by the hour."""


class Bill(NamedTuple):
    """What one ware cost on a day, as billed."""

    day: date
    connection: int
    labels: Labels
    ware: Ware
    currency: str
    nanos: int
    quantity: float | None
    """How much of it the bill is for, in a unit of the bill's own; None where it does not say."""


class Price(NamedTuple):
    """What a ware costs: `nanos` for `units`."""

    nanos: int
    units: int
    currency: str
    listed: bool
    """From the public list, and not from the organization's own bills."""

    def of(self, units: int) -> int:
        """Nanos, rounded down."""
        return self.nanos * units // self.units


class Span(NamedTuple):
    """What was billed and used on some days, of all that a question is about."""

    bills: Sequence[Bill]
    parts: Sequence[Part]
    usage: Sequence[UsageOfDay]

    def until(self, day: date) -> "Span":
        """What of it was before this day."""
        return self._where(lambda each: each < day)

    def since(self, day: date) -> "Span":
        return self._where(lambda each: each >= day)

    def _where(self, keeps: Callable[[date], bool]) -> "Span":
        return Span(
            [bill for bill in self.bills if keeps(bill.day)],
            [part for part in self.parts if keeps(part.day)],
            [row for row in self.usage if keeps(row.day)],
        )
