"""The picture of a report, and what it tells in words: over time, ranked, or this month with what is ahead."""

from collections.abc import Mapping

from core.chart import Chart
from core.forecasts import Forecast
from core.month_chart import MonthChart
from core.ranking import Ranking
from core.reports.alt_text import alt_text
from core.reports.answer import Answered
from core.reports.chart import chart_of
from core.reports.month_chart import month_alt_text, month_chart_of
from core.reports.ranking import is_ranked, ranking_of, ranking_of_rates
from core.reports.rate import Rates
from core.reports.rate_chart import rate_alt_text, rate_chart_of
from core.reports.report import Report


def picture_of(report: Answered, known_colours: Mapping[str, int]) -> Chart | MonthChart | Ranking:
    """`known_colours` has the slots that lines' keys had in earlier charts."""
    if isinstance(report, Rates):
        return (ranking_of_rates if is_ranked(report) else rate_chart_of)(report, known_colours)
    if is_ranked(report):
        return ranking_of(report, known_colours)
    ahead = _ahead(report)
    return chart_of(report, known_colours) if ahead is None else month_chart_of(report, ahead)


def picture_in_words(report: Answered) -> str:
    """Plain text, at most 2000 characters."""
    if isinstance(report, Rates):
        return rate_alt_text(report, is_ranked=is_ranked(report))
    ahead = _ahead(report)
    return alt_text(report, is_ranked=is_ranked(report)) if ahead is None else month_alt_text(report, ahead)


def _ahead(report: Report) -> Forecast | None:
    """What is ahead, where a whole month is asked about and not its parts."""
    is_whole = report.question.period.is_month and not report.question.by and report.question.per is None
    return report.forecast if is_whole and isinstance(report.forecast, Forecast) else None
