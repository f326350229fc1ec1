"""Which questions are answered with a forecast."""

from datetime import date, timedelta

from core.questions.dimensions import Measure
from core.questions.question import Question


def end_ahead(question: Question, today: date) -> date | None:
    """The day after this month, or this week, where its costs so far are asked about; else None."""
    period, this_month = question.period, today.replace(day=1)
    if question.measure is not Measure.COST:
        return None
    if period.is_month and period.first == this_month:
        return (this_month + timedelta(days=31)).replace(day=1)
    return period.week_ends if period.week_ends is not None and period.week_ends > today else None
