"""Sharing amounts out in proportion, to the last nano-dollar."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from core.estimates.rows import BILLED_BY, Bill, Labels, Part, Ware

_AGREE: Final = (*BILLED_BY, "tier", "kind")
"""What a bill that has it is shared out within."""


def share(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` in parts proportional to `weights`, which are not negative, adding up to it exactly.

    What rounding leaves over goes to the largest remainders, one each. Where all weights are zero the parts are equal.
    """
    if not weights:
        return []
    whole = sum(weights)
    if not whole:
        return share(amount, [1] * len(weights))
    sign, size = (-1 if amount < 0 else 1), abs(amount)
    parts = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    left = size - sum(parts)
    for at in sorted(range(len(weights)), key=lambda at: -remainders[at])[:left]:
        parts[at] += 1
    return [sign * part for part in parts]


def shared_out(bills: Iterable[Bill], parts: Sequence[Part], by: Iterable[str]) -> list[Bill]:
    """The bills, with those that are not split by the labels `by` shared out over what used the same ware that day.

    In proportion to what each used, weighted by its tier; adding up to each bill exactly. A bill of what nobody is
    known to have used stays as it is.
    """
    shared = list(bills)
    for label in by:
        shared = _shared_out(shared, parts, label)
    return shared


def _shared_out(bills: Iterable[Bill], parts: Iterable[Part], by: str) -> list[Bill]:
    used: defaultdict[tuple[int, date, Ware], list[tuple[Labels, str, int]]] = defaultdict(list)
    for part in parts:
        if (value := part.labels.of(by)) is not None:
            used[part.connection, part.day, part.ware].append((part.labels, value, part.units))
    # Bills of one ware mostly agree in which labels they have, so that what each is shared out over is looked up.
    units: dict[tuple[int, date, Ware, tuple[str, ...]], dict[tuple[str | None, ...], dict[str, int]]] = {}
    shared: list[Bill] = []
    for bill in bills:
        if bill.labels.of(by) is not None:
            shared.append(bill)
            continue
        within = tuple(label for label in _AGREE if bill.labels.of(label) is not None)
        where = bill.connection, bill.day, bill.ware
        if (*where, within) not in units:
            units[*where, within] = _units_by(used[where], within)
        shared += _shared(bill, units[*where, within].get(_values(bill.labels, within), {}), by)
    return shared


def _units_by(
    used: Iterable[tuple[Labels, str, int]], within: Sequence[str]
) -> dict[tuple[str | None, ...], dict[str, int]]:
    """What each value used, by the values of the labels `within`."""
    found: dict[tuple[str | None, ...], dict[str, int]] = {}
    for labels, value, number in used:
        units = found.setdefault(_values(labels, within), {})
        units[value] = units.get(value, 0) + number
    return found


def _values(labels: Labels, of: Iterable[str]) -> tuple[str | None, ...]:
    return tuple(map(labels.of, of))


def _shared(bill: Bill, units: Mapping[str, int], by: str) -> list[Bill]:
    amounts = share(bill.nanos, list(units.values()))
    return [
        bill._replace(labels=bill.labels._replace(**{by: value}), nanos=nanos, quantity=None)
        for value, nanos in zip(units, amounts, strict=True)
    ] or [bill]
