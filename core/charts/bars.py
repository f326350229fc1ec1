"""From values to rectangles: where each colour of each bar stands, in whole pixels."""

import math
from dataclasses import dataclass
from typing import Final

from core.chart import Chart
from core.charts.scale import Scale

_LARGEST: Final = 1e18
"""What a 64-bit integer holds: nothing larger is stored, and labels stay short."""
_TOUCHING: Final = 14
"""Where bars are closer to each other than this, they touch."""
_FILLED: Final = 0.76
"""The share of its place that a bar fills."""
_WIDEST_PLACE: Final = 260
_THINNEST: Final = 4
"""A bar with anything in it at all is this high: one pixel on a telephone."""
_EDGE: Final = 5
"""Of a hollow bar: one pixel on a telephone."""
_SEAM: Final = 2
"""White between two colours of a bar, where they are high enough to spare it."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in pixels from the lower left corner of the picture."""

    left: int
    bottom: int
    right: int
    top: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.top - self.bottom

    def hollow(self) -> "Area | None":
        """What its edge leaves of it, which is a quarter of it at most; None where it is too small to have one."""
        edge = min(_EDGE, self.width // 4, self.height // 4)
        if not edge:
            return None
        return Area(self.left + edge, self.bottom + edge, self.right - edge, self.top - edge)


def numbers(values: tuple[float, ...], count: int) -> tuple[float, ...]:
    """`count` finite numbers: what is missing or no number counts as nothing."""
    padded = (*values, *(0.0,) * count)[:count]
    return tuple(max(-_LARGEST, min(_LARGEST, value)) if math.isfinite(value) else 0.0 for value in padded)


def extremes(chart: Chart) -> tuple[float, float]:
    """The lowest negative and the highest positive stack: what the axis has to show. (0, 0) where there is nothing."""
    count = len(chart.starts)
    rows = [numbers(values, count) for bars in chart.series for values in (bars.values, bars.unbilled)]
    stacks = list(zip(*rows, strict=True))
    lows = (sum(value for value in stack if value < 0) for stack in stacks)
    highs = (sum(value for value in stack if value > 0) for stack in stacks)
    return min(lows, default=0.0), max(highs, default=0.0)


def place_width(count: int, plot: Area) -> float:
    """From one bar to the next, in pixels."""
    return min(plot.width / max(count, 1), _WIDEST_PLACE)


def places(count: int, plot: Area) -> list[tuple[int, int]]:
    """The left and right edge of each bar. All are equally wide; few bars stand together in the middle."""
    place = place_width(count, plot)
    start = plot.left + (plot.width - place * count) / 2
    if place < _TOUCHING:
        # Between such thin bars white would be as wide as they are, and hatching fall into specks.
        return [(round(start + place * index), round(start + place * (index + 1))) for index in range(count)]
    width = max(round(place * _FILLED), 1)
    lefts = [round(start + place * (index + 0.5) - width / 2) for index in range(count)]
    return [(left, left + width) for left in lefts]


def stacked(chart: Chart, plot: Area, scale: Scale) -> tuple[list[list[Area]], list[list[Area]]]:
    """For each series the rectangles of its bars, and those of what is not billed yet. Positive values stack upwards
    from zero in the order of the series, then what is not billed, in the same order; negative ones go downwards."""
    edges = places(len(chart.starts), plot)
    rows = [
        *(numbers(bars.values, len(edges)) for bars in chart.series),
        *(numbers(bars.unbilled, len(edges)) for bars in chart.series),
    ]
    zero = level(0.0, plot, scale)
    per_unit = plot.height / (scale.high - scale.low)
    drawn: list[list[Area]] = [[] for _ in rows]
    for index, (left, right) in enumerate(edges):
        for series, low, high in _spans([max(row[index], 0.0) * per_unit for row in rows]):
            drawn[series].append(Area(left, zero + low, right, zero + high))
        for series, low, high in _spans([max(-row[index], 0.0) * per_unit for row in rows]):
            drawn[series].append(Area(left, zero - high, right, zero - low))
    return drawn[: len(chart.series)], drawn[len(chart.series) :]


def level(value: float, plot: Area, scale: Scale) -> int:
    """The height in the picture at which `value` stands."""
    return plot.bottom + round((value - scale.low) / (scale.high - scale.low) * plot.height)


def _spans(heights: list[float]) -> list[tuple[int, int, int]]:
    """Which part of a stack each series takes: its index and two distances from zero, in pixels."""
    total = sum(heights)
    if not total:
        return []
    if total < _THINNEST:
        return [(heights.index(max(heights)), 0, _THINNEST)]
    spans, reached = [], 0.0
    for series, height in enumerate(heights):
        low, high = round(reached), round(reached + height)
        reached += height
        if high - low >= 4 * _SEAM and low:
            low += _SEAM
        if high > low:
            spans.append((series, low, high))
    return spans
