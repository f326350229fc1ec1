"""Somebody whom a filter names as the chat does: `<@ID|name>`."""

from collections.abc import Iterable

from core.questions.dimensions import Dimension
from core.questions.filters import MENTION, Filter


def mentioned_in(one: Filter) -> str | None:
    """The id of whom the filter mentions; None where it names nobody like that."""
    found = MENTION.fullmatch(one.pattern) if one.dimension is Dimension.USER else None
    return found["id"] if found else None


def mentioned(filters: Iterable[Filter]) -> list[str]:
    """The ids of all whom the filters mention."""
    return list(dict.fromkeys(found for each in filters if (found := mentioned_in(each)) is not None))
