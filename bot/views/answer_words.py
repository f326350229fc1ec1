"""An answer's sentences: plain text, with names from outside in it as they are."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.views.forecast import forecast_words
from bot.views.restated import restated_words
from core import amounts
from core.questions import Filters, Measure, Period, in_words
from core.questions.comparable import days_before
from core.questions.words import shortened
from core.reports import Change, Line, NotBilled, Report, Uncompared
from core.reports.chart import about_not_billed, headline_amount, subject

_MOST_CURRENCIES: Final = 2
"""Further currencies that are named in the header."""
_MOST_NAMES: Final = 3
_LONGEST_NAME: Final = 80
_LONGEST_FILTERS: Final = 500


def headline(report: Report) -> str:
    """ "$8,412.07 · last 30 days", with every currency: they are never added up."""
    others = [f"{mark(report)}{amounts.billed(nanos, currency)}" for currency, nanos in report.other_currencies.items()]
    if len(others) > _MOST_CURRENCIES:
        others = [f"{len(others)} other currencies"]
    per = f" · per {report.question.per}" if report.question.per is not None else ""
    return f"{' and '.join([headline_amount(report), *others])} · {subject(report.question)}{per}"


def mark(report: Report) -> str:
    """What stands before amounts that are shared out by what was used."""
    return "≈ " if report.total_shared else ""


def facts(report: Report) -> list[str]:
    """What to know first, a line each: the change and the largest part, then what the total does not have in it."""
    days = report.days
    lines = [change_words(report) if report.billed else "OpenAI bills a day or more after the usage."]
    if report.forecast is not None:
        lines.append(forecast_words(report.forecast, report.question.period))
    lines += narrowed_words(report.question.filters, report.scopes)
    if report.unsplit:
        lines.append(f"Not split that way, and not in the total: {amounts.named_days(report.unsplit)}.")
    if report.shared:
        about = "all of it is about (≈)." if report.total_shared else "its lines are about (≈). The total is exact."
        lines.append(
            f"OpenAI does not split the costs of {amounts.named_days(report.shared)} by "
            f"{' and '.join(report.shared_by)}: they are shared out by what each used, so {about}"
        )
    if report.by_hour and report.question.measure is Measure.COST:
        lines.append("OpenAI bills by the day: hours are shared out by what was used in each, so they are about (≈).")
    if report.not_billed is not None:
        lines += not_billed_words(report.not_billed)
    if report.other_currencies:
        listed = ", ".join(
            f"{mark(report)}{amounts.billed(nanos, currency)} ({_listed(report.billed_to[currency])})"
            for currency, nanos in report.other_currencies.items()
        )
        lead = amounts.currency_code(report.unit)
        lines.append(f"Also billed: {listed}. Currencies are never added up: change, chart and lines are {lead} only.")
    if days.missing:
        lines.append(f"Not collected yet, and not in the total: {amounts.named_days(days.missing)}.")
    if days.history_from is not None:
        lines.append(f"What is collected begins on {amounts.day(days.history_from, year=True)}.")
    return lines


def not_billed_words(rest: NotBilled) -> list[str]:
    """What the ≈ is made of where that is not the organization's own prices alone, and what is not in it."""
    words = []
    if rest.other_currencies:
        about = ", ".join(f"≈ {amounts.about(nanos, each)}" for each, nanos in rest.other_currencies.items())
        words.append(f"Also not billed yet: {about}.")
    if rest.listed:
        words.append(f"Not billed before, so the ≈ takes the public price: {_listed(rest.listed)}.")
    if rest.unpriced:
        words.append(f"Used, not billed yet, and not in the ≈, for no price is known: {_listed(rest.unpriced)}.")
    if rest.uncounted:
        words.append(f"Not in the ≈, for it is only known once it is billed: {_listed(rest.uncounted)}.")
    return words


def _listed(names: Sequence[str]) -> str:
    """At most three names."""
    shown = [" ".join(name.split())[:_LONGEST_NAME] for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    return ", ".join([*shown, f"{more} more"] if more else shown)


def narrowed_words(filters: Filters, scopes: Sequence[Filters]) -> list[str]:
    """What figures are narrowed to, a sentence each: filters the headline has no room for, and all limits."""
    asked = in_words(filters)
    only = [f"Only {_cut(asked)}."] if asked != shortened(asked) else []
    return [*only, *(f"Limited to {_cut(in_words(each))}." for each in scopes if each)]


def change_words(report: Report) -> str:
    """ "▲ 12 % ($878) to 21 Nov, on the 28 days before · 61 % gpt-5-mini"."""
    parts = [_change(report)]
    if report.share is not None:
        name, percent = report.share
        parts.append(f"{amounts.in_percent(percent)} {' '.join(name.split())[:_LONGEST_NAME]}")
    return " · ".join(parts)


def line_change(line: Line) -> str:
    """A line's own change, "▲ $870"; "" where it is as usual or cannot be told."""
    change = line.change
    if change is None or change.as_usual:
        return ""
    if change.before == 0 and not line.others:
        return "new"
    return f"{amounts.arrow(change.difference)} {_size(change)}"


def footer(report: Report) -> str:
    """Which days, how settled, what of them was restated."""
    days = report.days
    year = days.last.year != days.now.year
    parts = [f"{amounts.days(days.first, days.last, year)}, UTC days", _settled(report)]
    if report.restated:
        parts.append(restated_words(report.restated, days.now.year))
    if about_not_billed(report):
        parts.append(_usual_error(report.not_billed))
    return " · ".join(parts)


def _usual_error(rest: NotBilled | None) -> str:
    if rest is None or rest.usual_error is None:
        return "how close the ≈ is, we don't know yet"
    return f"≈ usually within {amounts.in_percent(rest.usual_error)}"


def _change(report: Report) -> str:
    period = report.question.period
    if report.change is None or report.compared is None or report.before is None:
        days = report.days.first, report.days.last
        return _no_change(report, compared_words(period, days, days_before(period, days[1])))
    to = f" to {amounts.day(report.compared[1])}," if report.compared[1] < report.days.last else ""
    on = f"on {compared_words(period, report.compared, report.before)}"
    if report.change.as_usual:
        return f"As usual{to or ','} {on}"
    percent = report.change.percent
    size = _size(report.change)
    arrow = amounts.arrow(report.change.difference)
    much = size if percent is None else f"{amounts.in_percent(abs(percent))} ({size})"
    return f"{arrow} {much}{to} {on}"


def _no_change(report: Report, before: str) -> str:
    match report.uncompared:
        case Uncompared.NOTHING_BEFORE:
            what = "billed" if report.question.measure is Measure.COST else "used"
            on = "in" if before.endswith("days before") else "on"
            return f"Nothing was {what} {on} {before}"
        case Uncompared.NOT_COLLECTED:
            return f"Not compared: these days and {before} are not all collected and settled"
        case Uncompared.NOT_SPLIT:
            return f"Not compared: these days and {before} are not all split that way"
        case _:
            return "Not compared yet: not settled"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_FILTERS else f"{text[: _LONGEST_FILTERS - 1]}…"


def compared_words(period: Period, days: tuple[date, date], before: tuple[date, date]) -> str:
    """What days are compared with: "Tue 10 Nov", "the 7 days before", "the same days 4 weeks before", "1–21 Oct"."""
    number, weeks = (days[1] - days[0]).days + 1, (days[0] - before[0]).days // 7
    if period.is_month:
        return amounts.days(*before, year=before[0].year != days[0].year)
    if number == 1:
        return amounts.weekday(before[0])
    if number == 7 * weeks:
        return f"the {number} days before"
    return f"the same days {'a week' if weeks == 1 else f'{weeks} weeks'} before"


def _size(change: Change) -> str:
    size = abs(change.difference)
    match change.unit:
        case Measure.TOKENS:
            return amounts.tokens(size)
        case Measure.REQUESTS:
            return amounts.count(size)
        case _:
            return amounts.about(size, change.unit)


def _settled(report: Report) -> str:
    what = "costs" if report.question.measure is Measure.COST else "figures"
    days = report.days
    if not days.unsettled:
        return f"{what} settled"
    moving = f"{amounts.named_days(days.unsettled)} still moving"
    if days.settled_to is None:
        return f"{what} not settled yet" if len(days.unsettled) > 1 else moving
    return f"{what} settled to {amounts.day(days.settled_to)}, {moving}"
