"""What is used and not billed yet: a day's usage at effective prices, less what is billed of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from core.estimates.days import ConnectionDay
from core.estimates.prices import Prices
from core.estimates.rows import BILLED_BY, Bill, Labels, Part, Ware
from core.estimates.sharing import share

Line = tuple[object, ...]
"""One line of a day's bill."""


class Rest(NamedTuple):
    """What one part comes to beyond what is billed of it."""

    day: date
    connection: int
    endpoint: str
    labels: Labels
    currency: str
    nanos: int
    listed: bool
    """Priced from the public list."""
    ware: Ware


def rests_of(
    parts: Iterable[Part], bills: Sequence[Bill], prices: Prices, waiting: Collection[ConnectionDay], today: date
) -> tuple[list[Rest], list[Part]]:
    """What of `parts` is not in `bills`, on days of which a bill may still come; and the parts that nobody knows a
    price of. No line of the bill has a negative rest."""
    split = _split(bills)
    billed: defaultdict[Line, int] = defaultdict(int)
    for bill in bills:
        if (bill.connection, bill.day) in waiting:
            billed[_line(bill, split)] += bill.nanos
    lines: defaultdict[Line, list[Rest]] = defaultdict(list)
    unpriced: list[Part] = []
    for part in parts:
        if (part.connection, part.day) not in waiting:
            continue
        price = prices.of(part, today)
        if price is None:
            unpriced.append(part)
        else:
            day, connection, endpoint, labels, ware, units, *_ = part
            priced = Rest(day, connection, endpoint, labels, price.currency, price.of(units), price.listed, ware)
            lines[_line(part, split)].append(priced)
    return [rest for line, priced in lines.items() for rest in _rests(priced, billed[line])], unpriced


def _rests(priced: Sequence[Rest], billed: int) -> list[Rest]:
    """What is left of one line of the bill, in proportion."""
    amounts = [rest.nanos for rest in priced]
    left = max(0, sum(amounts) - max(0, billed))
    return [rest._replace(nanos=nanos) for rest, nanos in zip(priced, share(left, amounts), strict=True) if nanos]


def _split(bills: Iterable[Bill]) -> dict[tuple[int, date], frozenset[str]]:
    """What each day's bills are split by."""
    split: dict[tuple[int, date], frozenset[str]] = {}
    for bill in bills:
        if (bill.connection, bill.day) not in split:
            named = (label for label in BILLED_BY if getattr(bill.labels, label) is not None)
            split[bill.connection, bill.day] = frozenset(named)
    return split


def _line(row: Bill | Part, split: dict[tuple[int, date], frozenset[str]]) -> Line:
    by = split.get((row.connection, row.day), frozenset())
    return (
        row.connection,
        row.day,
        row.ware,
        *(getattr(row.labels, each) if each in by else None for each in BILLED_BY),
    )
