"""Which questions are answered with a forecast."""

from datetime import date, timedelta

from core.questions.dimensions import Measure
from core.questions.question import Question


def end_ahead(question: Question, today: date) -> date | None:
    """The first day of the next month, where the costs of this month so far are asked about; else None."""
    period, first = question.period, today.replace(day=1)
    if question.measure is not Measure.COST or not period.is_month or period.first != first:
        return None
    return (first + timedelta(days=31)).replace(day=1)
