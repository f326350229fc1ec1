"""A question about usage, understood."""

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

    @property
    def days(self) -> int:
        return (self.end - self.first).days


@dataclass(frozen=True, slots=True)
class Question:
    period: Period
    by: Dimension | None = None
    measure: Measure = Measure.COST
    privately: bool = False
