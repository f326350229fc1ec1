"""Draws a chart: title and note, bars on a light grid, days below them, and under these what each colour is.

Everything is placed by arithmetic and drawn by matplotlib's artists on a bare figure, because axes that lay themselves
out cost more time than the drawing.
"""

from dataclasses import replace
from typing import Final

from core.chart import Chart
from core.charts.bars import Area, extremes, level, places, stacked
from core.charts.frame import CAPITAL, DAYS_BELOW, MARGIN, TEXT, across, days, grid, heading, key, small
from core.charts.lines import draw_lines, reach
from core.charts.page import Page
from core.charts.palette import BASELINE, QUIET, WHITE, colour_of
from core.charts.picture import WIDTH
from core.charts.scale import Scale

_BESIDE_BARS: Final = 16
_NOTHING: Final = {"tokens": "No tokens in this period", "requests": "No requests in this period"}


def composed(chart: Chart) -> Page:
    """The chart on a page, not rendered yet: tests measure what stands where on it."""
    page = Page()
    lowest, highest = reach(chart) if chart.is_lines else extremes(chart)
    top = heading(page, chart.title, chart.note)
    if lowest == highest == 0:
        _nothing(page, chart, top)
        return page
    bottom = key(page, chart.series, [colour_of(bars.colour) for bars in chart.series])
    plot, scale = grid(page, lowest, highest, chart.unit, top, bottom, is_rate=chart.is_rate)
    inside = replace(plot, left=plot.left + _BESIDE_BARS, right=plot.right - _BESIDE_BARS)
    days(page, chart.starts, chart.grain, inside)
    baseline = [across(plot, level(0.0, plot, scale))]
    if chart.is_lines:
        page.lines(baseline, BASELINE, 3)
        draw_lines(page, chart, inside, scale)
    else:
        _bars(page, chart, inside, scale)
        page.lines(baseline, BASELINE, 3)
    return page


def _bars(page: Page, chart: Chart, plot: Area, scale: Scale) -> None:
    solid, hollow = stacked(chart, plot, scale)
    for bars, areas, edges in zip(chart.series, solid, hollow, strict=True):
        page.rectangles([*areas, *edges], colour_of(bars.colour))
        page.rectangles(filter(None, (area.hollow() for area in edges)), WHITE)
    open_lefts = {left for index, (left, _) in enumerate(places(len(chart.starts), plot)) if index in chart.open_bars}
    page.stripes([area for areas in solid for area in areas if area.left in open_lefts], WHITE)


def _nothing(page: Page, chart: Chart, top: int) -> None:
    plot = Area(MARGIN, MARGIN + DAYS_BELOW, WIDTH - MARGIN, top)
    ruler = small()
    page.lines([across(plot, plot.bottom)], BASELINE, 3)
    middle = ((plot.left + plot.right) / 2, (plot.bottom + plot.top) / 2 - TEXT * CAPITAL / 2)
    page.text(middle, _NOTHING.get(chart.unit, "No costs in this period"), ruler, QUIET, "center")
    days(page, chart.starts, chart.grain, plot)
