"""Lines over time: for what is not to be added up by eye, such as a price or a share."""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from core.chart import Bars, Chart
from core.charts.bars import Area, level, numbers, places
from core.charts.page import Page
from core.charts.palette import WHITE, colour_of
from core.charts.scale import Scale

_WIDTH: Final = 9
"""Two pixels on a telephone."""
_HALO: Final = 15
"""White around a line, so that one can follow it across others."""
_DOT: Final = 22
_MOST_DOTS: Final = 14
"""With so many bars or fewer, each value has a dot."""

Point = tuple[float, float]


def reach(chart: Chart) -> tuple[float, float]:
    """The lowest and the highest value, zero included."""
    known = [value for bars in chart.series for value in _known(bars, len(chart.starts)) if value is not None]
    return min([0.0, *known]), max([0.0, *known])


def draw_lines(page: Page, chart: Chart, plot: Area, scale: Scale) -> None:
    """The largest on top. Where a bar is open, what leads to it is dashed."""
    middles = [sum(edges) / 2 for edges in places(len(chart.starts), plot)]
    for bars in reversed(chart.series):
        values = _known(bars, len(middles))
        points = [
            None if value is None else (middles[at], level(value, plot, scale)) for at, value in enumerate(values)
        ]
        for run in _runs(points):
            _draw(page, [points[at] or (0, 0) for at in run], [at in chart.open_bars for at in run], chart, bars)


def _draw(page: Page, points: Sequence[Point], is_open: Sequence[bool], chart: Chart, bars: Bars) -> None:
    colour = colour_of(bars.colour)
    if len(points) > 1:
        page.path(points, WHITE, _HALO, smooth=False)
        for dashed, part in _parts(points, is_open):
            page.path(part, colour, _WIDTH, dashed=dashed, smooth=False)
    if len(points) == 1 or len(chart.starts) <= _MOST_DOTS:
        page.rectangles([_dot(point) for point in points], colour)


def _parts(points: Sequence[Point], is_open: Sequence[bool]) -> Iterator[tuple[bool, list[Point]]]:
    """The run in pieces that are dashed or are not: each step as its end is."""
    for dashed, steps in groupby(range(1, len(points)), key=lambda at: is_open[at]):
        ends = list(steps)
        yield dashed, [points[ends[0] - 1], *(points[at] for at in ends)]


def _runs(points: Sequence[Point | None]) -> Iterator[list[int]]:
    """The places of values that follow each other without a gap."""
    for there, places_of_run in groupby(range(len(points)), key=lambda at: points[at] is not None):
        if there:
            yield list(places_of_run)


def _known(bars: Bars, count: int) -> list[float | None]:
    padded = (*bars.values, *(math.nan,) * count)[:count]
    return [None if math.isnan(value) else clean for value, clean in zip(padded, numbers(padded, count), strict=True)]


def _dot(point: Point) -> Area:
    x, y = round(point[0]), round(point[1])
    return Area(x - _DOT // 2, y - _DOT // 2, x + _DOT // 2, y + _DOT // 2)
