"""What a manager types to limit somebody, or a channel: filters that every figure can be held against."""

from typing import Final

from core.questions.dimensions import Dimension
from core.questions.filters import HOW, Filter, Filters, read_filters, written
from core.questions.not_understood import NotUnderstood

HELD: Final = (Dimension.PROJECT, Dimension.MODEL, Dimension.KEY, Dimension.CONNECTION)
"""The dimensions that costs and usage alike are known by."""

_EXAMPLE: Final = 'project:"Search & Rank"'


def read_limit(text: str) -> Filters | NotUnderstood:
    """The filters in `text`, at least one; or why a limit cannot be that, and the nearest that can."""
    filters = read_filters(text)
    if isinstance(filters, NotUnderstood):
        return filters
    if not filters:
        return NotUnderstood("", (_EXAMPLE,), HOW)
    unheld = next((each for each in filters if each.dimension not in HELD), None)
    return filters if unheld is None else _not_held(unheld, filters)


def _not_held(unheld: Filter, filters: Filters) -> NotUnderstood:
    others = tuple(each for each in filters if each.dimension in HELD)
    why = (
        f"Not every figure is known by {unheld.dimension}, so that a limit by it would let some through. "
        f"I can limit by {', '.join(HELD[:-1])} or {HELD[-1]}."
    )
    return NotUnderstood(written([unheld]), (written(others),) if others else (), why)
