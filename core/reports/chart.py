"""A report as a chart: which bars there are, what they are made of, and which of them are still open."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from core import amounts
from core.chart import Bars, Chart
from core.colours import assign
from core.money import NANOS
from core.questions.dimensions import Measure
from core.questions.filters import in_words
from core.questions.question import Question
from core.questions.words import shortened
from core.reports.report import Line, Report, ReportedDays

MOST_DAYS: Final = 45
"""The longest period with a bar for each day."""
MOST_DAYS_BY_WEEK: Final = 200
"""The longest period with a bar for each week (from Monday); beyond it, months."""
ONLY: Final = "Total"
ONLY_SLOT: Final = 0
"""The name and the colour of what is split by nothing."""

Grain = Literal["day", "week", "month"]


def chart_of(report: Report, known_colours: Mapping[str, int]) -> Chart:
    """The chart of a report. `known_colours` has the slots that lines' keys had in earlier charts; "Other" is grey."""
    colours = assign(known_colours, report.colour_keys)
    days = _days(report.days)
    grain = _grain(len(days))
    bars = [_bar_of(day, grain) for day in days]
    starts = tuple(dict.fromkeys(max(bar, days[0]) for bar in bars))
    places = {bar: at for at, bar in enumerate(dict.fromkeys(bars))}
    where = [places[bar] for bar in bars]
    open_days = {*report.days.unsettled, *report.days.missing}
    series = [_bars(line, colours.get(line.key), where, report.unit) for line in report.lines]
    if not series:
        values = _values(report.by_day, where, report.unit)
        rest = report.not_billed
        unbilled = _values(rest.by_day, where, report.unit) if rest is not None else ()
        series = [Bars(ONLY, values, only_amount(report), ONLY_SLOT, unbilled)]
    return Chart(
        title=title(report),
        starts=starts,
        grain=grain,
        series=tuple(series),
        unit=report.unit,
        open_bars=frozenset(where[at] for at, day in enumerate(days) if day in open_days),
        note=_note(report),
    )


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


def _bars(line: Line, colour: int | None, where: Sequence[int], unit: str) -> Bars:
    unbilled = _values(line.not_billed_by_day, where, unit) if line.not_billed else ()
    return Bars(line.name, _values(line.by_day, where, unit), line.shown, colour, unbilled)


def _values(by_day: Sequence[int], where: Sequence[int], unit: str) -> tuple[float, ...]:
    """Whole units of each bar: added up exactly, divided at the end."""
    sums = [0] * (where[-1] + 1)
    for at, amount in zip(where, by_day, strict=True):
        sums[at] += amount
    return tuple(amount / (1 if unit in (Measure.TOKENS, Measure.REQUESTS) else NANOS) for amount in sums)


def _days(days: ReportedDays) -> list[date]:
    return [days.first + timedelta(days=number) for number in range((days.last - days.first).days + 1)]


def _grain(days: int) -> Grain:
    if days <= MOST_DAYS:
        return "day"
    return "week" if days <= MOST_DAYS_BY_WEEK else "month"


def _bar_of(day: date, grain: Grain) -> date:
    """The first day of the bar that `day` belongs to."""
    match grain:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case _:
            return day.replace(day=1)


def _note(report: Report) -> str:
    days, parts = report.days, []
    if days.unsettled and report.billed:
        parts.append(f"hatched: {amounts.named_days(days.unsettled)} not settled yet")
    if about_not_billed(report):
        parts.append("hollow: not billed yet")
    if report.other_currencies:
        parts.append(f"{amounts.currency_code(report.unit)} only")
    if days.missing:
        parts.append(f"{amounts.named_days(days.missing)} not collected yet")
    note = " · ".join(parts)
    return note[:1].upper() + note[1:]
