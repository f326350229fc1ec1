"""Understanding what budget is wanted: parts in any order, nothing guessed silently."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from core.amounts import in_percent
from core.budgets.budget import USUAL_THRESHOLDS, Budget, Every, sentence
from core.money import NANOS, NotMoney, nanos_from
from core.questions.clauses import Clause, Refusal, read_clause
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filter, Filters
from core.questions.not_understood import NotUnderstood
from core.questions.words import LONGEST, MOST_WORDS, Typed, Word, read, shortened
from core.subscriptions.places import read_places

MOST_THRESHOLDS: Final = 6
LARGEST_THRESHOLD: Final = 200
"""In percent."""

NOT_OF_PEOPLE: Final = "A budget is about projects, keys or models: figures of single people are not told by it."

_USUAL: Final = Budget(5000 * NANOS, Every.MONTH)
_NAMES: Final = {
    **dict.fromkeys(("$", "us$", "usd", "dollars", "dollar", "bucks"), "usd"),
    **dict.fromkeys(("€", "eur", "euros", "euro"), "eur"),
    **dict.fromkeys(("£", "gbp", "pounds", "pound"), "gbp"),
    **{each: each for each in ("chf", "cad", "aud", "jpy", "inr", "brl", "sek", "nok", "dkk", "pln")},
}
_CURRENCY: Final = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_BLANK: Final = r"[ \u00a0\u2009\u202f]"
_GROUP: Final = rf"(?P<mark>[,.’']|{_BLANK})[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
_AMOUNT: Final = re.compile(
    rf"(?:(?:of|at|is|=)\s+)?(?:(?P<before>{_CURRENCY})\s*)?"
    rf"(?P<whole>[0-9]{{1,3}}{_GROUP}|[0-9]{{1,12}})(?:[.,](?P<cents>[0-9]{{1,2}}))?(?![0-9]|[.,][0-9])"
    rf"(?:\s*(?P<scale>k|thousand|million)(?![^\W\d_]))?(?:\s*(?P<after>{_CURRENCY}))?(?![^\W_])"
    rf"(?:\s*/\s*(?P<unit>days?|weeks?|months?|mo|wk|quarter|year|hour)(?![^\W_]))?",
    re.IGNORECASE,
)
_SCALES: Final = {"k": 1000, "thousand": 1000, "million": 10**6}
_PERCENT: Final = r"[0-9]{1,3}(?:\s*(?:%|percent\b))?"
_THRESHOLDS: Final = re.compile(
    rf"(?P<at>at\s+)?(?P<list>{_PERCENT}(?:\s*(?:,|/|&|\band\b)+\s*(?:and\s+)?{_PERCENT})*)(?![0-9.,]*[0-9])",
    re.IGNORECASE,
)
_EVERY: Final = re.compile(
    r"(?:(?:a|an|per|each|every|this|the)\s+|/\s*)?"
    r"(?P<unit>daily|weekly|monthly|days?|weeks?|months?|mo|wk)(?![^\W_])",
    re.IGNORECASE,
)
_UNITS: Final = {
    **{name: each for each in Every for name in (each.value, f"{each}s", f"{each}ly")},
    "daily": Every.DAY,
    "mo": Every.MONTH,
    "wk": Every.WEEK,
}
_FILLERS: Final = frozenset(
    {",", "/", "the", "a", "and", "&", "please", "budget", "set", "of", "is", "at", "me", "us", "tell", "warn", "limit"}
)
_KNOWN: Final = ("month", "week", "day", "monthly", "weekly", "daily", "dollars", "usd", "euros", "percent")
_NO_PERIOD: Final = re.compile(
    r"(?:(?:(?:a|an|per|each|every|this|the|for|in|over)\s+)+|/\s*)"
    r"(?P<count>[1-9][0-9]{0,2})\s+(?P<counted>days?|weeks?|months?|quarters?|years?|hours?)(?![^\W_])"
    r"|(?:(?:(?:a|an|per|each|every|this|the|for|in|over)\s+)+|/\s*)?"
    r"(?P<unit>(?:quarter|year|hour)(?:s|ly)?|annual(?:ly)?)(?![^\W_])",
    re.IGNORECASE,
)
_PARTS: Final = {
    "day": (Every.DAY, 1),
    "week": (Every.WEEK, 1),
    "month": (Every.MONTH, 1),
    "quarter": (Every.MONTH, 3),
    "year": (Every.MONTH, 12),
    "annual": (Every.MONTH, 12),
}
"""What a budget can be for instead, and how often that is in it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was understood."""

    budget: Budget
    filters: Filters
    recipients: tuple[str, ...] = ()
    """Slack's ids; none where nothing is said of whom it is told to."""

    @property
    def sentence(self) -> str:
        return sentence(self.budget, self.filters)


@dataclass(slots=True)
class _Heard:
    amount: int = 0
    currency: str = ""
    every: Every | None = None
    thresholds: tuple[int, ...] = ()
    filters: list[Filter] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)


Read = int | NotUnderstood
"""How many words a part takes, 0 where it is not there; or why it cannot be that."""


def parse(text: str, asker: str = "", here: str = "", before: Wanted | None = None) -> Wanted | NotUnderstood:
    """What follows `/tokenmeter budget`. Any text gets an answer, never an exception.

    `asker` and `here`: Slack's ids for "to me" and "to this channel". `before`: what it said so far, where it is to be
    changed: what is not said stays.
    """
    typed = read(text)
    if len(typed.text.strip()) > LONGEST or len(typed.words) > MOST_WORDS:
        return NotUnderstood(
            shortened(typed.text), _nearest(_Heard()), "That is longer than a budget's sentence can be."
        )
    heard = _Heard()
    at = 0
    while at < len(typed.words):
        found = _part(typed, at, heard, {"me": asker, "here": here})
        if isinstance(found, NotUnderstood):
            return replace(found, nearest=found.nearest or _nearest(heard, before))
        at += found
    if not heard.amount and before is None:
        return NotUnderstood(shortened(typed.text), _nearest(heard), "How much, and for how long?")
    if heard.every is None and before is None:
        why = "For how long: a day, a week or a month?"
        return NotUnderstood(shortened(typed.text), _nearest(heard), why)
    return _wanted(heard, before)


def _part(typed: Typed, at: int, heard: _Heard, named: dict[str, str]) -> Read:
    """How many words the part that begins at `at` takes; what it says is in `heard` then."""
    words = typed.words[at:]
    for read_part in (_places, _no_period, _thresholds, _every, _amount):
        found = read_part(typed, words, heard, named)
        if found:
            return found
    clause = read_clause(typed, words, date(2000, 1, 1))
    if isinstance(clause, Refusal):
        return NotUnderstood(typed.part(words[: clause.used]), (), clause.why)
    if isinstance(clause, Clause):
        why = _heard_clause(clause, heard)
        return NotUnderstood(typed.part(words[: clause.used]), (), why) if why else clause.used
    if words[0].text in _FILLERS:
        return 1
    return NotUnderstood(typed.part(words[:1]), _corrected(typed, words[0]))


def _heard_clause(clause: Clause, heard: _Heard) -> str:
    """Why what it says cannot be of a budget; "" where it can."""
    for value in clause.values:
        match value:
            case Filter(dimension=Dimension.USER):
                return NOT_OF_PEOPLE
            case Filter():
                heard.filters.append(value)
            case Measure.COST:
                pass
            case _:
                return "A budget is an amount of money for a day, a week or a month."
    return ""


def _places(typed: Typed, words: Sequence[Word], heard: _Heard, named: dict[str, str]) -> Read:
    said = [word.text for word in words[:3]]
    mine = {"me": 2, "here": 2} | ({"here": 3} if said[1:3] == ["this", "channel"] else {})
    for name, used in mine.items():
        if said[0] == "to" and (said[1:2] == [name] or used == 3) and named[name]:
            heard.recipients.append(named[name])
            return used
    found = read_places(typed, words)
    if found is None:
        return 0
    places, used = found
    if not places:
        why = "Whom to tell? Behind “to”, choose somebody with @ or a channel with # from Slack's own list."
        return NotUnderstood(typed.part(words[: used + 1]), (), why)
    heard.recipients += places
    return used


def _amount(typed: Typed, words: Sequence[Word], heard: _Heard, named: dict[str, str]) -> Read:
    found = _AMOUNT.match(typed.text, words[0].start)
    if found is None or not (used := _words_in(typed, words, found.end())):
        return 0
    what = shortened(found.group())
    currencies = {_NAMES[each.lower()] for each in (found["before"], found["after"]) if each}
    number = found["whole"]
    if found["mark"] == "." and number.count(".") == 1 and not found["cents"]:
        either = [replace(heard, amount=_nanos(digits, found)) for digits in (number.replace(".", ""), number)]
        why = "Some read that as thousands, some as a decimal. Which is meant?"
        return NotUnderstood(what, tuple(near for each in either for near in _nearest(each)[:1]), why)
    amount = _nanos("".join(each for each in number if each.isdecimal()), found)
    if heard.currency:
        currencies.add(heard.currency)
    if len(currencies) > 1 or (heard.amount and heard.amount != amount):
        return NotUnderstood(what, (), "That is two amounts: a budget has one.")
    if not amount:
        return NotUnderstood(what, (), "A budget is at least a cent, and at most a billion.")
    heard.amount, heard.currency = amount, next(iter(currencies), "")
    if found["unit"] and (trouble := _hear_every(found["unit"], heard)) is not None:
        return trouble
    return used


def _nanos(digits: str, found: re.Match[str]) -> int:
    """0 for what no budget can be."""
    scale = _SCALES.get((found["scale"] or "").lower(), 1)
    try:
        amount = nanos_from(Decimal(f"{digits}.{found['cents'] or 0}" if "." not in digits else digits) * scale)
    except NotMoney:
        return 0
    return amount if amount <= 10**9 * NANOS else 0


def _every(typed: Typed, words: Sequence[Word], heard: _Heard, named: dict[str, str]) -> Read:
    found = _EVERY.match(typed.text, words[0].start)
    if found is None or not (used := _words_in(typed, words, found.end())):
        return 0
    return _hear_every(found["unit"], heard) or used


def _no_period(typed: Typed, words: Sequence[Word], heard: _Heard, named: dict[str, str]) -> Read:
    found = _NO_PERIOD.match(typed.text, words[0].start)
    if found is None or not _words_in(typed, words, found.end()):
        return 0
    return _refused_period(shortened(found.group()), found["counted"] or found["unit"], int(found["count"] or 1), heard)


def _refused_period(what: str, unit: str, count: int, heard: _Heard) -> NotUnderstood:
    """What is offered instead is the same money: `heard` has its part for a period that there is."""
    name = re.sub("(?:s|ly)$", "", unit.lower())
    if heard.every is None and name in _PARTS:
        cent = NANOS // 100
        every, parts = _PARTS[name]
        heard.every = every
        heard.amount = heard.amount and max(round(heard.amount / (parts * count * cent)), 1) * cent
    return NotUnderstood(what, (), "A budget is for a day, a week or a month.")


def _hear_every(unit: str, heard: _Heard) -> NotUnderstood | None:
    every = _UNITS.get(unit.lower())
    if every is None:
        return _refused_period(unit, unit, 1, heard)
    if heard.every not in (None, every):
        return NotUnderstood(unit, (), "That is two periods: a budget has one.")
    heard.every = every
    return None


def _thresholds(typed: Typed, words: Sequence[Word], heard: _Heard, named: dict[str, str]) -> Read:
    found = _THRESHOLDS.match(typed.text, words[0].start)
    if found is None or not (used := _words_in(typed, words, found.end())):
        return 0
    if "%" not in found["list"] and "percent" not in found["list"].lower() and not (found["at"] and heard.amount):
        return 0
    if re.search(r"[0-9],[0-9](?![0-9])", found["list"]):
        return NotUnderstood(shortened(found.group()), (), "A budget tells at whole percents, such as 50, 80, 100%.")
    thresholds = sorted({*heard.thresholds, *map(int, re.findall("[0-9]+", found["list"]))})
    if len(thresholds) > MOST_THRESHOLDS or not 1 <= thresholds[0] <= thresholds[-1] <= LARGEST_THRESHOLD:
        why = f"A budget tells at up to {MOST_THRESHOLDS} steps, each from 1 to {in_percent(LARGEST_THRESHOLD)}."
        return NotUnderstood(shortened(found.group()), (), why)
    heard.thresholds = tuple(thresholds)
    return used


def _words_in(typed: Typed, words: Sequence[Word], end: int) -> int:
    """How many of them end before `end`; 0 where it is in the middle of one."""
    used = next((at for at, word in enumerate(words) if word.start >= end), len(words))
    return 0 if typed.text[end : words[used - 1].end].strip(".!?") else used


def _wanted(heard: _Heard, before: Wanted | None = None) -> Wanted:
    was = before.budget if before is not None else _USUAL
    currency = heard.currency or (was.currency if before is not None else "usd")
    thresholds = heard.thresholds or (was.thresholds if before is not None else USUAL_THRESHOLDS)
    budget = Budget(heard.amount or was.amount, heard.every or was.every, currency, thresholds)
    filters = tuple(dict.fromkeys(heard.filters)) or (before.filters if before is not None else ())
    recipients = tuple(dict.fromkeys(heard.recipients)) or (before.recipients if before is not None else ())
    return Wanted(budget, filters, recipients)


def _nearest(heard: _Heard, before: Wanted | None = None) -> tuple[str, ...]:
    """Sentences that work, with what was understood."""
    offered = [heard.every] if heard.every or before else list(reversed(Every))
    return tuple(f"budget {_wanted(replace(heard, every=each), before).sentence}" for each in offered)


def _corrected(typed: Typed, word: Word) -> tuple[str, ...]:
    """The whole sentence with the nearest known word in the place of this one."""
    near = difflib.get_close_matches(word.text, _KNOWN, n=1, cutoff=0.7) if len(word.text) > 2 else []
    if not near:
        return ()
    better = f"{typed.text[: word.start]}{near[0]}{typed.text[word.end :]}"
    found = parse(better)
    return () if isinstance(found, NotUnderstood) else (f"budget {found.sentence}",)
