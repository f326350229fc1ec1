"""Figures for rules, from what is stored: usage by the hour at the organization's own prices, and what days cost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.alerts.figures import Cell, Day, Figures, Hour, added_up, first_hour, hour_of
from core.alerts.usual import DAYS_NEEDED, WEEKS
from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.estimates.estimates import Keep, Learnt, Match
from core.estimates.rows import Labels, Part, Price, UsageOfDay, Ware
from core.figures import DayFigure
from core.questions.dimensions import Measure

HOURLY_DAYS: Final = WEEKS * 7 + 1
"""How many days' hours are looked at, today not included: an hour is compared with one an hour earlier, too."""
STALE: Final = timedelta(days=1)
"""What has not been collected for so long holds up nobody else."""
_DAY: Final = timedelta(days=1)
_DAY_0: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Stored:
    """What there is of what a rule is about."""

    hourly: Sequence[UsageOfDay]
    """Usage by the hour."""
    ledgers: Mapping[int, Sequence[LedgerDay]]
    """Days that are collected whole."""
    connections: Sequence[Connection]
    """At least one."""


def of_costs(
    stored: Stored, billed: Iterable[DayFigure], learnt: Learnt, now: datetime, match: Match, keep: Keep
) -> tuple[Figures, ...]:
    """In each currency that there is, the one that most is spent in first; nanos.

    `billed`: by the day, of what the rule is about; `keep` says what of all that was `learnt` is.
    """
    begun = _judged(stored, now)
    amounts = [(each.unit, each.day, each.amount) for each in billed if each.connection in begun]
    amounts += [
        (rest.currency, rest.day, rest.nanos)
        for rest in learnt.rests
        if rest.connection in begun and keep(rest.connection, rest.labels)
    ]
    counted = range(max(begun.values()), _number(now.date()) + 1)
    days = {currency: dict.fromkeys(counted, 0) for currency in _currencies(amounts)}
    for currency, day, nanos in amounts:
        if _number(day) in counted:
            days[currency][_number(day)] += nanos
    known: dict[tuple[int, Labels, Ware], Price | None] = {}
    hours = {currency: defaultdict[Cell, defaultdict[Hour, int]](lambda: defaultdict(int)) for currency in days}
    for part in match(learnt.costs, stored.hourly, now)[1]:
        key = part.connection, part.labels, part.ware
        if key not in known:
            known[key] = learnt.prices.of(part._replace(day=now.date()), now.date())
        price = known[key]
        if price is not None and price.currency in hours:
            hours[price.currency][_cell(part)][_hour(part)] += price.of(part.units)
    return tuple(_figures(stored, begun, hours[each], days[each], now, each) for each in days)


def of_counts(stored: Stored, measure: Measure, now: datetime) -> Figures:
    """Tokens or requests."""
    hours: defaultdict[Cell, defaultdict[Hour, int]] = defaultdict(lambda: defaultdict(int))
    for row in stored.hourly:
        count = row.requests if measure is Measure.REQUESTS else row.input + row.output
        hours[_cell(row)][_hour(row)] += count
    return _figures(stored, _judged(stored, now), hours, {}, now, measure.value)


def _judged(stored: Stored, now: datetime) -> dict[int, Day]:
    """The connections that are judged, and from when on each is known without a gap.

    One that is young, or has not been read since yesterday, is left out, unless all of them are: it would keep the
    others from being judged.
    """
    begun = {each.id: known_from(stored.ledgers.get(each.id, ()), now.date()) for each in stored.connections}
    old = {each: first for each, first in begun.items() if _number(now.date()) - first >= DAYS_NEEDED}
    return old or begun


def _figures(
    stored: Stored,
    begun: Mapping[int, Day],
    hours: Mapping[Cell, Mapping[Hour, int]],
    days: Mapping[Day, int],
    now: datetime,
    unit: str,
) -> Figures:
    kept = {cell: dict(amounts) for cell, amounts in hours.items() if cell.connection in begun}
    judged = [each for each in stored.connections if each.id in begun]
    return Figures(
        hours=kept,
        sums=added_up(kept),
        known_from=min(begun.values()),
        known_to=max((each.collected_at for each in judged if each.collected_at is not None), default=now),
        days=days,
        judged_from={each.id: hour_of(each.created_at) for each in judged},
        unit=unit,
    )


def known_to_all(connections: Iterable[Connection], now: datetime) -> datetime:
    """Up to when all of them are known, but for those that have not been collected for long."""
    read = [each.collected_at for each in connections if each.disconnected_at is None and each.collected_at is not None]
    return min((each for each in read if now - each < STALE), default=now - STALE)


def _currencies(amounts: Iterable[tuple[str, date, int]]) -> list[str]:
    sums: Counter[str] = Counter()
    for currency, _, nanos in amounts:
        sums[currency] += abs(nanos)
    return sorted(sums, key=lambda each: (sums[each], each == "usd", each), reverse=True) or ["usd"]


def known_from(ledger: Sequence[LedgerDay], today: date) -> Day:
    """The first of the days up to yesterday that are collected without a gap; today where there is none."""
    there = {line.day for line in ledger}
    day = today
    while day - _DAY in there:
        day -= _DAY
    return _number(day)


def _cell(row: Part | UsageOfDay) -> Cell:
    return Cell(row.connection, row.labels.project, row.labels.key, row.labels.model)


def _hour(row: Part | UsageOfDay) -> Hour:
    return first_hour(_number(row.day)) + row.hour


def _number(day: date) -> Day:
    return day.toordinal() - _DAY_0
