"""What is near to a filter that nothing matches, for commands that are no questions."""

from datetime import date

from core.questions.filters import Filters
from core.questions.not_understood import NotUnderstood
from core.questions.parse import parse
from core.questions.question import Question


def nearest_filters(missed: NotUnderstood, today: date) -> list[Filters]:
    """Those of the questions that are offered instead; none of one that has no filters."""
    asked = (parse(each.removeprefix("usage "), today) for each in missed.nearest)
    return [each.filters for each in asked if isinstance(each, Question) and each.filters]
