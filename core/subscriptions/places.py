"""Who is to be told, as the chat writes them: `<@U1|ana>`, `<#C1|costs>`."""

import re
from collections.abc import Sequence
from typing import Final

from core.questions.words import Typed, Word

_PLACE: Final = re.compile(r"<[@#](?P<id>[A-Z0-9]+)(?:\|[^<>]*)?>")
_BETWEEN: Final = frozenset({",", "and", "&", "to"})


def place_in(typed: Typed, word: Word) -> str:
    """Slack's id of the person or channel that the word is; "" where it is none."""
    found = _PLACE.fullmatch(typed.text[word.start : word.end])
    return found["id"] if found else ""


def read_places(typed: Typed, words: Sequence[Word]) -> tuple[tuple[str, ...], int] | None:
    """The places behind a "to", and how many words they take with it; None where the words do not begin with one.

    No places, where none of those follow: a name that is only typed says nobody.
    """
    if words[0].text != "to":
        return None
    places: dict[str, None] = {}
    used = at = 1
    while at < len(words):
        place = place_in(typed, words[at])
        if place:
            places[place] = None
        elif words[at].text not in _BETWEEN:
            break
        at += 1
        used = at if place else used
    return tuple(places), used
