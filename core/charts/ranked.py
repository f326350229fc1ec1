"""Ranked bars: a name, its bar and its amount in each row, from one line at zero on."""

from typing import Final

from core.charts.bars import Area, numbers
from core.charts.frame import CAPITAL, MARGIN, TEXT, heading, small
from core.charts.page import Page
from core.charts.palette import BASELINE, INK, QUIET, WHITE, colour_of
from core.charts.picture import WIDTH
from core.charts.text import clean, shorten, shorten_all
from core.ranking import Ranking

_WIDEST_NAMES: Final = 620
"""Of the 1600 pixels: what is left are bars and amounts."""
_WIDEST_AMOUNT: Final = 560
_BESIDE: Final = 28
"""Between a name, its bar and its amount."""
_HIGHEST_ROW: Final = 124
_FILLED: Final = 0.6
"""The share of its row's height that a bar fills."""
_SHORTEST: Final = 8
"""A bar with anything in it at all is this long: it is seen beside the line at zero."""


def composed_ranking(ranking: Ranking) -> Page:
    """The bars on a page, not rendered yet: tests measure what stands where on it."""
    page = Page()
    top = heading(page, ranking.title, ranking.note)
    ruler = small()
    amounts = [shorten(clean(row.total), _WIDEST_AMOUNT, ruler) for row in ranking.rows]
    names = shorten_all([clean(row.name) for row in ranking.rows], [_WIDEST_NAMES] * len(ranking.rows), ruler)
    left = MARGIN + round(max(map(ruler.width, names), default=0)) + _BESIDE
    right = WIDTH - MARGIN - round(max(map(ruler.width, amounts), default=0)) - _BESIDE
    pitch = min(_HIGHEST_ROW, (top - MARGIN) // max(1, len(ranking.rows)))
    areas = [Area(left, top - pitch * (row + 1), right, top - pitch * row) for row in range(len(ranking.rows))]
    zero, per_unit = _scale(ranking, left, right)
    for row, name, amount, area in zip(ranking.rows, names, amounts, areas, strict=True):
        baseline = round((area.bottom + area.top) / 2 - TEXT * CAPITAL / 2)
        page.text((MARGIN, baseline), name, ruler, INK)
        page.text((WIDTH - MARGIN, baseline), amount, ruler, QUIET, "right")
        (value,), (unbilled,) = numbers(row.values, 1), numbers(row.unbilled, 1)
        solid = _bar(area, zero, value * per_unit)
        hollow = _bar(area, max(zero, solid.right) if solid else zero, unbilled * per_unit)
        drawn = [each for each in (solid, hollow) if each is not None]
        page.rectangles(drawn, colour_of(row.colour))
        page.rectangles([inner for each in [hollow] if each is not None and (inner := each.hollow())], WHITE)
        if ranking.is_open and solid is not None:
            page.stripes([solid], WHITE)
    if areas:
        page.lines([((zero, areas[-1].bottom), (zero, top))], BASELINE, 3)
    return page


def _scale(ranking: Ranking, left: int, right: int) -> tuple[int, float]:
    """Where zero is, and how many pixels a unit has."""
    ends = [0.0]
    for row in ranking.rows:
        (value,), (unbilled,) = numbers(row.values, 1), numbers(row.unbilled, 1)
        ends += [value, max(value, 0.0) + unbilled]
    low, high = min(ends), max(ends)
    per_unit = (right - left) / (high - low) if high > low else 0.0
    return left + round(-low * per_unit), per_unit


def _bar(row: Area, start: int, length: float) -> Area | None:
    """`length` pixels from `start` on, to the left where it is negative; None where there is nothing."""
    if not length:
        return None
    margin = round(row.height * (1 - _FILLED) / 2)
    end = start + round(length) if abs(length) >= _SHORTEST else start + (_SHORTEST if length > 0 else -_SHORTEST)
    return Area(min(start, end), row.bottom + margin, max(start, end), row.top - margin)
