"""Sharing amounts out in proportion, to the last nano-dollar."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    return [shared for bill in bills for shared in _shared(bill, used[bill.connection, bill.day, bill.ware], by)]


def _shared(bill: Bill, used: Sequence[tuple[Labels, str, int]], by: str) -> list[Bill]:
    if bill.labels.of(by) is not None:
        return [bill]
    within = [(label, found) for label in _AGREE if (found := bill.labels.of(label)) is not None]
    units: defaultdict[str, int] = defaultdict(int)
    for labels, value, number in used:
        if all(labels.of(label) == found for label, found in within):
            units[value] += number
    amounts = share(bill.nanos, list(units.values()))
    return [
        bill._replace(labels=bill.labels._replace(**{by: value}), nanos=nanos, quantity=None)
        for value, nanos in zip(units, amounts, strict=True)
    ] or [bill]
