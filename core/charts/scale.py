"""The axis of values: where its lines are and how they are called."""

import math
from dataclasses import dataclass
from typing import Final

from core.amounts import NO_BREAK

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROOM: Final = 1.12
"""The axis ends at the next line if that is at most 12 % above the highest bar, else at the bar itself."""
_LEAST: Final = {"tokens": 1.0, "requests": 1.0, "%": 1.0}
_CENT: Final = 0.01
_SMALLEST_PRICE: Final = 1e-9
_SIGNS: Final = {"usd": "$", "eur": "€", "gbp": "£"}
_SUFFIXES: Final = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
_COMPACT_FROM: Final = {"tokens": 1e4}
"""Up to here numbers are written out, with thousands separators; else from a million."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`low` and `high` are the ends of the axis; both, like `lines`, are whole units of the measure."""

    low: float
    high: float
    lines: tuple[float, ...]
    labels: tuple[str, ...]


def scale_for(lowest: float, highest: float, unit: str, most: float = 4.0, *, is_rate: bool = False) -> Scale:
    """An axis from the lowest negative stack to the highest positive one, zero included. `most` is how many times the
    step between two lines may fit.

    It is never shorter than one cent, token, request or percent, so that next to nothing looks like next to nothing;
    but a price may be far less than a cent.
    """
    low = min(lowest, 0.0)
    high = max(highest, 0.0)
    if high - low < (least := _LEAST.get(unit, _SMALLEST_PRICE if is_rate else _CENT)):
        low, high = (-least, high) if high + low < 0 else (low, least)
        most = 2.0
    step = _step((high - low) / most, whole=unit in _LEAST)
    first, last = math.ceil(low / step), math.floor(high / step)
    if (last + 1) * step <= high * _ROOM:
        last += 1
    if (first - 1) * step >= low * _ROOM:
        first -= 1
    lines = tuple(index * step for index in range(first, last + 1))
    biggest = max(abs(line) for line in lines)
    return Scale(
        low=min(low, lines[0]),
        high=max(high, lines[-1]),
        lines=lines,
        labels=tuple(_label(line, unit, biggest) for line in lines),
    )


def _step(at_least: float, *, whole: bool) -> float:
    """The smallest round number that is not under `at_least`; a `whole` one where half of a thing is nothing."""
    if whole and at_least <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(at_least))
    round_numbers = (factor * power for factor in _STEPS)
    # The tolerance lets 0.01 / 4, which may come out as 0.0025 and a bit, pass as 0.0025.
    return next(step for step in round_numbers if step >= at_least * (1 - 1e-9) and not (whole and step % 1))


def _label(value: float, unit: str, biggest: float) -> str:
    number = _compact(abs(value)) if biggest >= _COMPACT_FROM.get(unit, 1e6) else _written_out(abs(value))
    minus = "−" if value < 0 else ""
    if unit == "%":
        return f"{minus}{number}{NO_BREAK}%"
    if unit in _LEAST:
        return minus + number
    sign = _SIGNS.get(unit)
    return f"{minus}{sign}{number}" if sign else f"{minus}{unit.upper()} {number}"


def _compact(value: float) -> str:
    for size, suffix in _SUFFIXES:
        if value >= size:
            return _trimmed(value / size) + suffix
    return _trimmed(value)


def _trimmed(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _written_out(value: float) -> str:
    """`1,500`, `0.50`, `0.005`: cents have two digits, smaller parts as many as they need, whole numbers none."""
    digits = 4 if value >= 0.01 or not value else 3 - math.floor(math.log10(value))
    whole = f"{value:,.{digits}f}".rstrip("0")
    units, _, parts = whole.partition(".")
    return f"{units}.{parts:0<2}" if parts else units
