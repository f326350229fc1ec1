"""Menus under an answer: its period, what it is split by, what is counted, and what is inside of a part of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from bot.views.ids import ask_menu
from bot.views.text import plain
from core.grain import Grain
from core.questions import Dimension, Filter, Measure, Period, Question, sentence
from core.questions.periods import read_period
from core.questions.support import supported, told_by, unsupported
from core.reports import Answered

Block = dict[str, Any]
Way = tuple[str, Question]
"""What an option is called, and what it asks."""

LONGEST_OPTION: Final = 75
LONGEST_VALUE: Final = 150
"""Characters Slack takes in an option: where a question is longer, its option is left out."""

_PERIODS: Final = (
    *("today", "yesterday", "last 7 days", "last 30 days", "this month", "last month"),
    *("this quarter", "this year"),
)
_INSIDE: Final = (Dimension.PROJECT, Dimension.MODEL, Dimension.KEY, Dimension.ITEM)
"""What a part is split by, the first that it is not narrowed to yet."""
_NOT_OFFERED: Final = frozenset({Dimension.USER, Dimension.PROVIDER})
"""People are told to managers alone, and there is one provider."""


def menus(report: Answered) -> list[Block]:
    asked = report.question
    found = [
        _menu("period", "Period", _periods(asked, report.days.now.date()), asked),
        _menu("by", "Split by", _splits(asked), asked),
        _menu("measure", "Count", _measures(asked), asked),
        _menu("chart", "Chart", _charts(asked), asked),
        _menu("into", "Look into…", _parts(report), None),
    ]
    return [menu for menu in found if menu is not None]


def _menu(name: str, title: str, ways: Iterable[Way], now: Question | None) -> Block | None:
    """`now`: the question that is answered, which is one of them; None where none is."""
    options = {sentence(question): _option(text, question) for text, question in ways}
    options = {value: option for value, option in options.items() if len(value) <= LONGEST_VALUE}
    here = options.get(sentence(now)) if now is not None else None
    if len(options) < (2 if now is not None else 1) or (now is not None and here is None):
        return None
    menu = {"type": "static_select", "action_id": ask_menu(name), "placeholder": plain(title)}
    return menu | {"options": list(options.values())} | ({"initial_option": here} if here else {})


def _option(text: str, question: Question) -> Block:
    one_line = " ".join(text.split()) or "No name"
    cut = one_line if len(one_line) <= LONGEST_OPTION else f"{one_line[: LONGEST_OPTION - 1]}…"
    return {"text": plain(cut), "value": sentence(question)}


def _periods(asked: Question, today: date) -> list[Way]:
    read = (read_period(words, today, asked.week_start) for words in _PERIODS)
    periods = [found[0] for found in read if found is not None and isinstance(found[0], Period)]
    # Where the bars would be too many, those that fit.
    ways = [(_capital(each.title), supported(replace(asked, period=each))[0]) for each in periods]
    there = [_days(question) for _, question in ways]
    now = (_capital(asked.period.title), asked)
    if _days(asked) not in there:
        return [now, *ways]
    at = there.index(_days(asked))
    return [*ways[:at], now, *ways[at + 1 :]]


def _days(question: Question) -> tuple[date, date]:
    """ "This month" is the month to date."""
    return question.period.first, question.period.end


def _splits(asked: Question) -> list[Way]:
    single = [(each,) for each in told_by(asked.measure) if each not in _NOT_OFFERED]
    return [
        (_split_by(by), replace(asked, by=by, ranked=asked.ranked and bool(by)))
        for by in dict.fromkeys([asked.by, *single, ()])
    ]


def _split_by(by: Sequence[Dimension]) -> str:
    return f"By {' and '.join(by)}" if by else "The whole"


def _measures(asked: Question) -> list[Way]:
    ways = [(_capital(measure.value), replace(asked, measure=measure)) for measure in Measure]
    return [(text, question) for text, question in ways if unsupported(question) is None]


def _charts(asked: Question) -> list[Way]:
    ways = [("Usual chart", replace(asked, per=None, ranked=False))]
    ways += [(f"Per {grain}", replace(asked, per=grain, ranked=False)) for grain in Grain]
    ways.append(("Ranked", replace(asked, per=None, ranked=True)))
    return [(text, question) for text, question in ways if unsupported(question) is None]


def _parts(report: Answered) -> list[Way]:
    asked = report.question
    if len(asked.by) != 1:
        return []
    taken = {*asked.by, *(each.dimension for each in asked.filters)}
    inside = next((each for each in _INSIDE if each not in taken and each in told_by(asked.measure)), None)
    return [
        (
            line.name,
            replace(
                asked,
                filters=(*asked.filters, Filter(asked.by[0], line.pattern)),
                by=(inside,) if inside is not None else (),
                ranked=asked.ranked and inside is not None,
            ),
        )
        for line in report.lines
        if line.pattern
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
