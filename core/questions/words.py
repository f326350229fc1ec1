"""The words of a sentence as people type them: any case, any blanks, with the quotes and dashes phones put in."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 300
"""Characters of a sentence that are read. A real one has under a hundred."""
SHOWN: Final = 60
"""Characters of a part that is repeated to the person."""

_QUOTES: Final = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"') | dict.fromkeys(map(ord, "‘’‚‛′＇`´"), "'")
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_MARKS: Final = _QUOTES | _DASHES | {ord("，"): ",", ord("、"): ",", ord(";"): ",", ord("…"): "⋯"}

# A filter with its quoted value is one word: what stands inside the quotes is not read as part of the question.
_WORD: Final = re.compile(r"""-?[^\W\d]+:"[^"]*"?|[^\s,"']+|,""")
_BETWEEN_DATES: Final = ("-", "..", "...")
_DATES: Final = re.compile(r"[0-9]{4}-[0-9]")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    """Lower-case, compatibility characters resolved."""
    start: int
    """Where it stands in the cleaned text: `typed` cuts by it."""
    end: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, without invisible characters, and its words."""

    text: str
    words: tuple[Word, ...]

    def part(self, words: Sequence[Word]) -> str:
        """What was typed from the first to the last of `words`, at most 60 characters."""
        if not words:
            return ""
        return shortened(self.text[words[0].start : words[-1].end])


def read(text: str) -> Typed:
    """Cut a text into words. Quotes only hold a filter's value together; commas are words of their own."""
    cleaned = "".join(_visible(character) for character in text[: LONGEST * 4])
    marked = cleaned.translate(_MARKS)
    words: list[Word] = []
    for match in _WORD.finditer(marked):
        words += _words_of(match.group(), match.start(), match.end())
    return Typed(cleaned, tuple(words))


def shortened(part: str) -> str:
    """On one line, at most 60 characters."""
    line = " ".join(part.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def _words_of(raw: str, start: int, end: int) -> list[Word]:
    text = unicodedata.normalize("NFKC", raw.replace("⋯", "..")).casefold().translate(_DASHES).strip("?!")
    if text in _BETWEEN_DATES:
        parts = [".."]
    elif ":" in text or _DATES.match(text):
        parts = [text.rstrip(".")]
    else:
        parts = re.split(r"[-_\s]+", text.rstrip("."))
    return [Word(part, start, end) for part in parts if part]


def _visible(character: str) -> str:
    """Invisible characters go; line breaks and other controls count as blanks; so do lone surrogates."""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Cs", "Zl", "Zp") else character
