"""A report as a chart: which bars there are, what they are made of, and which of them are still open."""

from collections.abc import Mapping, Sequence
from typing import Final

from core import amounts
from core.chart import Bars, Chart
from core.colours import assign
from core.grain import Grain
from core.money import NANOS
from core.questions.dimensions import Measure
from core.questions.filters import in_words
from core.questions.question import Question
from core.questions.words import shortened
from core.reports.bars import Timeline, timeline
from core.reports.report import Line, Report

ONLY: Final = "Total"
ONLY_SLOT: Final = 0
"""The name and the colour of what is split by nothing."""


def chart_of(report: Report, known_colours: Mapping[str, int]) -> Chart:
    """The chart of a report. `known_colours` has the slots that lines' keys had in earlier charts; "Other" is grey."""
    colours = assign(known_colours, report.colour_keys)
    bars = timeline(report.days, report.question)
    is_lines = has_lines(report, bars)
    series = [_bars(line, colours.get(line.key), bars, report.unit) for line in report.lines]
    if not series:
        values = _values(report.by_hour or report.by_day, bars, report.unit)
        rest = report.not_billed
        unbilled = _values(report.not_billed_by_hour or rest.by_day, bars, report.unit) if rest is not None else ()
        series = [Bars(ONLY, values, only_amount(report), ONLY_SLOT, unbilled)]
    return Chart(
        title=title(report),
        starts=bars.starts,
        grain=bars.grain,
        series=tuple(series),
        unit=report.unit,
        open_bars=bars.open_bars,
        note=note(report, open_as="dashed" if is_lines else "hatched"),
        is_lines=is_lines,
    )


def has_lines(report: Report, bars: Timeline) -> bool:
    """Money adds up to the bill, and is stacked; counts are compared with each other, by lines."""
    return report.question.measure is not Measure.COST and len(bars.starts) > 1


def title(report: Report) -> str:
    """The total and what it is of: "$8,412.07 · last 30 days · project Search & Rank"."""
    return f"{headline_amount(report)} · {subject(report.question)}"


def subject(question: Question) -> str:
    """What a question is about: "last 30 days · mine · project Search & Rank". Names are cut after 60 characters."""
    parts = (question.period.title, "mine" if question.mine else "", shortened(in_words(question.filters)))
    return " · ".join(part for part in parts if part)


def headline_amount(report: Report) -> str:
    """ "$8,412.07 + ≈ $41 not billed yet", "1.2M tokens", "8,430 requests", "Nothing billed yet, ≈ $41 used"."""
    about = about_not_billed(report)
    if not report.billed:
        return f"Nothing billed yet, {about} used" if about else "Nothing billed yet"
    if report.unit in (Measure.TOKENS, Measure.REQUESTS):
        return f"{report.shown} {report.unit}"
    return f"{report.shown} + {about} not billed yet" if about else report.shown


def about_not_billed(report: Report) -> str:
    """ "≈ $41"; "" where nothing is left to be billed, or less than a cent."""
    rest = report.not_billed
    return f"≈ {amounts.about(rest.amount, rest.unit)}" if rest and amounts.cents_from(rest.amount) else ""


def only_amount(report: Report) -> str:
    """What the one line of what is split by nothing comes to."""
    return report.shown if report.billed else about_not_billed(report) or report.shown


def _bars(line: Line, colour: int | None, bars: Timeline, unit: str) -> Bars:
    unbilled = _values(line.not_billed_by_hour or line.not_billed_by_day, bars, unit) if line.not_billed else ()
    return Bars(line.name, _values(line.by_hour or line.by_day, bars, unit), amount_of(line, unit), colour, unbilled)


def amount_of(line: Line, unit: str) -> str:
    """What stands beside a colour. Beside a bar that is all hollow, "$0.00" would say that there is nothing."""
    return line.shown if line.amount or not line.not_billed else f"≈ {amounts.about(line.not_billed, unit)}"


def _values(exact: Sequence[int], bars: Timeline, unit: str) -> tuple[float, ...]:
    """Whole units of each bar: added up exactly, divided at the end."""
    return tuple(each / (1 if unit in (Measure.TOKENS, Measure.REQUESTS) else NANOS) for each in bars.sums(exact))


def note(report: Report, *, has_hollow: bool = True, open_as: str = "hatched") -> str:
    """What hatched and hollow mean, and what is missing. `has_hollow`: whether what is not billed yet is hollow;
    `open_as`: how days are drawn that are not settled."""
    days, parts = report.days, []
    if days.unsettled and report.billed:
        parts.append(f"{open_as}: {amounts.named_days(days.unsettled)} not settled yet")
    if about_not_billed(report) and has_hollow:
        parts.append("hollow: not billed yet")
    if report.question.per is Grain.HOUR and report.question.measure is Measure.COST:
        parts.append("hours are about (≈)")
    if report.other_currencies:
        parts.append(f"{amounts.currency_code(report.unit)} only")
    if days.missing:
        parts.append(f"{amounts.named_days(days.missing)} not collected yet")
    words = " · ".join(parts)
    return words[:1].upper() + words[1:]
