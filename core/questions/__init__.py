"""Questions about usage: read from what people type, written back as the shortest sentence that asks the same."""

from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filter, Filters, in_words, read_filters, written
from core.questions.nearest import nearest_filters
from core.questions.not_understood import NotUnderstood
from core.questions.parse import parse
from core.questions.periods import last_days, month_to_date
from core.questions.question import Period, Question, sentence

__all__ = [
    "Dimension",
    "Filter",
    "Filters",
    "Measure",
    "NotUnderstood",
    "Period",
    "Question",
    "in_words",
    "last_days",
    "month_to_date",
    "nearest_filters",
    "parse",
    "read_filters",
    "sentence",
    "written",
]
