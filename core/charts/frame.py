"""What every chart has: a title and a note, a grid with the names of its lines, and days below.

The picture is read on telephones, where its 1600 pixels become 360: no text is smaller than 52 pixels here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from core.chart import Bars
from core.charts.bars import Area, level, place_width, places
from core.charts.dates import ticks_for
from core.charts.fonts import faces
from core.charts.legend import ROW, legend, rows_of
from core.charts.page import Line, Page
from core.charts.palette import GRID, INK, QUIET, Rgb
from core.charts.picture import HEIGHT, WIDTH
from core.charts.scale import Scale, scale_for
from core.charts.text import Ruler, clean, shorten, wrap
from core.grain import Grain

MARGIN: Final = 56
_TITLE: Final = 66
TEXT: Final = 52
CAPITAL: Final = 0.73
"""How high a capital letter is, as a share of the size of its font."""
_NOTE_LINES: Final = 2
_LINE: Final = 69
"""From the baseline of a line to that of the next. Under the title it is more by what the title is larger."""
_DAYS_APART: Final = 1.12
"""From the middle of a day's name to that of the next, in widths of the longest."""
_LINES_APART: Final = 64
"""From one line of the grid to the next, at least."""
_MOST_STEPS: Final = 5.0
DAYS_BELOW: Final = 76
"""From the axis to the baseline of the days' names: clear of the axis' lowest name beside it."""
_DAYS_HIGH: Final = 124


def small() -> Ruler:
    return Ruler(TEXT, faces().regular)


def heading(page: Page, title: str, note: str) -> int:
    """The title, its first part in bold, and the note. Returns where the rest of the page begins."""
    width = WIDTH - 2 * MARGIN
    title = clean(title)
    total, dot, period = title.partition(" · ")
    natural = Ruler(_TITLE, faces().bold).width(title)
    size = max(TEXT, min(_TITLE, _TITLE * width / max(natural, 1)))
    bold, regular = Ruler(size, faces().bold), Ruler(size, faces().regular)
    total = shorten(total, width, bold)
    baseline = HEIGHT - MARGIN - round(_TITLE * CAPITAL)
    page.text((MARGIN, baseline), total, bold, INK)
    beside = bold.width(total + dot) if dot else width
    if beside < width:
        page.text((MARGIN + beside, baseline), shorten(period, width - beside, regular), regular, QUIET)
    ruler = small()
    lines = wrap(clean(note), width, ruler, _NOTE_LINES)
    for row, line in enumerate(lines):
        baseline -= _LINE if row else _LINE + (_TITLE - TEXT) // 2
        page.text((MARGIN, baseline), line, ruler, QUIET)
    return baseline - _LINE + 6


def key(page: Page, series: Sequence[Bars], colours: Sequence[Rgb]) -> int:
    """Name, colour and total of each. Returns where the rest of the page ends."""
    ruler = small()
    entries = legend(series, MARGIN, WIDTH - MARGIN, MARGIN, ruler)
    for entry, colour in zip(entries, colours, strict=True):
        page.rectangles([entry.swatch], colour)
        page.text((entry.name_left, entry.baseline), entry.name, ruler, INK)
        page.text((entry.total_right, entry.baseline), entry.total, ruler, QUIET, "right")
    return MARGIN + rows_of(len(series)) * ROW


def grid(
    page: Page, lowest: float, highest: float, unit: str, top: int, bottom: int, *, is_rate: bool = False
) -> tuple[Area, Scale]:
    """Lines of a scale with their names. Returns what they frame, and the scale."""
    steps = (top - bottom - _DAYS_HIGH) / _LINES_APART
    scale = scale_for(lowest, highest, unit, most=max(2.0, min(steps, _MOST_STEPS)), is_rate=is_rate)
    ruler = small()
    label_right = MARGIN + round(max(ruler.width(label) for label in scale.labels))
    plot = Area(label_right + 24, bottom + _DAYS_HIGH, WIDTH - MARGIN, top)
    for value, label in zip(scale.lines, scale.labels, strict=True):
        height = level(value, plot, scale)
        page.lines([across(plot, height)], GRID, 2)
        page.text((label_right, height - TEXT * CAPITAL / 2), label, ruler, QUIET, "right")
    return plot, scale


def across(plot: Area, height: int) -> Line:
    return (plot.left, height), (plot.right, height)


def days(page: Page, starts: tuple[date, ...], grain: Grain, plot: Area) -> None:
    """Names under some of the bars."""
    ruler = small()
    edges = places(len(starts), plot)
    longest = ruler.width("30 Nov" if grain is not Grain.MONTH else "Nov ’26")
    for index, name in ticks_for(starts, grain, longest * _DAYS_APART / place_width(len(edges), plot)):
        half = ruler.width(name) / 2
        middle = sum(edges[index]) / 2
        inside = max(half + MARGIN / 2, min(middle, WIDTH - MARGIN / 2 - half))
        page.text((inside, plot.bottom - DAYS_BELOW), name, ruler, QUIET, "center")
