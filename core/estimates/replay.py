"""How good estimates were: settled days estimated from what was known when they were young."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Final

from core.estimates.days import ConnectionDay
from core.estimates.prices import Prices
from core.estimates.rows import Bill, Labels, Part

KNOWN_AFTER: Final = timedelta(days=3)
"""A day's bill is final three days later at the earliest: an estimate knows those of days at least so much older."""
DAYS: Final = 30
"""How many of the last settled days are looked at."""
FEWEST: Final = 5


DaySums = Mapping[tuple[str, date], int]
"""Nanos by currency and day."""
Sums = Mapping[tuple[int, Labels], DaySums]
"""The same of each connection and combination of labels."""


def estimated_by(parts: Iterable[Part], prices: Prices, settled: Collection[ConnectionDay]) -> Sums:
    """What settled days are estimated at from what was known when they were young."""
    found: defaultdict[tuple[int, Labels], defaultdict[tuple[str, date], int]] = defaultdict(lambda: defaultdict(int))
    for part in parts:
        if (part.connection, part.day) in settled:
            price = prices.of(part, part.day - KNOWN_AFTER)
            if price is not None:
                found[part.connection, part.labels][price.currency, part.day] += price.of(part.units)
    return found


def billed_by(bills: Iterable[Bill], settled: Collection[ConnectionDay]) -> Sums:
    """What settled days were billed at; credits are no usage and do not count."""
    found: defaultdict[tuple[int, Labels], defaultdict[tuple[str, date], int]] = defaultdict(lambda: defaultdict(int))
    for bill in bills:
        if bill.nanos > 0 and (bill.connection, bill.day) in settled:
            found[bill.connection, bill.labels][bill.currency, bill.day] += bill.nanos
    return found


def misses(estimated: Iterable[DaySums], billed: Iterable[DaySums]) -> dict[tuple[str, date], tuple[int, int]]:
    """(estimated, billed) of each of the last settled days with a bill, by currency, in nanos."""
    theirs, ours = _together(billed), _together(estimated)
    last = set(sorted({day for _, day in theirs})[-DAYS:])
    return {each: (ours.get(each, 0), nanos) for each, nanos in theirs.items() if each[1] in last}


def _together(sums: Iterable[DaySums]) -> dict[tuple[str, date], int]:
    found: defaultdict[tuple[str, date], int] = defaultdict(int)
    for days in sums:
        for day, nanos in days.items():
            found[day] += nanos
    return found


def usual_error(days: Collection[tuple[int, int]]) -> int | None:
    """The median of the days' errors in whole percent of what was billed, rounded up; None for too few days."""
    errors = percents(days)
    return None if len(errors) < FEWEST else max(1, -(-median(errors) // 1).__int__())


def percents(days: Collection[tuple[int, int]]) -> Sequence[float]:
    return [abs(estimated - billed) * 100 / billed for estimated, billed in days if billed > 0]
