"""A report as ranked bars: where one period is asked about, and what its parts are beside each other."""

from collections.abc import Mapping

from core.chart import WHOLE, Bars
from core.colours import assign
from core.money import NANOS
from core.questions.dimensions import Measure
from core.ranking import Ranking
from core.reports.alt_text import beside
from core.reports.answer import Answered
from core.reports.bars import timeline
from core.reports.chart import amount_of, note, subject, title
from core.reports.rate import Rates
from core.reports.rate_chart import rate_headline, rate_note, rate_value, shown
from core.reports.report import Line, Report


def is_ranked(report: Answered) -> bool:
    """Where it is asked for; and where a chart over time would be a single bar."""
    question = report.question
    return bool(question.by) and (question.ranked or len(timeline(report.days, question).starts) == 1)


def ranking_of(report: Report, known_colours: Mapping[str, int]) -> Ranking:
    """The longest bar first, what is not billed yet in it. `known_colours` has the slots of keys in earlier charts."""
    colours = assign(known_colours, report.colour_keys)
    return Ranking(
        title=title(report),
        rows=tuple(_row(line, colours.get(line.key), report) for line in sorted(report.lines, key=_place)),
        is_open=bool(report.days.unsettled or report.days.missing),
        note=note(report),
    )


def ranking_of_rates(rates: Rates, known_colours: Mapping[str, int]) -> Ranking:
    """The highest rate first, and last, that of the whole."""
    measure = rates.question.measure
    colours = assign(known_colours, rates.colour_keys)
    lines = sorted(rates.lines, key=lambda line: -rate_value(line.ratio, measure))
    rows = [(line, colours[line.key]) for line in lines] + [(rates.whole, WHOLE)]
    return Ranking(
        title=f"{rate_headline(rates)} · {subject(rates.question)}",
        rows=tuple(
            Bars(line.name, (rate_value(line.ratio, measure),), shown(rates, line), colour) for line, colour in rows
        ),
        is_open=not rates.left_out and bool(rates.days.unsettled),
        note=rate_note(rates, open_as="hatched"),
    )


def _place(line: Line) -> tuple[bool, int]:
    return bool(line.others), -line.amount - line.not_billed


def _row(line: Line, colour: int | None, report: Report) -> Bars:
    per = NANOS if report.question.measure is Measure.COST else 1
    shown = f"{amount_of(line, report.unit)}{beside(report, line) if line.amount else ''}"
    return Bars(line.name, (line.amount / per,), shown, colour, (line.not_billed / per,))
