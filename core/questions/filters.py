"""Filters: which part of the figures is meant."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from core.questions.dimensions import DIMENSIONS, Dimension
from core.questions.not_understood import NotUnderstood
from core.questions.words import LONGEST, MOST_WORDS, QUOTES, Named, plainly, read, shortened

HOW: Final = 'A filter looks like this: project:"Search & Rank", model:gpt-5*, -key:ci.'

_BARE: Final = re.compile(r"[\w@*](?:[\w@*./:+#-]*[\w@*])?")
"""What needs no quotes."""
MENTION: Final = re.compile(r"<@(?P<id>[A-Z0-9]+)(?:\|(?P<name>[^<>|]*))?>")
"""Somebody, named as the chat does."""
_QUOTED: Final = {
    ord(mark): f"\\{mark}" for mark in ("\\", '"', *(chr(each) for each in QUOTES if QUOTES[each] == '"'))
}
_BETWEEN: Final = frozenset({",", "and", "&", "for"})


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps what has a matching name, or leaves it out.

    Filters of one dimension are alternatives, and all dimensions must hold; an excluded one must not match. What the
    provider did not split by the dimension is kept by neither.
    """

    dimension: Dimension
    pattern: str
    """A name or id as typed, without quotes; `*` is any run of characters. Case does not count."""
    excluded: bool = False


Filters = tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class NoFilter:
    """A filter that was meant, but cannot be."""

    why: str
    """A whole sentence of ours."""
    instead: Filters = ()


def written(filters: Iterable[Filter]) -> str:
    """Filters as one types them: `project:"Search & Rank" -model:o3*`."""
    return " ".join(map(_written, filters))


def in_words(filters: Iterable[Filter]) -> str:
    """Filters as one says them, with their patterns as they are: "project Search & Rank or Web, without model o3*"."""
    kept: dict[tuple[bool, Dimension], list[str]] = {}
    for each in filters:
        kept.setdefault((each.excluded, each.dimension), []).append(" ".join(_shown(each.pattern).split()))
    return ", ".join(
        f"{'without ' if excluded else ''}{dimension} {' or '.join(patterns)}"
        for (excluded, dimension), patterns in sorted(kept.items(), key=lambda one: one[0][0])
    )


def read_filters(text: str) -> Filters | NotUnderstood:
    """Filters from a text that has nothing else in it; none from an empty one."""
    typed = read(text)
    if len(typed.text.strip()) > LONGEST or len(typed.words) > MOST_WORDS:
        return NotUnderstood(shortened(typed.text), (), "That is longer than filters can be.")
    found: list[Filter] = []
    for word in typed.words:
        if word.text in _BETWEEN:
            continue
        each = read_filter(word.named) if word.named else NoFilter(HOW)
        if isinstance(each, NoFilter):
            return NotUnderstood(typed.part([word]), tuple(map(_written, each.instead)), each.why)
        found.append(each)
    return tuple(dict.fromkeys(found))


def read_filter(named: Named) -> Filter | NoFilter:
    """What NAME:VALUE says."""
    dimension = DIMENSIONS.get(named.name)
    if dimension is None:
        near = difflib.get_close_matches(named.name, DIMENSIONS, n=1)
        meant = (Filter(DIMENSIONS[near[0]], named.value, named.excluded),) if near and named.value else ()
        return NoFilter(f"I can filter by {', '.join(Dimension)}.", meant)
    if named.value is None:
        return NoFilter("A quotation mark is not closed.")
    if not plainly(named.value):
        return NoFilter(f"Behind {dimension}: stands a name, as in {dimension}:NAME.")
    return Filter(dimension, named.value, named.excluded)


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a name or an id is what the pattern says. Takes time in proportion to the name's length."""
    first, *inner = plainly(pattern).split("*")
    if not inner:
        return lambda name: plainly(name) == first
    *inner, last = inner

    def matches(name: str) -> bool:
        text = plainly(name)
        if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
            return False
        at, end = len(first), len(text) - len(last)
        for part in inner:
            at = text.find(part, at, end) + len(part)
            if at < len(part):
                return False
        return True

    return matches


def _shown(pattern: str) -> str:
    """Of a mention, the name that it has in the chat."""
    found = MENTION.fullmatch(pattern)
    return f"@{found['name'] or found['id']}" if found else pattern


def _written(one: Filter) -> str:
    bare = _BARE.fullmatch(one.pattern) or MENTION.fullmatch(one.pattern)
    value = one.pattern if bare else f'"{one.pattern.translate(_QUOTED)}"'
    return f"{'-' if one.excluded else ''}{one.dimension}:{value}"
