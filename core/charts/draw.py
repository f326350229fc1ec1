"""Draws a chart: title and note, bars on a light grid, days below them, and under these what each colour is.

The picture is read on telephones, where its 1600 pixels become 360: no text is smaller than 50 pixels here. Everything
is placed by arithmetic and drawn by matplotlib's artists on a bare figure, because axes that lay themselves out cost
more time than the drawing.
"""

from typing import Final

from core.chart import Chart
from core.charts.bars import Area, extremes, level, places, stacked
from core.charts.dates import ticks_for
from core.charts.fonts import faces
from core.charts.legend import ROW, legend, rows_of
from core.charts.page import Line, Page
from core.charts.palette import BASELINE, GRID, INK, QUIET, WHITE, colour_of
from core.charts.picture import HEIGHT, WIDTH, png
from core.charts.scale import Scale, scale_for
from core.charts.text import Ruler, clean, shorten, wrap

_MARGIN: Final = 60
_TITLE: Final = 64
_TEXT: Final = 50
_CAPITAL: Final = 0.73
"""How high a capital letter is, as a share of the size of its font."""
_NOTE_LINES: Final = 2
_LINE: Final = 62
_MOST_DAYS: Final = 8
_DAYS_APART: Final = 1.3
"""The room of a day's name, in its own widths."""
_NOTHING: Final = {"tokens": "No tokens in this period", "requests": "No requests in this period"}


def draw(chart: Chart) -> bytes:
    """A PNG of 1600 × 900 pixels and at most 128 colours."""
    return png(composed(chart).canvas)


def composed(chart: Chart) -> Page:
    """The chart on a page, not rendered yet: tests measure what stands where on it."""
    page = Page()
    lowest, highest = extremes(chart)
    top = _heading(page, chart)
    if lowest == highest == 0:
        _nothing(page, chart, top)
        return page
    bottom = _legend(page, chart)
    scale = scale_for(lowest, highest, chart.unit)
    plot = _grid(page, scale, top, bottom)
    _days(page, chart, plot)
    _bars(page, chart, plot, scale)
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
    for line in wrap(clean(chart.note), width, ruler, _NOTE_LINES):
        baseline -= _LINE + 4
        page.text((_MARGIN, baseline), line, ruler, QUIET)
    return baseline - _LINE


def _legend(page: Page, chart: Chart) -> int:
    """Name, colour and total of each series. Returns where the rest of the page ends."""
    ruler = _small()
    for entry in legend(chart.series, _MARGIN, WIDTH - _MARGIN, _MARGIN, ruler):
        page.rectangles([entry.swatch], colour_of(entry.colour))
        page.text((entry.name_left, entry.baseline), entry.name, ruler, INK)
        page.text((entry.total_right, entry.baseline), entry.total, ruler, QUIET, "right")
    return _MARGIN + rows_of(len(chart.series)) * ROW


def _grid(page: Page, scale: Scale, top: int, bottom: int) -> Area:
    """Lines of the scale with their names. Returns where the bars stand."""
    ruler = _small()
    label_right = _MARGIN + round(max(ruler.width(label) for label in scale.labels))
    plot = Area(label_right + 24, bottom + 2 * _TEXT + 14, WIDTH - _MARGIN, top)
    for value, label in zip(scale.lines, scale.labels, strict=True):
        height = level(value, plot, scale)
        page.lines([_across(plot, height)], BASELINE if value == 0 else GRID, 3 if value == 0 else 2)
        page.text((label_right, height - _TEXT * _CAPITAL / 2), label, ruler, QUIET, "right")
    return plot


def _across(plot: Area, height: int) -> Line:
    return (plot.left, height), (plot.right, height)


def _days(page: Page, chart: Chart, plot: Area) -> None:
    """Names under some of the bars."""
    ruler = _small()
    longest = ruler.width("30 Nov" if chart.grain != "month" else "Nov ’26")
    most = min(_MOST_DAYS, int(plot.width / (longest * _DAYS_APART)))
    edges = places(len(chart.starts), plot)
    for index, name in ticks_for(chart.starts, chart.grain, max(most, 1)):
        middle = sum(edges[index]) / 2
        half = ruler.width(name) / 2
        page.text((min(middle, WIDTH - _MARGIN / 2 - half), plot.bottom - _TEXT - 8), name, ruler, QUIET, "center")


def _bars(page: Page, chart: Chart, plot: Area, scale: Scale) -> None:
    rectangles = stacked(chart, plot, scale)
    for bars, areas in zip(chart.series, rectangles, strict=True):
        page.rectangles(areas, colour_of(bars.colour))
    open_lefts = {left for index, (left, _) in enumerate(places(len(chart.starts), plot)) if index in chart.open_bars}
    page.stripes([area for areas in rectangles for area in areas if area.left in open_lefts], WHITE)


def _nothing(page: Page, chart: Chart, top: int) -> None:
    plot = Area(_MARGIN, _MARGIN + 2 * _TEXT, WIDTH - _MARGIN, top)
    ruler = _small()
    page.lines([_across(plot, plot.bottom)], BASELINE, 3)
    middle = ((plot.left + plot.right) / 2, (plot.bottom + plot.top) / 2 - _TEXT * _CAPITAL / 2)
    page.text(middle, _NOTHING.get(chart.unit, "No costs in this period"), ruler, QUIET, "center")
    _days(page, chart, plot)
