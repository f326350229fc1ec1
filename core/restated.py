"""What a provider changed in days that were settled: kept, and told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Restatement:
    """A settled day came to something else, in one currency."""

    connection: int
    day: date
    currency: str
    before: int
    """Nanos, as was settled."""
    after: int
    at: datetime
    """When the collection began that found it."""


class RestatedDay(NamedTuple):
    """By how much a day was restated, all in all."""

    day: date
    currency: str
    nanos: int


def by_day(restatements: Iterable[Restatement]) -> tuple[RestatedDay, ...]:
    """Newest day first: from what was settled first to what it is now, over all connections; days that came back to
    what they were are left out.
    """
    whole: dict[tuple[int, date, str], tuple[int, int]] = {}
    for each in sorted(restatements, key=lambda restatement: restatement.at):
        where = each.connection, each.day, each.currency
        first, _ = whole.get(where, (each.before, 0))
        whole[where] = first, each.after
    sums: dict[tuple[date, str], int] = {}
    for (_, day, currency), (first, last) in whole.items():
        sums[day, currency] = sums.get((day, currency), 0) + last - first
    ordered = sorted(sums.items(), key=lambda item: (-item[0][0].toordinal(), item[0][1]))
    return tuple(RestatedDay(day, currency, nanos) for (day, currency), nanos in ordered if nanos)
