"""Understanding what is to be explained: a question's period and filters, and what the answer is to be split by."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from core.questions.clauses import FILLERS
from core.questions.dimensions import Dimension, Measure
from core.questions.not_understood import NotUnderstood
from core.questions.parse import parse
from core.questions.question import Period, Question, sentence
from core.weeks import WeekStart

SPLITS: Final = (Dimension.PROJECT, Dimension.MODEL, Dimension.KEY)
"""What a change is split by, the most natural first."""
LOOKED_BACK: Final = 14
"""In how many days the newest settled one is looked for where no period is said."""

_FILLERS: Final = FILLERS | {
    *("why", "is", "are", "was", "were", "did", "do", "does", "it", "we", "our", "so", "such", "much", "more", "up"),
    *("expensive", "cheap", "high", "low", "dear", "costly", "rise", "jump", "spike", "fall", "drop", "bill", "spend"),
}
"""Words around what is asked: "why was tuesday so expensive?"."""
_LATEST: Final = "newest"
"""Stands for the period in our own sentences where none is said; it is never shown."""


def latest(today: date) -> Period:
    """The period that is meant where none is said: the newest settled day is looked for in it."""
    first = today - timedelta(days=LOOKED_BACK - 1)
    return Period(first, today + timedelta(days=1), "the newest settled day", _LATEST)


def read_why(text: str, today: date, week_start: WeekStart = WeekStart.MONDAY) -> Question | NotUnderstood:
    """What follows `/tokenmeter why`; the period is `latest` where none is said. Any text gets an answer."""
    asked = parse(text, today, latest(today), _FILLERS, week_start)
    if isinstance(asked, NotUnderstood):
        return as_why(asked, today)
    nearest = (why_sentence(asked),)
    if asked.measure is not Measure.COST:
        return NotUnderstood(f"in {asked.measure}", nearest, "I explain costs only.")
    if asked.per is not None or asked.ranked:
        chart = f"per {asked.per}" if asked.per is not None else "ranked"
        return NotUnderstood(chart, nearest, "I explain a change as a whole, not bar by bar.")
    if asked.by != _split(asked):
        *others, last = SPLITS
        why = f"I split a change by one thing: {', '.join(others)} or {last}."
        return NotUnderstood(f"by {', '.join(asked.by)}", nearest, why)
    return asked


def why_sentence(question: Question) -> str:
    """As one types it, as far as it can be explained; `read_why` reads the same from it."""
    usage = sentence(replace(question, measure=Measure.COST, by=_split(question), per=None, ranked=False))
    return f"why {_without_verb(usage)}".strip()


def as_why(answer: NotUnderstood, today: date) -> NotUnderstood:
    """The same, with questions why in place of those that it offers."""
    offered = (parse(_without_verb(each), today, latest(today), _FILLERS) for each in answer.nearest)
    nearest = dict.fromkeys(why_sentence(each) for each in offered if isinstance(each, Question))
    return replace(answer, nearest=tuple(nearest))


def _split(question: Question) -> tuple[Dimension, ...]:
    """What of its dimensions a change can be split by."""
    return tuple(each for each in question.by if each in SPLITS)[:1]


def _without_verb(usage: str) -> str:
    """The sentence without what stands for the verb, and for a period that is not said."""
    return usage.removeprefix("usage ").removeprefix(_LATEST).strip()
