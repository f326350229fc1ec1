"""How good estimates were: settled days estimated from what was known when they were young."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Final

from core.estimates.prices import Prices
from core.estimates.rows import Bill, Part

KNOWN_AFTER: Final = timedelta(days=3)
"""A day's bill is final three days later at the earliest: an estimate knows those of days at least so much older."""
DAYS: Final = 30
"""How many of the last settled days are looked at."""
FEWEST: Final = 5


def misses(
    parts: Iterable[Part], bills: Iterable[Bill], prices: Prices, settled: Collection[tuple[int, date]]
) -> dict[tuple[str, date], tuple[int, int]]:
    """(estimated, billed) of each of the last settled days, by currency, in nanos; credits are no usage and do not
    count.

    Only days that are settled in every connection that has any.
    """
    estimated: defaultdict[tuple[str, date], int] = defaultdict(int)
    billed: defaultdict[tuple[str, date], int] = defaultdict(int)
    for bill in bills:
        if bill.nanos > 0 and (bill.connection, bill.day) in settled:
            billed[bill.currency, bill.day] += bill.nanos
    last = set(sorted({day for _, day in billed})[-DAYS:])
    for part in parts:
        if part.day in last and (part.connection, part.day) in settled:
            price = prices.of(part, part.day - KNOWN_AFTER)
            if price is not None:
                estimated[price.currency, part.day] += price.of(part.units)
    return {each: (estimated[each], billed[each]) for each in billed if each[1] in last}


def usual_error(days: Collection[tuple[int, int]]) -> int | None:
    """The median of the days' errors in whole percent of what was billed, rounded up; None for too few days."""
    errors = percents(days)
    return None if len(errors) < FEWEST else max(1, -(-median(errors) // 1).__int__())


def percents(days: Collection[tuple[int, int]]) -> Sequence[float]:
    return [abs(estimated - billed) * 100 / billed for estimated, billed in days if billed > 0]
