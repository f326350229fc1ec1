"""Names as text in a picture: which characters, how wide, and what to do when there is no room."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from matplotlib.backends.backend_agg import get_hinting_flag
from matplotlib.font_manager import get_font

from core.charts.fonts import Face, faces

_DOTS: Final = 72
"""At 72 dots an inch a point is a pixel."""
_LONGEST: Final = 400
"""Characters of a name that are looked at: nothing longer fits on any line."""
_UNKNOWN: Final = "□"
_FLAG: Final = "REGIONAL INDICATOR SYMBOL LETTER "
_COLOUR_OF_SKIN: Final = re.compile("[\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}-\N{EMOJI MODIFIER FITZPATRICK TYPE-6}]")
"""Follows a person's or a hand's emoji."""
_ELLIPSIS: Final = "…"
_SEPARATORS: Final = " -_/.:,·"
_KEPT_AT_LEAST: Final = 0.7
"""A name is cut between words where that leaves this share of what would fit."""
_LONGEST_WORD: Final = 12
"""Characters: what differs after more of them is shown without the beginning of its word."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures text as matplotlib draws it. Sizes and widths are in pixels."""

    size: float
    face: Face

    def width(self, text: str) -> float:
        return _width(text, self)


@lru_cache(4096)  # names and dates come back in the next chart, and measuring is half of the work of placing them
def _width(text: str, ruler: Ruler) -> float:
    font = get_font(ruler.face.files)
    font.set_size(ruler.size, _DOTS)
    hinting = get_hinting_flag()  # type: ignore[no-untyped-call]  # matplotlib's backend has no types
    font.set_text(text, 0.0, flags=hinting)
    width, _ = font.get_width_height()
    return width / 64


def clean(text: str) -> str:
    """`text` on one line, in characters our fonts have: control and invisible characters dropped, white space
    made single blanks. Emoji are spelled out as in Slack, ":rocket:"; any other run of what no font has is one box."""
    out: list[str] = []
    for cluster in _clusters(unicodedata.normalize("NFC", text[:_LONGEST])):
        drawn = _drawable(cluster)
        if not (drawn == _UNKNOWN and out and out[-1] == _UNKNOWN):
            out.append(drawn)
    return " ".join("".join(out).split())


def _clusters(text: str) -> list[str]:
    """Letters with the accents that follow them."""
    clusters: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if character.isspace():
            clusters.append(" ")
        elif category.startswith("M") and clusters:
            # One more than the letter was composed with: a pile of them would grow into the line above.
            if len(clusters[-1]) == 1 and not unicodedata.decomposition(clusters[-1]):
                clusters[-1] += character
        elif not category.startswith("C") and not _COLOUR_OF_SKIN.match(character):
            clusters.append(character)
    return clusters


def _drawable(cluster: str) -> str:
    # One font has to have the letter and its accents: a cluster is never drawn from two.
    for attempt in (cluster, cluster[0]):
        if any(all(ord(character) in font for character in attempt) for font in faces().characters):
            return attempt
    return _spelled_out(cluster[0]) or _UNKNOWN


def _spelled_out(emoji: str) -> str:
    """By its Unicode name, so that two projects with different ones can be told apart; a flag's letters as they are."""
    name = unicodedata.name(emoji, "") if unicodedata.category(emoji) == "So" else ""
    if name.startswith(_FLAG):
        return name.removeprefix(_FLAG)
    return f":{name.lower().replace(' ', '_')}:" if name else ""


def shorten(text: str, width: float, ruler: Ruler) -> str:
    """`text`, or as much of its beginning as fits `width` with an ellipsis, cut between words if that costs little."""
    return text if ruler.width(text) <= width else _between_words(text, width, ruler)


def shorten_all(names: Sequence[str], widths: Sequence[float], ruler: Ruler) -> list[str]:
    """Each name shortened to its width. One that could then be read as another of them is cut anywhere, or if it still
    could, before the word in which it differs."""
    short = list(names)
    for index, (name, width) in enumerate(zip(names, widths, strict=True)):
        if ruler.width(name) <= width:
            continue
        others = [other for other in names if other != name]
        short[index] = _between_words(name, width, ruler)
        if _begins_any(short[index], others):
            short[index] = _anywhere(name, width, ruler)
        if _begins_any(short[index], others):
            short[index] = _at_the_difference(name, others, width, ruler)
    return short


def _begins_any(short: str, names: Sequence[str]) -> bool:
    return any(name.startswith(short.removesuffix(_ELLIPSIS)) for name in names)


def _between_words(text: str, width: float, ruler: Ruler) -> str:
    keep = _longest(len(text), width, ruler, lambda keep: text[:keep] + _ELLIPSIS)
    word_end = next((end for end in range(keep, 0, -1) if text[end] in _SEPARATORS), 0)
    if word_end >= keep * _KEPT_AT_LEAST:
        keep = word_end
    return text[:keep].rstrip(_SEPARATORS) + _ELLIPSIS


def _anywhere(text: str, width: float, ruler: Ruler) -> str:
    return text[: _longest(len(text), width, ruler, lambda keep: text[:keep] + _ELLIPSIS)] + _ELLIPSIS


def _at_the_difference(text: str, others: Sequence[str], width: float, ruler: Ruler) -> str:
    """A third of what fits is its beginning, or more where its rest is short; the rest is from the word on that none
    of the others has there."""
    differs = max(count for count in range(len(text)) if _begins_any(text[:count], others))
    words = (start for start in range(differs, max(differs - _LONGEST_WORD, 0), -1) if text[start - 1] in _SEPARATORS)
    rest = text[next(words, max(differs - 1, 0)) :]

    def kept(count: int) -> str:
        shown = rest[: count * 2 // 3]
        beginning = text[: count - len(shown)].rstrip(_SEPARATORS)
        return beginning + _ELLIPSIS + (shown.rstrip() + _ELLIPSIS if len(shown) < len(rest) else shown)

    most = _longest(len(text), width, ruler, kept)
    return kept(most) if most else _ELLIPSIS


def wrap(text: str, width: float, ruler: Ruler, lines: int) -> list[str]:
    """`text` broken at blanks into at most `lines` lines; the last one is shortened if it has to be."""
    done: list[str] = []
    words = text.split(" ")
    while len(done) < lines - 1 and len(words) > 1 and ruler.width(" ".join(words)) > width:
        taken = _longest(len(words), width, ruler, lambda count: " ".join(words[:count]))
        if not taken:
            break
        done.append(" ".join(words[:taken]))
        del words[:taken]
    rest = shorten(" ".join(words), width, ruler)
    return [*done, rest] if rest else done


def _longest(too_many: int, width: float, ruler: Ruler, shortened: Callable[[int], str]) -> int:
    """How many of the `too_many` pieces can be kept: the largest number whose text is not wider than `width`, or 0."""
    fits = 0
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if ruler.width(shortened(middle)) <= width:
            fits = middle
        else:
            too_many = middle
    return fits
