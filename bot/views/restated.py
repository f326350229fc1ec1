"""What OpenAI changed in settled days, in words."""

from collections.abc import Sequence
from typing import Final

from core import amounts
from core.restated import RestatedDay

_MOST: Final = 3


def restated_words(days: Sequence[RestatedDay], this_year: int) -> str:
    """ "restated 3 Nov: +$12.40, 1 Nov: -$3.00 and 2 more", of at least one day, newest first."""
    named = [
        f"{amounts.day(day, day.year != this_year)}: {'+' if nanos > 0 else ''}{amounts.billed(nanos, currency)}"
        for day, currency, nanos in days[:_MOST]
    ]
    more = len(days) - _MOST
    return f"restated {', '.join(named)}" + (f" and {more} more" if more > 0 else "")
