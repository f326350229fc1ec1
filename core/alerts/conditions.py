"""The condition of an alert rule, as people say it: numbers, what they are of, and for how long."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.alerts.rule import CAN_BE_NEW, FLOORS, RUNAWAY, Condition, New, Over, OverUsual, Span
from core.budgets.budget import Budget, Every, sentence
from core.money import LARGEST, NANOS
from core.questions.dimensions import DIMENSIONS, Dimension, Measure
from core.questions.filters import Filters

MOST_PERCENT: Final = 10_000
DEFAULT_DAY: Final = Over(Span.DAY, Measure.COST, 500 * NANOS)
"""What is offered where nothing tells what is meant."""

_NUMBER: Final = re.compile(
    r"(?P<sign>\$)?\s*(?P<number>\.?[0-9][0-9.,]*)\s*(?P<scale>(?:k|thousand|m|mn|million|b|bn|billion)(?![a-z]))?"
    r"\s*(?P<unit>%|×|\$|(?:percent|x|times|usd|dollars?|tokens?|requests?|calls?)(?![a-z]))?"
    r"(?:(?=\s*(?P<beyond>(?:over|above|more\s+than)\s+(?:the\s+)?(?:usual|normal)))|)"
)
_WHOLE: Final = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+")
_TWO_WAYS: Final = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2})\.([0-9]{3})(?![0-9]|[.,][0-9])")
"""Thousands for some, a decimal for others."""
_SCALES: Final = {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9}
_SPANS: Final = {
    **dict.fromkeys(("day", "days", "daily", "today"), Span.DAY),
    **dict.fromkeys(("hour", "hours", "hourly"), Span.HOUR),
}
_FILLERS: Final = frozenset(
    {
        *("alert", "me", "us", "when", "if", "whenever", "a", "an", "the", "any", "one", "is", "are", "costs", "cost"),
        *("comes", "to", "goes", "spends", "spend", "spending", "over", "above", "exceeds", "more", "than", "of", "it"),
        *("usual", "normal", "usually", "and", "at", "least", "in", "per", "for", "with", "please", "usage", "use"),
        *(">", "=", "≥", ",", ".", "/", "?", "!", "@", "on", "tell", "reaches", "gets", "every", "appears", "there"),
        *("/tokenmeter", "tokenmeter", "uses", "total", "starts"),
    }
)
_MEASURES: Final = {
    **dict.fromkeys(("token", "tokens"), "tokens"),
    **dict.fromkeys(("request", "requests", "call", "calls"), "requests"),
}
_LONGER: Final = {
    **dict.fromkeys(("week", "weeks", "weekly"), "week"),
    **dict.fromkeys(("month", "months", "monthly"), "month"),
}
_NOTHING_NEAR: Final = re.compile(
    r"[0-9]\s+[0-9]|[€£]|(?<![^\W_])(?:eur|euros?|gbp|pounds?|except|without|excluding|but|not)(?![^\W_])"
)
"""A number in pieces, another currency, what is left out: a rule without it would say something else."""
_OVER_IT: Final = re.compile(r"\bover\s+it\b")
_RUNAWAYS: Final = frozenset({"runaway", "runaways"})
_UNUSUAL: Final = frozenset({"usual", "normal", "usually", "unusual", "unusually"})
_NEW: Final = frozenset({"new", "first", "unknown"})
KNOWN: Final = frozenset(
    {
        *(_FILLERS | _MEASURES.keys() | _SPANS.keys() | _RUNAWAYS | _UNUSUAL | _NEW),
        *(name for name in DIMENSIONS if " " not in name),
    }
)


class _Unit(StrEnum):
    MONEY = "money"
    TOKENS = "tokens"
    REQUESTS = "requests"
    PERCENT = "percent"
    TIMES = "times"
    NONE = ""


def read_condition(text: str) -> Condition | str:
    """The rule, or what is missing: a whole sentence, "" where something simply is not understood."""
    amounts = [_amount(match) for match in _NUMBER.finditer(text)]
    words = re.findall(r"/?[^\W\d_]+|[^\s\w$%×]", _NUMBER.sub(" ", text))
    spans = list(dict.fromkeys(_SPANS[word] for word in words if word in _SPANS))
    kinds = list(dict.fromkeys(DIMENSIONS[word] for word in words if word in DIMENSIONS))
    if any(word not in KNOWN for word in words):
        return ""
    if None in amounts:
        return "I can't read that number."
    told = _measured([each for each in amounts if each is not None], words)
    if len(spans) > 1:
        return "A rule is about a day or about an hour."
    if {_MEASURES[word] for word in words if word in _MEASURES} - {unit.value for _, unit in told[:1]}:
        return "A limit is of money, tokens or requests: $500, 2M tokens or 9,000 requests. What is usual is in money."
    if not _NEW.isdisjoint(words):
        return _new(told, spans, kinds)
    if kinds and not told:
        return f"Say what of a {kinds[0]}: a new one, or an hour or a day that is over what is usual."
    if spans == [Span.HOUR] and len(told) > 1 and _OVER_IT.search(text):
        return "Of an hour the least amount is what it comes to in all, as in: and > $20."
    if kinds:
        return f"A rule with a limit is about all of it, or about one {kinds[0]}, as in: for {kinds[0]}:name."
    if not _RUNAWAYS.isdisjoint(words):
        return RUNAWAY if not told and spans != [Span.DAY] else "A runaway is told as an hour over what is usual."
    return _over(told, spans, is_usual=not _UNUSUAL.isdisjoint(words))


def nearest(text: str) -> list[Condition]:
    """The rules that are nearest to what a text says; none where each would say something else."""
    if _NOTHING_NEAR.search(text):
        return []
    condition = read_condition(text)
    return either(text) or [_guessed(text) if isinstance(condition, str) else condition]


def either(text: str) -> list[Condition]:
    """The rules that a number can mean that is read in two ways; none where no number is."""
    if not _TWO_WAYS.search(text):
        return []
    ways = (_TWO_WAYS.sub(r"\1\2", text), _TWO_WAYS.sub(r"\1.\g<2>0", text))
    return [found for way in ways if not isinstance(found := read_condition(way), str)]


def longer(text: str) -> str | None:
    """The period of a budget that a text is about."""
    return next((_LONGER[word] for word in re.findall(r"[^\W\d_]+", text) if word in _LONGER), None)


def budgets(text: str, unit: str, filters: Filters) -> tuple[str, ...]:
    """The budget that a text asks for; none where it has no amount of money, or more than one."""
    told = [_amount(match) for match in _NUMBER.finditer(text)]
    if _NOTHING_NEAR.search(text) or len(told) != 1 or told[0] is None or told[0][1] is not _Unit.MONEY:
        return ()
    amount = _whole(told[0][0], Measure.COST)
    budget = Budget(amount, Every(unit))
    return (f"budget {sentence(budget, filters)}",) if 0 < amount <= 10**9 * NANOS else ()


def _measured(amounts: Sequence[tuple[Decimal, _Unit]], words: Sequence[str]) -> list[tuple[Decimal, _Unit]]:
    """With what the words beside them say that they count: "tokens > 2M a day"."""
    said = {_MEASURES[word] for word in words if word in _MEASURES}
    if len(said) != 1 or len(amounts) != 1 or amounts[0][1] is not _Unit.NONE:
        return list(amounts)
    return [(amounts[0][0], _Unit(said.pop()))]


def _guessed(text: str) -> Condition:
    spans = [span for word, span in _SPANS.items() if word in text]
    span = spans[0] if spans else Span.DAY
    kinds = [each for each in CAN_BE_NEW if each in text]
    numbers = [found for match in _NUMBER.finditer(text) if (found := _amount(match)) is not None]
    if not numbers and any(word in text for word in _RUNAWAYS | _UNUSUAL):
        return RUNAWAY
    if kinds and not numbers:
        return New(kinds[0])
    if not numbers:
        return RUNAWAY if span is Span.HOUR else DEFAULT_DAY
    amount, unit = _measured(numbers[:1], re.findall(r"[^\W\d_]+", text))[0]
    if unit in (_Unit.PERCENT, _Unit.TIMES) or (unit is _Unit.NONE and any(word in text for word in _UNUSUAL)):
        percent = int(amount * 100) if unit is _Unit.TIMES else int(amount)
        return OverUsual(span, min(MOST_PERCENT, percent if percent > 100 else 100 + max(percent, 50)), FLOORS[span])
    measure = Measure(unit.value) if unit in (_Unit.TOKENS, _Unit.REQUESTS) else Measure.COST
    return Over(span, measure, min(_whole(amount, measure), LARGEST) or DEFAULT_DAY.limit)


def _new(
    amounts: Sequence[tuple[Decimal, _Unit]], spans: Sequence[Span], kinds: Sequence[Dimension]
) -> Condition | str:
    if len(kinds) == 1 and kinds[0] in CAN_BE_NEW and not amounts and not spans:
        return New(kinds[0])
    *others, last = CAN_BE_NEW
    return f"What is new can be a {', a '.join(others)} or a {last}."


def _over(amounts: Sequence[tuple[Decimal, _Unit]], spans: Sequence[Span], *, is_usual: bool) -> Condition | str:
    if not amounts:
        return "Say how much: a limit, as in $500 or 2M tokens, or how far over what is usual, as in 150%."
    if not spans:
        return "Say whether that is in a day or in an hour."
    span, (amount, unit), rest = spans[0], amounts[0], amounts[1:]
    if unit in (_Unit.PERCENT, _Unit.TIMES):
        return _over_usual(span, amount * 100 if unit is _Unit.TIMES else amount, rest)
    if unit is _Unit.NONE:
        return "Say of what: $500, 2M tokens, 9,000 requests or 150% of usual."
    if rest or is_usual:
        return "A rule has one limit; only what is over the usual may have a least amount as well."
    measure = Measure(unit.value) if unit in (_Unit.TOKENS, _Unit.REQUESTS) else Measure.COST
    if measure is not Measure.COST and amount != int(amount):
        return f"A number of {measure} is a whole one."
    limit = _whole(amount, measure)
    return Over(span, measure, limit) if 0 < limit <= LARGEST else "A limit is more than nothing, and no more than all."


def _over_usual(span: Span, percent: Decimal, rest: Sequence[tuple[Decimal, _Unit]]) -> Condition | str:
    if not 100 < percent <= MOST_PERCENT or percent != int(percent):
        return f"Over what is usual is from 101% to {MOST_PERCENT:,}% of it."
    if not rest:
        return OverUsual(span, int(percent), FLOORS[span])
    floor = _whole(rest[0][0], Measure.COST)
    if len(rest) > 1 or rest[0][1] is not _Unit.MONEY or not 0 < floor <= LARGEST:
        return "The least amount is in dollars, as in: and > $20."
    return OverUsual(span, int(percent), floor)


def _amount(match: re.Match[str]) -> tuple[Decimal, _Unit] | None:
    """None for a number that can be read in two ways; of "50% over usual", 150%."""
    number, unit = match["number"].rstrip(".,"), match["unit"] or ""
    if not _WHOLE.fullmatch(number) or (match["sign"] and unit):
        return None
    amount = Decimal(number.replace(",", "")) * _SCALES.get((match["scale"] or " ")[0], 1)
    if match["sign"] or unit in ("$", "usd", "dollar", "dollars"):
        return amount, _Unit.MONEY
    if unit.startswith(("token", "request", "call")):
        return amount, _Unit.TOKENS if unit.startswith("token") else _Unit.REQUESTS
    if unit in ("%", "percent"):
        return amount + 100 if match["beyond"] else amount, _Unit.PERCENT
    return amount, _Unit.TIMES if unit else _Unit.NONE


def _whole(amount: Decimal, measure: Measure) -> int:
    return int(amount * NANOS) if measure is Measure.COST else math.ceil(amount)
