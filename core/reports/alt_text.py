"""A report's chart in words, with its figures: for those who do not see it."""

from typing import Final

from core import amounts
from core.grain import Grain
from core.questions.dimensions import Measure
from core.questions.filters import in_words
from core.reports.bars import timeline
from core.reports.chart import has_lines, headline_amount
from core.reports.lines import written
from core.reports.report import Line, Report

LONGEST: Final = 2000
_LONGEST_NAME: Final = 80


def beside(report: Report, line: Line) -> str:
    """ " + ≈ $12": what of a line is not billed yet; "" where that is under a cent, or all that the line shows."""
    is_beside = report.billed and amounts.cents_from(line.not_billed)
    return f" + ≈ {amounts.about(line.not_billed, report.unit)}" if is_beside else ""


def alt_text(report: Report, *, is_ranked: bool = False) -> str:
    """Plain text, at most 2000 characters."""
    days = report.days
    unit = f" {report.unit}" if report.unit in (Measure.TOKENS, Measure.REQUESTS) else ""
    split = f", split by {' and '.join(report.question.by)}" if report.question.by else ""
    per = f" per {report.question.per}" if report.question.per is not None else ""
    narrowed = in_words(each for filters in (report.question.filters, *report.scopes) for each in filters)
    narrowed = ", ".join(part for part in ("mine" if report.question.mine else "", narrowed) if part)
    when = amounts.days(days.first, days.last, year=True)
    bars = timeline(report.days, report.question)
    kind = "Ranked bar" if is_ranked else "Line" if has_lines(report, bars) else "Bar"
    parts = [
        f"{kind} chart of {report.question.measure}{per}{split}, {when}, UTC days.",
        *([f"Only {narrowed[:_LONGEST_NAME]}."] if narrowed else []),
        f"{'Total ' if report.billed else ''}{headline_amount(report)}.",
        *(f"{line.name[:_LONGEST_NAME]}: {line.shown}{beside(report, line)}." for line in report.lines),
    ]
    sums = bars.sums(report.by_hour or report.by_day)
    if report.billed and len(sums) > 1 and not is_ranked:
        most = max(range(len(sums)), key=lambda at: sums[at])
        about = "≈ " if bars.grain is Grain.HOUR and report.question.measure is Measure.COST else ""
        parts.append(f"Most {bars.when(most)}: {about}{written(sums[most], report.unit)}{unit}.")
    if days.unsettled:
        parts.append(f"Still moving: {amounts.days(days.unsettled[0], days.unsettled[-1])}.")
    return " ".join(parts)[:LONGEST]
