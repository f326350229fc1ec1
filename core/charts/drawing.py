"""From what a chart shows to its picture."""

from core.chart import Chart
from core.charts.compose import composed
from core.charts.month import composed_month
from core.charts.palette import MONTH, opaque_colours
from core.charts.picture import png
from core.charts.ranked import composed_ranking
from core.month_chart import MonthChart
from core.ranking import Ranking


def draw(chart: Chart | MonthChart | Ranking) -> bytes:
    """A PNG of 1600 × 900 pixels and at most 16 colours."""
    if isinstance(chart, MonthChart):
        return png(composed_month(chart).canvas, MONTH)
    if isinstance(chart, Ranking):
        return png(composed_ranking(chart).canvas, opaque_colours(row.colour for row in chart.rows))
    return png(composed(chart).canvas, opaque_colours(bars.colour for bars in chart.series))
