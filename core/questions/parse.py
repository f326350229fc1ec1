"""Understanding a question: parts in any order, nothing guessed silently."""

import difflib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.grain import Grain
from core.questions.clauses import FILLERS, WORDS, Clause, Layout, Place, Refusal, Shape, Value, Whose, read_clause
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filter
from core.questions.not_understood import NotUnderstood
from core.questions.periods import last_days
from core.questions.question import Period, Question, sentence
from core.questions.support import supported, unsupported
from core.questions.words import LONGEST, MOST_WORDS, Typed, Word, read, shortened
from core.weeks import WeekStart

DEFAULT_DAYS: Final = 30
MOST_NEAREST: Final = 3
MOST_DIMENSIONS: Final = 2

_TYPOS_LOOKED_UP: Final = 3
"""Words for which a near one is looked for: each costs up to a millisecond."""
_TWICE: Final = {Period: "That is two periods.", Measure: "That is two measures.", Grain: "That is two widths."}


@dataclass(frozen=True, slots=True)
class _Trouble:
    words: Sequence[Word]
    why: str = ""
    instead: tuple[tuple[Value, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a text is to be taken."""

    today: date
    unsaid: Period
    """The period that is meant where none is said."""
    fillers: Container[str]
    """Words that say nothing."""
    week_start: WeekStart


def parse(
    text: str,
    today: date,
    unsaid: Period | None = None,
    fillers: Container[str] = FILLERS,
    week_start: WeekStart = WeekStart.MONDAY,
) -> Question | NotUnderstood:
    """What follows `/tokenmeter usage`. `today` is the UTC day. Any text gets an answer, never an exception.

    `unsaid`: the period that is meant where none is said, the last 30 days if not given; `fillers`: words that say
    nothing.
    """
    manner = _Manner(today, unsaid or last_days(DEFAULT_DAYS, today), fillers, week_start)
    typed = read(text)
    if len(typed.text.strip()) > LONGEST or len(typed.words) > MOST_WORDS:
        why = "That is longer than a question can be."
        return NotUnderstood(shortened(typed.text), _sentences([], [], manner), why)
    values, troubles = _scan(typed, typed.words, manner)
    if not troubles:
        return _question(values, manner)
    trouble = _first_of(troubles)
    nearest = _sentences(_instead(typed, values, troubles, manner), values, manner)
    return NotUnderstood(typed.part(trouble.words), nearest, trouble.why)


def _scan(typed: Typed, words: Sequence[Word], manner: _Manner) -> tuple[list[Value], list[_Trouble]]:
    """All values that are understood of `words`, typed or put right, and what stands in the way of an answer."""
    values: list[Value] = []
    troubles: list[_Trouble] = []
    at = 0
    while at < len(words):
        found = read_clause(typed, words[at:], manner.today, manner.week_start)
        if isinstance(found, Clause):
            part = words[at : at + found.used]
            for value in found.values:
                if (trouble := _too_much(values, value, part)) is not None:
                    troubles.append(trouble)
                else:
                    values.append(value)
        elif isinstance(found, Refusal):
            troubles.append(_Trouble(words[at : at + found.used], found.why, found.instead))
        elif words[at].text not in manner.fillers:
            troubles.append(_Trouble(words[at : at + 1]))
        at += found.used if found else 1
    if not troubles and (why := unsupported(_question(values, manner))):
        troubles.append(_Trouble(words, why))
    return values, troubles


def _too_much(values: Sequence[Value], value: Value, part: Sequence[Word]) -> _Trouble | None:
    """What stands in the way of a further value."""
    same = [other for other in values if type(other) is type(value)]
    if value in same or isinstance(value, Filter):
        return None
    if isinstance(value, Dimension):
        return _Trouble(part, "I can split by two things at most.") if len(same) == MOST_DIMENSIONS else None
    return _Trouble(part, _TWICE[type(value)], tuple((each,) for each in (*same, value))) if same else None


def _first_of(troubles: Sequence[_Trouble]) -> _Trouble:
    """The first one; words in a row that are not understood are one."""
    first, *rest = troubles
    if first.why:
        return first
    words = list(first.words)
    for trouble in rest:
        if trouble.why or trouble.words[0].start > words[-1].end + 1:
            break
        words += trouble.words
    return _Trouble(words)


def _question(values: Iterable[Value], manner: _Manner) -> Question:
    """The question that these values make; a later value of a kind replaces an earlier one."""
    period, measure = manner.unsaid, Measure.COST
    per: Grain | None = None
    said: set[Value] = set()
    by: dict[Dimension, None] = {}
    filters: dict[Filter, None] = {}
    for value in values:
        match value:
            case Period():
                period = value
            case Dimension():
                by[value] = None
            case Measure():
                measure = value
            case Grain():
                per = value
            case Filter():
                filters[value] = None
            case _:
                said.add(value)
    return Question(
        period=period,
        by=tuple(by)[:MOST_DIMENSIONS],
        measure=measure,
        privately=Place.PRIVATELY in said,
        filters=tuple(filters),
        mine=Whose.MINE in said,
        table=Layout.TABLE in said,
        per=per,
        ranked=Shape.RANKED in said,
        week_start=manner.week_start,
    )


def _instead(typed: Typed, values: Sequence[Value], troubles: Sequence[_Trouble], manner: _Manner) -> list[list[Value]]:
    """What could have been meant, nearest first: typing errors put right, or a part replaced."""
    mistyped = [
        word for trouble in troubles if not trouble.why or trouble.words[0].text == "by" for word in trouble.words
    ]
    corrected, _ = _scan(typed, _corrected(typed.words, mistyped), manner)
    typos = [corrected] if corrected != values else []
    return [*typos, *([*values, *each] for each in _first_of(troubles).instead)]


def _sentences(better: Sequence[Sequence[Value]], values: Sequence[Value], manner: _Manner) -> tuple[str, ...]:
    questions = [_question(each, manner) for each in (*better, *([values] if values or not better else []))]
    if not better:
        questions.append(_question([*values, Dimension.MODEL], manner))
    sentences = (sentence(near) for question in questions for near in supported(question))
    return tuple(dict.fromkeys(sentences))[:MOST_NEAREST]


def _corrected(words: Sequence[Word], unknown: Sequence[Word]) -> list[Word]:
    """`words` with the nearest known word in place of each unknown one that has one."""
    nearest = {}
    for word in [word for word in unknown if 3 <= len(word.text) <= 14][:_TYPOS_LOOKED_UP]:
        if guess := difflib.get_close_matches(word.text, WORDS, n=1, cutoff=0.7):
            nearest[word] = Word(guess[0], word.start, word.end)
    return [nearest.get(word, word) for word in words]
