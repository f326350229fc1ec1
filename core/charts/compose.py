"""Draws a chart: title and note, bars on a light grid, days below them, and under these what each colour is.

The picture is read on telephones, where its 1600 pixels become 360: no text is smaller than 52 pixels here. Everything
is placed by arithmetic and drawn by matplotlib's artists on a bare figure, because axes that lay themselves out cost
more time than the drawing.
"""

from dataclasses import replace
from typing import Final

from core.chart import Chart
from core.charts.bars import Area, extremes, level, place_width, places, stacked
from core.charts.dates import ticks_for
from core.charts.fonts import faces
from core.charts.legend import ROW, legend, rows_of
from core.charts.page import Line, Page
from core.charts.palette import BASELINE, GRID, INK, QUIET, WHITE, colour_of, opaque_colours
from core.charts.picture import HEIGHT, WIDTH, png
from core.charts.scale import Scale, scale_for
from core.charts.text import Ruler, clean, shorten, wrap
from core.grain import Grain

_MARGIN: Final = 56
_TITLE: Final = 66
_TEXT: Final = 52
_CAPITAL: Final = 0.73
"""How high a capital letter is, as a share of the size of its font."""
_NOTE_LINES: Final = 2
_LINE: Final = 69
"""From the baseline of a line to that of the next. Under the title it is more by what the title is larger."""
_DAYS_APART: Final = 1.12
"""From the middle of a day's name to that of the next, in widths of the longest."""
_LINES_APART: Final = 64
"""From one line of the grid to the next, at least."""
_MOST_STEPS: Final = 5.0
_BESIDE_BARS: Final = 16
_DAYS_BELOW: Final = 76
"""From the axis to the baseline of the days' names: clear of the axis' lowest name beside it."""
_DAYS_HIGH: Final = 124
_NOTHING: Final = {"tokens": "No tokens in this period", "requests": "No requests in this period"}


def draw(chart: Chart) -> bytes:
    """A PNG of 1600 × 900 pixels and at most 16 colours."""
    colours = opaque_colours(bars.colour for bars in chart.series)
    return png(composed(chart).canvas, colours)


def composed(chart: Chart) -> Page:
    """The chart on a page, not rendered yet: tests measure what stands where on it."""
    page = Page()
    lowest, highest = extremes(chart)
    top = _heading(page, chart)
    if lowest == highest == 0:
        _nothing(page, chart, top)
        return page
    bottom = _legend(page, chart)
    steps = (top - bottom - _DAYS_HIGH) / _LINES_APART
    scale = scale_for(lowest, highest, chart.unit, most=max(2.0, min(steps, _MOST_STEPS)))
    plot = _grid(page, scale, top, bottom)
    inside = replace(plot, left=plot.left + _BESIDE_BARS, right=plot.right - _BESIDE_BARS)
    _days(page, chart, inside)
    _bars(page, chart, inside, scale)
    page.lines([_across(plot, level(0.0, plot, scale))], BASELINE, 3)
    return page


def _small() -> Ruler:
    return Ruler(_TEXT, faces().regular)


def _heading(page: Page, chart: Chart) -> int:
    """The title, its first part in bold, and the note. Returns where the rest of the page begins."""
    width = WIDTH - 2 * _MARGIN
    title = clean(chart.title)
    total, dot, period = title.partition(" · ")
    natural = Ruler(_TITLE, faces().bold).width(title)
    size = max(_TEXT, min(_TITLE, _TITLE * width / max(natural, 1)))
    bold, regular = Ruler(size, faces().bold), Ruler(size, faces().regular)
    total = shorten(total, width, bold)
    baseline = HEIGHT - _MARGIN - round(_TITLE * _CAPITAL)
    page.text((_MARGIN, baseline), total, bold, INK)
    beside = bold.width(total + dot) if dot else width
    if beside < width:
        page.text((_MARGIN + beside, baseline), shorten(period, width - beside, regular), regular, QUIET)
    ruler = _small()
    lines = wrap(clean(chart.note), width, ruler, _NOTE_LINES)
    for row, line in enumerate(lines):
        baseline -= _LINE if row else _LINE + (_TITLE - _TEXT) // 2
        page.text((_MARGIN, baseline), line, ruler, QUIET)
    return baseline - _LINE + 6


def _legend(page: Page, chart: Chart) -> int:
    """Name, colour and total of each series. Returns where the rest of the page ends."""
    ruler = _small()
    for entry in legend(chart.series, _MARGIN, WIDTH - _MARGIN, _MARGIN, ruler):
        page.rectangles([entry.swatch], colour_of(entry.colour))
        page.text((entry.name_left, entry.baseline), entry.name, ruler, INK)
        page.text((entry.total_right, entry.baseline), entry.total, ruler, QUIET, "right")
    return _MARGIN + rows_of(len(chart.series)) * ROW


def _grid(page: Page, scale: Scale, top: int, bottom: int) -> Area:
    """Lines of the scale with their names. Returns what they frame."""
    ruler = _small()
    label_right = _MARGIN + round(max(ruler.width(label) for label in scale.labels))
    plot = Area(label_right + 24, bottom + _DAYS_HIGH, WIDTH - _MARGIN, top)
    for value, label in zip(scale.lines, scale.labels, strict=True):
        height = level(value, plot, scale)
        page.lines([_across(plot, height)], GRID, 2)
        page.text((label_right, height - _TEXT * _CAPITAL / 2), label, ruler, QUIET, "right")
    return plot


def _across(plot: Area, height: int) -> Line:
    return (plot.left, height), (plot.right, height)


def _days(page: Page, chart: Chart, plot: Area) -> None:
    """Names under some of the bars."""
    ruler = _small()
    edges = places(len(chart.starts), plot)
    longest = ruler.width("30 Nov" if chart.grain is not Grain.MONTH else "Nov ’26")
    for index, name in ticks_for(chart.starts, chart.grain, longest * _DAYS_APART / place_width(len(edges), plot)):
        half = ruler.width(name) / 2
        middle = sum(edges[index]) / 2
        inside = max(half + _MARGIN / 2, min(middle, WIDTH - _MARGIN / 2 - half))
        page.text((inside, plot.bottom - _DAYS_BELOW), name, ruler, QUIET, "center")


def _bars(page: Page, chart: Chart, plot: Area, scale: Scale) -> None:
    solid, hollow = stacked(chart, plot, scale)
    for bars, areas, edges in zip(chart.series, solid, hollow, strict=True):
        page.rectangles([*areas, *edges], colour_of(bars.colour))
        page.rectangles(filter(None, (area.hollow() for area in edges)), WHITE)
    open_lefts = {left for index, (left, _) in enumerate(places(len(chart.starts), plot)) if index in chart.open_bars}
    page.stripes([area for areas in solid for area in areas if area.left in open_lefts], WHITE)


def _nothing(page: Page, chart: Chart, top: int) -> None:
    plot = Area(_MARGIN, _MARGIN + _DAYS_BELOW, WIDTH - _MARGIN, top)
    ruler = _small()
    page.lines([_across(plot, plot.bottom)], BASELINE, 3)
    middle = ((plot.left + plot.right) / 2, (plot.bottom + plot.top) / 2 - _TEXT * _CAPITAL / 2)
    page.text(middle, _NOTHING.get(chart.unit, "No costs in this period"), ruler, QUIET, "center")
    _days(page, chart, plot)
