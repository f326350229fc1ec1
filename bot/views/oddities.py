"""What is particular about an organization, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.views.modal_connect import box
from bot.views.text import escape
from core.oddities import Odd, Oddity
from core.questions.words import shortened

_MOST: Final = 3


def oddities_words(found: Sequence[Oddity]) -> Iterator[str]:
    """What a permission would give, and what the provider sent that we do not know: a line each, if there is any."""
    absent = sorted((each for each in found if each.kind is Odd.ABSENT and each.what), key=lambda each: each.endpoint)
    if absent:
        endpoints = ", ".join(each.endpoint.replace("_", " ") for each in absent)
        boxes = " and ".join(box(shortened(permission)) for permission in sorted({each.what for each in absent}))
        yield f"Not read: {endpoints}. Tick {boxes} for the key, and they are there within a day."
    unknown = [each.what for each in found if each.kind is Odd.UNKNOWN]
    if unknown:
        named = [escape(shortened(what.replace(": ", " ", 1))) for what in unknown[:_MOST]]
        more = f" and {len(unknown) - _MOST} more" if len(unknown) > _MOST else ""
        things = "1 thing" if len(unknown) == 1 else f"{len(unknown)} things"
        yield (
            f"OpenAI sent {things} that this release does not know: {', '.join(named)}{more}. No cost is missing; "
            "a newer release may show more."
        )
