"""The clauses of a question: what each part of a sentence says, or why there is no answer to it yet."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from core.grain import Grain
from core.questions.days import MONTHS
from core.questions.dimensions import DIMENSIONS, GRAINS, MEASURES, Dimension, Measure
from core.questions.filters import HOW, Filter, NoFilter, read_filter
from core.questions.periods import WEEKDAYS, NoPeriod, read_period
from core.questions.question import Period
from core.questions.words import EXCLUDING, Typed, Word
from core.weeks import WeekStart


class Place(Enum):
    PRIVATELY = "privately"


class Whose(Enum):
    MINE = "mine"


class Layout(Enum):
    TABLE = "table"


class Shape(Enum):
    RANKED = "ranked"


Value = Period | Dimension | Measure | Grain | Place | Whose | Layout | Shape | Filter


@dataclass(frozen=True, slots=True)
class Clause:
    used: int
    """How many words it takes."""
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    used: int
    why: str
    instead: tuple[tuple[Value, ...], ...] = ()
    """What could be said in its place, nearest first."""


FILLERS: Final = frozenset({",", "..", "the", "and", "&", "please", "usage", "/tokenmeter"})

_LONGEST_MEASURE: Final = max(len(name.split()) for name in MEASURES)
_SPLITS: Final[dict[str, Dimension | Grain]] = {**DIMENSIONS, **GRAINS}
"""What may stand behind "by"."""
_ADVERBS: Final = {"hourly": Grain.HOUR, "daily": Grain.DAY, "weekly": Grain.WEEK, "monthly": Grain.MONTH}
_TOO_WIDE: Final = frozenset({"quarter", "quarters", "year", "years"})
_BEFORE_A_PERIOD: Final = frozenset({"for", "in", "on", "of", "over", "during"})
_BEFORE_A_FILTER: Final = EXCLUDING | {"for", "where", "with", "only", "and"}
_BETWEEN_DIMENSIONS: Final = frozenset({",", "and", "&", "+", "/", "then", "by"})
_STARTS: Final = frozenset(
    {"by", "in", "per", "mine", "privately", "private", "as", "last", "this", "since", ",", "for"}
)
_LIKELY: Final = (Dimension.PROJECT, Dimension.MODEL, Dimension.KEY)
"""What a name is of that does not say it."""
_WHERE_IT_ENDS: Final = "A name with blanks stands in quotes: as it is, I can't tell where this one ends."

WORDS: Final = tuple(
    sorted(
        {
            *(word for name in (*DIMENSIONS, *MEASURES) for word in name.split()),
            *MONTHS,
            *WEEKDAYS,
            *("today", "yesterday", "last", "this", "days", "week", "month", "quarter", "year", "since", "privately"),
            *("mine", "table", "per", "ranked", *_ADVERBS),
        }
    )
)
"""What a mistyped word may have been meant to be."""


def read_clause(
    typed: Typed, part: Sequence[Word], today: date, week_start: WeekStart = WeekStart.MONDAY
) -> Clause | Refusal | None:
    """The clause that `part` of what was typed begins with; None when it begins with none. It is not empty."""
    words = [word.text for word in part]
    return (
        _filter(typed, part)
        or _manner(words)
        or _split(words)
        or _period(words, today, week_start)
        or _something_named(typed, part, today)
    )


def read_named(typed: Typed, part: Sequence[Word], ends: Container[str]) -> Clause | Refusal | None:
    """A filter, with what stands before it; or one without its colon, as in "for project Web", and what it is to be.

    `ends`: words that are of no name. `part` is not empty.
    """
    found = _filter(typed, part)
    if found is not None or part[0].text not in ("for", "and", ",") or len(part) < 3 or part[1].text not in DIMENSIONS:
        return found
    end = next((at for at, word in enumerate(part[2:], 2) if word.text in ends or word.named), len(part))
    return _without_colon(typed, part[:end], 2, [DIMENSIONS[part[1].text]]) if end > 2 else None


def _filter(typed: Typed, part: Sequence[Word]) -> Clause | Refusal | None:
    used = 2 if part[0].text in _BEFORE_A_FILTER else 1
    named = part[used - 1].named if used <= len(part) else None
    if named is None:
        return None
    found = read_filter(named)
    if isinstance(found, NoFilter):
        return Refusal(used, found.why, tuple((each,) for each in found.instead))
    longer = _longer_name(typed, part, used, found) if named.is_bare else None
    return longer or Clause(used, (found,))


def _longer_name(typed: Typed, part: Sequence[Word], used: int, found: Filter) -> Refusal | None:
    """Why a filter without quotes is not read where a word behind it may be one of its name: "project:Search & Rank".

    A word is taken for one of a name where it is capitalized, as names are, or stands behind an "&". Days and months
    are not: they are capitalized by themselves.
    """
    joined = used < len(part) and part[used].text in ("and", "&")
    after = part[used + joined :]
    words = [word.text for word in after]
    said = Clause(1, ()) if words[:1] == ["usage"] else _manner(words)
    if not isinstance(said, Clause) or said.used > 1:
        return None
    if part[used].text != "&" and not typed.whole(after[:1]).istitle():
        return None
    name = found.pattern + typed.text[part[used - 1].end : after[0].end].rstrip("?!.")
    instead = ((replace(found, pattern=name),), (found, *said.values))
    return Refusal(used + joined + 1, _WHERE_IT_ENDS, instead)


def _manner(words: Sequence[str]) -> Clause | Refusal | None:
    """What is to be shown, and how: all but what it is split by, and of when it is."""
    if not words:
        return None
    return _privately(words) or _mine(words) or _layout(words) or _shape(words) or _measure(words) or read_grain(words)


def _privately(words: Sequence[str]) -> Clause | None:
    if words[0] in ("privately", "private"):
        return Clause(1, (Place.PRIVATELY,))
    return Clause(2, (Place.PRIVATELY,)) if words[:2] == ["in", "private"] else None


def _layout(words: Sequence[str]) -> Clause | None:
    before = 2 if words[:2] in (["as", "a"], ["in", "a"]) else 1 if words[0] in ("as", "with") else 0
    return Clause(before + 1, (Layout.TABLE,)) if words[before : before + 1] == ["table"] else None


def _shape(words: Sequence[str]) -> Clause | None:
    before = 2 if words[:2] == ["as", "a"] else 1 if words[0] in ("as", "in") else 0
    if words[before : before + 1] not in (["ranked"], ["ranking"], ["rank"]):
        return None
    return Clause(before + (2 if words[before + 1 : before + 2] in (["bars"], ["list"]) else 1), (Shape.RANKED,))


def _split(words: Sequence[str]) -> Clause | Refusal | None:
    if words[0] != "by" or len(words) == 1:
        return None
    name, used = _dimension_name(words[1:])
    used += 1
    if name in _TOO_WIDE:
        return _too_wide(used)
    if name not in _SPLITS:
        *others, last = Dimension
        return Refusal(used, f"I can split by {', '.join(others)} or {last}.", ((Dimension.MODEL,),))
    splits = [_SPLITS[name]]
    while (further := _further_dimension(words[used:])) is not None:
        splits.append(_SPLITS[further[0]])
        used += further[1]
    return Clause(used, tuple(splits))


def _further_dimension(words: Sequence[str]) -> tuple[str, int] | None:
    """One behind a comma or an "and", and how many words it takes with them."""
    skipped = next((at for at, word in enumerate(words) if word not in _BETWEEN_DIMENSIONS), len(words))
    if not skipped or skipped == len(words):
        return None
    name, used = _dimension_name(words[skipped:])
    return (name, skipped + used) if name in _SPLITS else None


def _dimension_name(words: Sequence[str]) -> tuple[str, int]:
    pair = " ".join(words[:2])
    return (pair, 2) if pair in DIMENSIONS else (words[0], 1)


def _measure(words: Sequence[str]) -> Clause | None:
    at = 1 if words[0] == "in" and len(words) > 1 else 0
    for used in range(min(_LONGEST_MEASURE, len(words) - at), 0, -1):
        if (measure := MEASURES.get(" ".join(words[at : at + used]))) is not None:
            return Clause(at + used, (measure,))
    return None


def read_grain(words: Sequence[str]) -> Clause | Refusal | None:
    """How wide bars are to be, which a file's rows have, too."""
    if words[0] in _ADVERBS:
        return Clause(1, (_ADVERBS[words[0]],))
    if words[0] not in ("per", "each", "every") or len(words) == 1:
        return None
    if words[1] in _TOO_WIDE:
        return _too_wide(2)
    return Clause(2, (GRAINS[words[1]],)) if words[1] in GRAINS else None


def _too_wide(used: int) -> Refusal:
    return Refusal(used, "Bars are hours, days, weeks or months.", ((Grain.MONTH,),))


def _mine(words: Sequence[str]) -> Clause | None:
    used = 2 if words[:2] in (["for", "me"], ["by", "me"], ["of", "mine"]) else 1
    return Clause(used, (Whose.MINE,)) if used == 2 or words[0] in ("mine", "my") else None


def _period(words: Sequence[str], today: date, week_start: WeekStart) -> Clause | Refusal | None:
    before = 1 if words[0] in _BEFORE_A_PERIOD else 0
    before += words[before : before + 1] == ["the"]
    found = read_period(" ".join(words[before : before + 8]), today, week_start)
    if found is None:
        return None
    period, used = found
    if isinstance(period, NoPeriod):
        return Refusal(before + used, period.why, ((period.instead,),) if period.instead else ())
    return Clause(before + used, (period,))


def _something_named(typed: Typed, part: Sequence[Word], today: date) -> Refusal | None:
    """A "for" with a name that does not say of what."""
    words = [word.text for word in part]
    if words[0] != "for":
        return None
    begins = [at for at in range(1, len(part)) if part[at].start != part[at - 1].start]
    others = (at for at in begins if words[at] in _STARTS or read_period(" ".join(words[at:]), today))
    end = next(others, len(words))
    if 2 in begins and end > 2 and words[1] in DIMENSIONS:
        return _without_colon(typed, part[:end], 2, [DIMENSIONS[words[1]]])
    of = [Dimension.USER] if words[1:2] and words[1].startswith("@") else list(_LIKELY)
    return _without_colon(typed, part[:end], 1, of)


def _without_colon(typed: Typed, part: Sequence[Word], begins: int, of: Sequence[Dimension]) -> Refusal:
    """What a name, from the word with number `begins` on, can be the filter of."""
    name = typed.whole(part[begins:]).rstrip("?!.")
    return Refusal(len(part), HOW, tuple((Filter(each, name),) for each in of) if name else ())
