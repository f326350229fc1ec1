"""The answer to a question for a rate, in words: what a million tokens cost, what came from the cache …"""

from typing import Any, Final

from bot.views.answer_blocks import Words, short
from bot.views.answer_words import compared_words, narrowed_words
from core import amounts
from core.questions import Measure
from core.questions.comparable import days_before
from core.questions.dimensions import COSTLY
from core.reports import Rates, Uncompared
from core.reports.chart import subject
from core.reports.rate import (
    RateChange,
    RateLine,
    is_as_usual,
    percent_of,
    points_of,
    price_of,
)
from core.reports.rate_chart import rate_alt_text, rate_headline, shown

Block = dict[str, Any]

_MOST_NAMES: Final = 3


def rate_words(rates: Rates) -> Words:
    lines = [(shown(rates, line), _line(rates, line)) for line in rates.lines]
    return Words(rate_head(rates), _facts(rates), rate_alt_text(rates), lines, rate_footer(rates))


def rate_head(rates: Rates) -> str:
    """ "$1.84 per 1M tokens · last 30 days"."""
    per = f" · per {rates.question.per}" if rates.question.per is not None else ""
    return f"{rate_headline(rates)} · {subject(rates.question)}{per}"


def _line(rates: Rates, line: RateLine) -> str:
    used = f"{amounts.tokens(line.ratio.under)} {unit_of(rates)}"
    parts = (short(line.name), rate_line_change(rates, line), used)
    return "  ".join(part for part in parts if part)


def rate_line_change(rates: Rates, line: RateLine) -> str:
    if line.change is None or is_as_usual(line.change, rates.question.measure):
        return ""
    return f"{_arrow(line.change, rates)} {_size(line.change, rates)}"


def unit_of(rates: Rates) -> str:
    match rates.question.measure:
        case Measure.PER_REQUEST:
            return "requests"
        case Measure.CACHE_RATE:
            return "tokens read"
        case _:
            return "tokens"


def _facts(rates: Rates) -> list[str]:
    lines = [_change_words(rates), *narrowed_words(rates.question.filters, rates.scopes)]
    if rates.lines:
        more = f" {rates.more} more are behind [Table]." if rates.more and not rates.question.table else ""
        lines.append(f"Rates do not add up: that of the whole is all {_of(rates)}.{more}")
    if rates.left_out:
        why = "not settled or not collected yet" if rates.days.missing else "not settled yet"
        lines.append(f"Not counted, for costs are {why}: {amounts.named_days(rates.left_out)}.")
    if rates.shared_by:
        by = " and ".join(rates.shared_by)
        lines.append(f"OpenAI does not split all of these costs by {by}: they are shared out by what each used (≈).")
    if rates.without:
        lines.append(f"In the whole, and in no line, for no {unit_of(rates)} are counted: {_listed(rates.without)}.")
    if rates.unsplit:
        lines.append(f"Not split that way, and not counted: {amounts.named_days(rates.unsplit)}.")
    if rates.days.history_from is not None:
        lines.append(f"What is collected begins on {amounts.day(rates.days.history_from, year=True)}.")
    if rates.elsewhere:
        code = amounts.currency_code(rates.unit)
        lines.append(f"Only what is billed in {code}; not counted: {_listed(rates.elsewhere)}.")
    return lines


def _of(rates: Rates) -> str:
    """What is divided by what."""
    match rates.question.measure:
        case Measure.PER_TOKENS:
            return "costs over all tokens"
        case Measure.PER_REQUEST:
            return "costs over all requests"
        case Measure.CACHE_RATE:
            return "tokens from the cache over all that were read"
        case _:
            return "tokens in batches over all tokens"


def _listed(names: tuple[str, ...]) -> str:
    shown_names = [short(name) for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown_names)
    return ", ".join([*shown_names, f"{more} more"] if more else shown_names)


def _change_words(rates: Rates) -> str:
    change, period = rates.whole.change, rates.question.period
    if change is None or rates.compared is None or rates.before is None:
        days = rates.days.first, rates.days.last
        before = compared_words(period, days, days_before(period, days[1]))
        match rates.uncompared:
            case Uncompared.NOTHING_BEFORE:
                return f"Nothing to compare with: no rate is known of {before}"
            case Uncompared.NOT_SETTLED:
                return "Not compared yet: not settled"
            case _:
                return f"Not compared: these days and {before} are not all collected, settled and split that way"
    to = f" to {amounts.day(rates.compared[1])}," if rates.compared[1] < rates.days.last else ""
    on = f"on {compared_words(period, rates.compared, rates.before)}"
    if is_as_usual(change, rates.question.measure):
        return f"As usual{to or ','} {on}"
    size = _size(change, rates)
    percent = percent_of(change, rates.question.measure) if rates.question.measure in COSTLY else None
    much = size if percent is None else f"{amounts.in_percent(abs(percent))} ({size})"
    return f"{_arrow(change, rates)} {much}{to} {on}"


def _arrow(change: RateChange, rates: Rates) -> str:
    return amounts.arrow(difference(change, rates))


def difference(change: RateChange, rates: Rates) -> int:
    """Nanos, or percentage points."""
    measure = rates.question.measure
    return price_of(change.now, measure) - price_of(change.before, measure) if measure in COSTLY else points_of(change)


def _size(change: RateChange, rates: Rates) -> str:
    size = abs(difference(change, rates))
    if rates.question.measure in COSTLY:
        beside = max(price_of(each, rates.question.measure) for each in (change.now, change.before))
        return amounts.unit_price(size, rates.unit, beside)
    return "1 point" if size == 1 else f"{size} points"


def rate_footer(rates: Rates) -> str:
    days = rates.days
    parts = [f"{amounts.days(days.first, days.last, days.last.year != days.now.year)}, UTC days"]
    if not rates.left_out:
        moving = f"{amounts.named_days(days.unsettled)} still moving" if days.unsettled else "figures settled"
        parts.append(moving)
    return " · ".join(parts)
