"""A rule as one types it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from core.alerts.rule import Condition, New, Over, OverUsual, Span
from core.money import decimal_from
from core.questions.dimensions import Measure
from core.questions.filters import Filters, written

_SCALES: Final = ((10**9, "B"), (10**6, "M"), (10**3, "K"))


def rule_sentence(condition: Condition, filters: Filters = (), places: Iterable[str] = ()) -> str:
    """In the shortest usual way; `read_rule` reads the same from it. `places`: Slack's ids of who is told."""
    words = ["alert when", condition_words(condition)]
    if filters:
        words.append(f"for {written(filters)}")
    if told := ", ".join(map(mention, places)):
        words.append(f"to {told}")
    return " ".join(words)


def condition_words(condition: Condition) -> str:
    """ "day > $500", "hour > 300% of usual and > $20", "day > 150% of usual and > $80 over it", "new model"."""
    match condition:
        case Over(span, Measure.COST, limit):
            return f"{span} > {_dollars(limit)}"
        case Over(span, measure, limit):
            return f"{span} > {_count(limit)} {measure.removesuffix('s') if limit == 1 else measure}"
        case OverUsual(span, percent, floor):
            over_it = " over it" if span is Span.DAY else ""
            return f"{span} > {percent}% of usual and > {_dollars(floor)}{over_it}"
        case New(dimension):
            return f"new {dimension}"


def _dollars(nanos: int) -> str:
    amount = decimal_from(nanos)
    if amount == amount.to_integral_value():
        return f"${amount:,.0f}"
    shortest = f"${amount.normalize():,f}"
    # three digits behind the point can be thousands too
    return f"{shortest}0" if len(shortest.partition(".")[2]) == 3 else shortest


def _count(number: int) -> str:
    for scale, letter in _SCALES:
        if number >= scale and number % (scale // 100) == 0:
            return f"{(Decimal(number) / scale).normalize():f}{letter}"
    return str(number)


def mention(place: str) -> str:
    """A person or a channel as the chat writes them."""
    return f"<#{place}>" if place.startswith(("C", "G")) else f"<@{place}>"
