"""Draws a month to date and ahead: what was spent, added up, and the cone of what is likely to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.chart import Bars
from core.charts.bars import Area, level
from core.charts.frame import across, days, grid, heading, key
from core.charts.page import Page
from core.charts.palette import BASELINE, CONE, EXPECTED, INK, SPENT, WHITE
from core.charts.scale import Scale
from core.grain import Grain
from core.month_chart import MonthChart, Point

_THICK: Final = 7
_THIN: Final = 5
"""Of lines, in pixels: a pixel and more on a telephone."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where points of the chart are on the page."""

    plot: Area
    scale: Scale
    days: int

    def at(self, point: Point) -> Point:
        day, worth = point
        return self.plot.left + self.plot.width * day / self.days, level(worth, self.plot, self.scale)

    def all(self, points: Sequence[Point]) -> list[Point]:
        return [self.at(point) for point in points]


def composed_month(chart: MonthChart) -> Page:
    """The chart on a page, not rendered yet: tests measure what stands where on it."""
    page = Page()
    worths = [worth for _, worth in (*chart.spent, *chart.expected)]
    highest = max(*worths, *chart.high, chart.budget or 0.0)
    top = heading(page, chart.title, chart.note)
    named = [("So far", chart.so_far, SPENT), ("Forecast", chart.forecast, CONE)]
    named += [("Budget", chart.budget_shown, INK)] if chart.budget is not None else []
    series = [Bars(name, (), shown, None) for name, shown, _ in named]
    bottom = key(page, series, [colour for _, _, colour in named])
    plot, scale = grid(page, min(0.0, *worths), highest, chart.unit, top, bottom)
    days(page, chart.days, Grain.DAY, plot)
    ground = _Ground(plot, scale, len(chart.days))
    _ahead(page, chart, ground)
    _so_far(page, chart, ground)
    page.lines([across(plot, level(0.0, plot, scale))], BASELINE, 3)
    if chart.budget is not None:
        page.lines([across(plot, level(chart.budget, plot, scale))], INK, _THICK)
    return page


def _ahead(page: Page, chart: MonthChart, ground: _Ground) -> None:
    """The cone of what is likely, and the way through its middle."""
    when = [day for day, _ in chart.expected]
    low, high = list(zip(when, chart.low, strict=True)), list(zip(when, chart.high, strict=True))
    page.shape(_under(low, ground), EXPECTED)
    page.shape(ground.all([*high, *reversed(low)]), CONE)
    page.path(ground.all(chart.expected), SPENT, _THIN, dashed=True)


def _so_far(page: Page, chart: MonthChart, ground: _Ground) -> None:
    """The area under what was spent; hatched where it is not settled."""
    page.shape(_under(chart.spent, ground), SPENT)
    still_open = [(day, worth) for day, worth in chart.spent if day >= chart.open_from]
    if len(still_open) > 1:
        page.striped([_under(still_open, ground)], WHITE)
        page.path(ground.all(still_open), SPENT, _THICK)


def _under(points: Sequence[Point], ground: _Ground) -> list[Point]:
    """The outline of what is between the points and nothing."""
    return ground.all([(points[0][0], 0.0), *points, (points[-1][0], 0.0)])
