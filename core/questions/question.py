"""A question about usage."""

from dataclasses import dataclass
from datetime import date

from core.grain import Grain
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filters, written
from core.weeks import WeekStart


@dataclass(frozen=True, slots=True)
class Period:
    """UTC days from `first` up to and without `end`, under the name the person gave them."""

    first: date
    end: date
    title: str
    """As it stands in an answer: "last 30 days", "July 2026"."""
    words: str = ""
    """As it is typed: "last 30 days", "2026-07". "" where it was not typed: its days are written instead."""
    is_month: bool = False
    """Whether it is a calendar month, or the beginning of one."""
    week_ends: date | None = None
    """The day after the week of which it is the beginning; None where it is something else."""

    @property
    def days(self) -> int:
        return (self.end - self.first).days


@dataclass(frozen=True, slots=True)
class Question:
    period: Period
    by: tuple[Dimension, ...] = ()
    """At most two."""
    measure: Measure = Measure.COST
    privately: bool = False
    filters: Filters = ()
    mine: bool = False
    """Only what the asker has used."""
    table: bool = False
    """Whether all of its lines are wanted, in a table."""
    per: Grain | None = None
    """How wide the bars of its chart are; None where that is left to us."""
    ranked: bool = False
    """Whether its chart has the parts of the whole period beside each other, and not over time."""
    week_start: WeekStart = WeekStart.MONDAY
    """On which day weeks start where it was asked, which its sentence does not say."""


def sentence(question: Question) -> str:
    """The question as one types it, in the shortest usual way; `parse` reads the same question from it."""
    period = question.period
    words = ["usage", period.words or f"{period.first}..{date.fromordinal(period.end.toordinal() - 1)}"]
    if question.by:
        words.append(f"by {', '.join(question.by)}")
    if question.filters:
        words.append(f"for {written(question.filters)}")
    if question.per is not None:
        words.append(f"per {question.per}")
    if question.ranked:
        words.append("ranked")
    if question.measure is not Measure.COST:
        words.append(f"in {question.measure}")
    if question.mine:
        words.append("mine")
    if question.table:
        words.append("as table")
    if question.privately:
        words.append("privately")
    return " ".join(words)
