"""Days that do not come to OpenAI's own total, in words."""

from collections.abc import Sequence
from typing import Final

from core import amounts
from core.totals import Difference

_MOST: Final = 3
_COSTS: Final = "costs"


def differences_words(found: Sequence[Difference], this_year: int, *, manage: bool) -> str:
    """ "OpenAI's own total differs from its lines, also when read again: 3 Nov +$12.40, usage of 2 Nov."

    Of at least one, newest first. Without `manage` no amount: a figure of the whole organization, which others may be
    narrowed from.
    """
    days = {each.day: _day(each, this_year, manage=manage) for each in found if each.endpoint != _COSTS}
    days |= {each.day: _day(each, this_year, manage=manage) for each in found if each.endpoint == _COSTS}
    named = [days[day] for day in sorted(days, reverse=True)]
    left = len(named) - _MOST
    more = f" and {left} more day{'s' if left > 1 else ''}" if left > 0 else ""
    return f"OpenAI's own total differs from its lines, also when read again: {', '.join(named[:_MOST])}{more}"


def _day(difference: Difference, this_year: int, *, manage: bool) -> str:
    day = amounts.day(difference.day, difference.day.year != this_year)
    if difference.endpoint != _COSTS:
        return f"usage of {day}"
    by = difference.theirs - difference.ours
    return f"{day} {'+' if by > 0 else ''}{amounts.billed(by, difference.unit)}" if manage else day
