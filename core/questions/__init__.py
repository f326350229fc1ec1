"""Questions about usage: read from what people type, written back as the shortest sentence that asks the same."""

from core.questions.parse import parse
from core.questions.periods import last_days, month_to_date
from core.questions.question import Dimension, Measure, NotUnderstood, Period, Question, sentence

__all__ = [
    "Dimension",
    "Measure",
    "NotUnderstood",
    "Period",
    "Question",
    "last_days",
    "month_to_date",
    "parse",
    "sentence",
]
