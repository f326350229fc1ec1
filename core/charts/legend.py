"""What each colour is called and comes to: two columns under the bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.chart import Bars
from core.charts.bars import Area
from core.charts.text import Ruler, clean, shorten, shorten_all

ROW: Final = 66
"""From one line to the next, in pixels."""
_SWATCH: Final = 34
_SWATCH_GAP: Final = 18
_TOTAL_GAP: Final = 28
_COLUMN_GAP: Final = 60
_WIDEST_TOTAL: Final = 460


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: where its swatch, the left end of its name and the right end of its total stand."""

    name: str
    total: str
    colour: int | None
    swatch: Area
    name_left: int
    total_right: int
    baseline: int


def rows_of(series: int) -> int:
    """How many lines the legend has."""
    return -(-series // 2)


def legend(series: Sequence[Bars], left: int, right: int, lowest: int, ruler: Ruler) -> list[Entry]:
    """The entries between `left` and `right`, column by column, the last line's baseline at `lowest`."""
    rows = rows_of(len(series))
    columns = [column for column in (series[:rows], series[rows:]) if column]
    totals = [[shorten(clean(bars.total), _WIDEST_TOTAL, ruler) for bars in column] for column in columns]
    names = [[clean(bars.name) for bars in column] for column in columns]
    beside = [_SWATCH + _SWATCH_GAP + _TOTAL_GAP + max(ruler.width(total) for total in column) for column in totals]
    wanted = [space + max(ruler.width(name) for name in column) for space, column in zip(beside, names, strict=True)]
    widths = _shared(wanted, right - left - _COLUMN_GAP)
    # The second column begins in the middle, unless one of the two needs more than half.
    middle = min(max((left + right + _COLUMN_GAP) // 2, left + widths[0] + _COLUMN_GAP), right - widths[-1])
    rooms = [width - space for width, space, column in zip(widths, beside, columns, strict=True) for _ in column]
    short = iter(shorten_all([name for column in names for name in column], rooms, ruler))
    entries = []
    for column, start, width, column_totals in zip(columns, (left, round(middle)), widths, totals, strict=False):
        for row, bars in enumerate(column):
            baseline = lowest + (rows - 1 - row) * ROW
            swatch = Area(start, baseline + 1, start + _SWATCH, baseline + 1 + _SWATCH)
            entries.append(
                Entry(
                    next(short),
                    column_totals[row],
                    bars.colour,
                    swatch,
                    start + _SWATCH + _SWATCH_GAP,
                    start + round(width),
                    baseline,
                )
            )
    return entries


def _shared(wanted: Sequence[float], room: float) -> list[float]:
    """How wide each column may be: what it wants, and if that is too much, at least half of the room."""
    if len(wanted) < 2:
        return [min(width, room) for width in wanted]
    first, second = wanted
    half = room / 2
    return [min(first, max(half, room - second)), min(second, max(half, room - first))]
