"""Effective prices: what each ware cost the organization per unit on its last settled days."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Final

from core.estimates.days import ConnectionDay
from core.estimates.rows import Bill, Part, Price, Ware

DAYS: Final = 3
"""How many of a ware's last settled days its price is taken from: one alone is at the mercy of what is billed for the
next day."""
_MILLION: Final = 10**6
_LARGEST: Final = 1e18

Level = tuple[int, str | None, str | None, Ware]
"""Connection, project, key, ware; None for all projects, or all keys."""
Listed = Callable[[Ware, date], Price | None]
"""What the public list says about a ware on a day; None where it says nothing."""


@dataclass(slots=True)
class _Day:
    day: date
    nanos: int = 0
    counted: int = 0
    """What the bill says it is for, in millionths of its own unit; 0 where it does not say."""
    units: int = 0
    """What was used; 0 before the day is settled."""


@dataclass(frozen=True, slots=True)
class _History:
    """One level's days with a bill, oldest first: those that are settled, and those on which the bill is counted."""

    settled: list[_Day] = field(default_factory=list)
    counted: list[_Day] = field(default_factory=list)

    def price(self, known_to: date, currency: str) -> Price | None:
        """The newest bill tells the price of what it counts, settled days how much of that there is in a unit: so that
        a new price is seen before its first day has settled. A bill that counts nothing tells no more than its days."""
        settled = _last(self.settled, known_to, DAYS)
        units = sum(day.units for day in settled)
        if not units:
            return None
        counted = sum(day.counted for day in settled)
        newest = _last(self.counted, known_to, 1)
        if counted and newest:
            return Price(newest[0].nanos * counted, newest[0].counted * units, currency, listed=False)
        return Price(sum(day.nanos for day in settled), units, currency, listed=False)


@dataclass(frozen=True, slots=True)
class Prices:
    """A key's own price for a ware where it has one, else its project's, else the organization's, else the list's."""

    levels: Mapping[Level, _History]
    currencies: Mapping[int, str]
    """What each connection is billed in; one without any bill is not in it."""
    listed: Listed

    def of(self, part: Part, known_to: date) -> Price | None:
        """The price of a part as days up to `known_to` tell it. None: nobody knows it."""
        currency = self.currencies.get(part.connection, "")
        for level in _levels(part):
            history = self.levels.get(level)
            price = history.price(known_to, currency) if history is not None else None
            if price is not None:
                return price
        price = self.listed(part.ware, part.day)
        return price if price is not None and currency in ("", price.currency) else None


def prices_of(
    bills: Iterable[Bill], parts: Iterable[Part], settled: Collection[ConnectionDay], listed: Listed
) -> Prices:
    """From everything billed and used; `settled` are the days of which the bills are final. Credits have no price."""
    bills = [bill for bill in bills if bill.nanos >= 0]
    currencies = _leading_currencies(bills)
    days: defaultdict[Level, dict[date, _Day]] = defaultdict(dict)
    for bill in bills:
        if bill.currency == currencies[bill.connection]:
            for level in _levels(bill):
                day = days[level].setdefault(bill.day, _Day(bill.day))
                day.nanos += bill.nanos
                day.counted += _counted(bill.quantity)
    for part in parts:
        if (part.connection, part.day) in settled:
            for level in _levels(part):
                if part.day in days.get(level, ()):
                    days[level][part.day].units += part.units
    return Prices({level: _history(by_day.values()) for level, by_day in days.items()}, currencies, listed)


def _counted(quantity: float | None) -> int:
    """In millionths; a quantity that makes no sense counts as none."""
    return round(quantity * _MILLION) if quantity is not None and 0 < quantity < _LARGEST else 0


def _levels(row: Bill | Part) -> Iterator[Level]:
    """From the finest to the whole organization."""
    project, key = row.labels.project, row.labels.key
    if project is not None and key is not None:
        yield row.connection, project, key, row.ware
    if project is not None:
        yield row.connection, project, None, row.ware
    yield row.connection, None, None, row.ware


def _leading_currencies(bills: Iterable[Bill]) -> dict[int, str]:
    """What each connection is mostly billed in."""
    sums: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for bill in bills:
        sums[bill.connection][bill.currency] += bill.nanos
    return {connection: max(by, key=lambda each: (by[each], each)) for connection, by in sums.items()}


def _history(days: Iterable[_Day]) -> _History:
    ordered = sorted(days, key=attrgetter("day"))
    return _History([day for day in ordered if day.units], [day for day in ordered if day.counted])


def _last(days: Sequence[_Day], known_to: date, number: int) -> Sequence[_Day]:
    """The last `number` of `days` up to `known_to`."""
    end = bisect_right(days, known_to, key=attrgetter("day"))
    return days[max(0, end - number) : end]
