"""A question about usage, understood or not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Dimension(StrEnum):
    MODEL = "model"
    PROJECT = "project"
    ITEM = "item"
    CONNECTION = "connection"
    KEY = "key"


class Measure(StrEnum):
    COST = "cost"
    TOKENS = "tokens"
    REQUESTS = "requests"


@dataclass(frozen=True, slots=True)
class Period:
    """UTC days from `first` up to and without `end`, under the name the person gave them."""

    first: date
    end: date
    title: str
    """As it stands in an answer: "last 30 days", "July 2026"."""
    words: str = ""
    """As it is typed: "last 30 days", "2026-07". "" where it was not typed: its days are written instead."""

    @property
    def days(self) -> int:
        return (self.end - self.first).days


@dataclass(frozen=True, slots=True)
class Question:
    period: Period
    by: Dimension | None = None
    measure: Measure = Measure.COST
    privately: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No answer, and why not: what was typed is not understood, or is understood and cannot be answered."""

    what: str
    """The part it is about, as typed, at most 60 characters: a text from outside."""
    nearest: tuple[str, ...]
    """Sentences near to it that do get an answer, nearest first: "usage last 30 days by model"."""
    why: str = ""
    """Our own words, a whole sentence; "" when the part simply is not understood."""


def sentence(question: Question) -> str:
    """The question as one types it, in the shortest usual way; `parse` reads the same question from it."""
    period = question.period
    words = ["usage", period.words or f"{period.first}..{date.fromordinal(period.end.toordinal() - 1)}"]
    if question.by is not None:
        words.append(f"by {question.by}")
    if question.measure is not Measure.COST:
        words.append(f"in {question.measure}")
    if question.privately:
        words.append("privately")
    return " ".join(words)
