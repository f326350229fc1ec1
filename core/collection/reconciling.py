"""Comparing what is stored with what the provider says each day comes to, split by nothing. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from core.collection.ledger import SETTLES_AFTER, LedgerDay, end_of
from core.providers.contract import Endpoint, Figures, UsageRow
from core.totals import NOTHING, DayTotal, Difference, changed

SLICE: Final = 31
"""So many days are a page of totals. The newest are compared every night; of the older ones as many, in turns."""
YOUNGEST: Final = SETTLES_AFTER.days + 1
"""How many days ago the newest was that can have been collected when it moved no more."""


def tonight(endpoint: Endpoint, ledger: Iterable[LedgerDay], today: date, night: int | None) -> list[list[LedgerDay]]:
    """The days that are compared in the night of this number, in runs that are asked for in one go, newest first.

    Only those that were collected when they moved no more. `night`: None for all of them, as after an import. What
    there was at a time, like bytes stored, has no total to compare: the largest parts of a day are not the parts of
    the largest whole.
    """
    if endpoint.level:
        return []
    lines = (line for line in ledger if line.endpoint == endpoint.name)
    final = [line for line in lines if line.collected_at >= end_of(line.day) + SETTLES_AFTER]
    slices: dict[int, list[LedgerDay]] = {}
    for line in sorted(final, key=lambda each: each.day, reverse=True):
        slices.setdefault(max(0, (today - line.day).days - YOUNGEST) // SLICE, []).append(line)
    if night is None:
        return list(slices.values())
    older = sorted(number for number in slices if number > 0)
    turn = [older[night % len(older)]] if older else []
    return [slices[number] for number in (0, *turn) if number in slices]


def totals_of(figures: Figures) -> dict[date, DayTotal]:
    """What each day comes to that has anything in it."""
    found: dict[date, DayTotal] = {}
    for cost in figures.costs:
        _add(found, cost.start, {figures.series[cost.series].currency: cost.nanos}, 1)
    for fields in figures.usage:
        row = UsageRow(*fields)
        _add(found, row.start, used(row.requests, row.input, row.output, row.cached, round(row.quantity or 0)), 0)
    return found


def used(requests: int, read: int, written: int, cached: int, quantity: int) -> dict[str, int]:
    """The amounts of a total of usage."""
    return {"requests": requests, "input": read, "output": written, "cached": cached, "quantity": quantity}


def differences(
    endpoint: Endpoint, days: Iterable[date], ours: Mapping[date, DayTotal], theirs: Mapping[date, DayTotal]
) -> Iterator[Difference]:
    """Where the two do not come to the same, by more than rounding each row explains."""
    for day in days:
        for unit, (stored, told) in changed(ours.get(day, NOTHING), theirs.get(day, NOTHING)).items():
            yield Difference(endpoint.name, day, unit, stored, told)


def _add(found: dict[date, DayTotal], start: int, amounts: Mapping[str, int], rounded: int) -> None:
    day = datetime.fromtimestamp(start, UTC).date()
    known = found.get(day, NOTHING)
    summed = {name: known.amounts.get(name, 0) + amounts.get(name, 0) for name in {*known.amounts, *amounts}}
    found[day] = DayTotal(summed, known.rounded + rounded)
