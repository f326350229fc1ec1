"""What a day comes to, and when two such totals are not the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class DayTotal(NamedTuple):
    amounts: Mapping[str, int]
    """Nanos by lower-case currency, or what was used by what is counted."""
    rounded: int
    """From how many rounded amounts it is added up: half a unit each is no difference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A day of an endpoint does not come to the provider's own total, even after it was read again."""

    endpoint: str
    day: date
    unit: str
    """A lower-case currency, or what is counted: "requests"."""
    ours: int
    """Nanos, or how many."""
    theirs: int


NOTHING = DayTotal({}, 0)


def changed(before: DayTotal, after: DayTotal) -> dict[str, tuple[int, int]]:
    """The amounts, before and after, that differ by more than rounding explains."""
    rounding = (before.rounded + after.rounded) / 2
    names = sorted({*before.amounts, *after.amounts})
    pairs = {each: (before.amounts.get(each, 0), after.amounts.get(each, 0)) for each in names}
    return {each: (was, now) for each, (was, now) in pairs.items() if abs(now - was) > rounding}
