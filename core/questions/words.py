"""The words of a sentence as people type them: any case, any blanks, with the quotes and dashes phones put in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.connection import name_key
from core.questions.dimensions import DIMENSIONS, Dimension

LONGEST: Final = 1000
"""Characters of a sentence that are read. A real one has under a hundred, but a name in it may have 300."""
MOST_WORDS: Final = 100
"""Words of a sentence that are read."""
SHOWN: Final = 60
"""Characters of a part that is repeated to the person."""

QUOTES: Final = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"') | dict.fromkeys(map(ord, "‘’‚‛′＇`´"), "'")
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_MARKS: Final = QUOTES | _DASHES | {ord("，"): ",", ord("、"): ",", ord(";"): ",", ord("…"): "⋯"}
EXCLUDING: Final = frozenset({"without", "except", "excluding", "not"})
"""Words that leave out what the filter behind them names, and the filters that are joined to it."""
_JOINING: Final = frozenset({",", "and", "&", "or"})

# A filter with its value is one word: what stands inside the quotes is not read as part of the question. Behind the
# colon of a dimension, and behind the minus before it, there may be blanks; those are never given back (`*+`), which
# would take time with each of them.
_DIMENSION: Final = "|".join(name for name in DIMENSIONS if " " not in name)
_VALUE: Final = r"""(?P<quoted>"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?)|(?P<mention><@[^<>]*>)|(?P<bare>[^\s,"]+)"""
_WORD: Final = re.compile(
    rf"""(?:-\s*+)?(?:(?:(?P<name>{_DIMENSION}):\s*|(?P<other>[^\W\d]+):(?=\S))(?:{_VALUE})?|(?P<person><@[^<>]*>))|(?P<channel><#[^<>]*>)|[^\s,"']+|,""",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(r"""(["'])(?:\\.|[^\\])*\1""")
_ESCAPED: Final = re.compile(r"\\(.)")
_BETWEEN_DATES: Final = ("-", "..", "...")
_DATES: Final = re.compile(r"[0-9]{4}-[0-9]")


@dataclass(frozen=True, slots=True)
class Named:
    """NAME:VALUE, the form of a filter."""

    name: str
    """Lower-case."""
    value: str | None
    """As typed, without its quotes; None where they are not closed."""
    excluded: bool
    """Whether a minus or an excluding word stands before it, or before those that it is joined to."""
    is_bare: bool = False
    """Whether the value is a name without quotes, which may have been meant to go on behind a blank."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    """Lower-case, compatibility characters resolved."""
    start: int
    """Where it stands in the cleaned text: `typed` cuts by it."""
    end: int
    named: Named | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, without invisible characters, and its words."""

    text: str
    words: tuple[Word, ...]

    def part(self, words: Sequence[Word]) -> str:
        """What was typed from the first to the last of `words`, at most 60 characters."""
        return shortened(self.whole(words))

    def whole(self, words: Sequence[Word]) -> str:
        """The same, however long."""
        return self.text[words[0].start : words[-1].end] if words else ""


def read(text: str) -> Typed:
    """Cut a text into words. Quotes only hold a filter's value together; commas are words of their own."""
    cleaned = visible(text[: LONGEST * 4])
    marked = cleaned.translate(_MARKS)
    words: list[Word] = []
    for match in _WORD.finditer(marked):
        words += _words_of(match, cleaned)
    return Typed(cleaned, tuple(_with_excluded(words)))


def shortened(part: str) -> str:
    """On one line, at most 60 characters."""
    line = " ".join(part.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def plainly(text: str) -> str:
    """`text` as it is compared: case, blanks, and ways of writing the same character, quote or dash do not count."""
    return " ".join(name_key(visible(text).translate(_MARKS | _DASHES)).split())


def visible(text: str) -> str:
    """`text` without invisible characters; line breaks and other controls count as blanks; so do lone surrogates."""
    return "".join(_visible(character) for character in text)


def _with_excluded(words: Iterable[Word]) -> Iterator[Word]:
    """The words, with the filters behind an excluding word as excluded ones: "without A, B and C"."""
    excludes = was_excluded = False
    for word in words:
        if word.named is not None:
            yield replace(word, named=replace(word.named, excluded=word.named.excluded or excludes))
            excludes, was_excluded = False, excludes
        else:
            yield word
            joins = word.text in _JOINING and (excludes or was_excluded)
            excludes, was_excluded = joins or word.text in EXCLUDING, False


def _words_of(match: re.Match[str], cleaned: str) -> list[Word]:
    start, end = match.span()
    if match["person"]:
        somebody = Named(Dimension.USER, cleaned[match.start("person") : end], match.group().startswith("-"))
        return [Word(_lower(match.group()), start, end, somebody)]
    if match["channel"]:
        return [Word(_lower(match.group()), start, end)]
    text = _lower(match.group()).strip("?!")
    if text in _BETWEEN_DATES:
        parts = [".."]
    elif ":" in text or _DATES.match(text):
        return [Word(text.rstrip("."), start, end, _named(match, cleaned))]
    else:
        parts = re.split(r"[-_\s]+", text.rstrip("."))
    return [Word(part, start, end) for part in parts if part]


def _named(match: re.Match[str], cleaned: str) -> Named | None:
    name = match["name"] or match["other"]
    if not name:
        return None
    value: str | None = (match["bare"] or "").rstrip("?!.'")
    if match["bare"]:
        value = cleaned[match.start("bare") :][: len(value or "")]
    elif match["mention"]:
        value = cleaned[match.start("mention") : match.end("mention")]
    elif (quoted := match["quoted"]) is not None:
        closed = len(quoted) > 1 and _CLOSED.fullmatch(quoted)
        inside = cleaned[match.start("quoted") + 1 : match.end("quoted") - 1]
        value = _ESCAPED.sub(r"\1", inside).strip() if closed else None
    return Named(_lower(name), value, match.group().startswith("-"), is_bare=bool(match["bare"]))


def _lower(text: str) -> str:
    return unicodedata.normalize("NFKC", text.replace("⋯", "..")).casefold().translate(_DASHES)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Cs", "Zl", "Zp") else character
