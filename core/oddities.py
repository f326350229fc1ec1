"""What is particular about an organization, remembered from one collection to the next. Pure: the time comes in.

What it refuses and what it does without need not be found out by a request each time; what it sends that we do not know
is told to people.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

REFUSED_FOR: Final = timedelta(days=7)
"""After so long a refused dimension is tried again."""
_ABSENT_FOR: Final = timedelta(hours=1)
"""After so long an endpoint that was not there once is tried again: twice as long each time, up to the longest."""
_ABSENT_LONGEST: Final = timedelta(days=1)
_UNKNOWN_FOR: Final = timedelta(days=35)
"""What was not seen again for so long is forgotten: by then each night has read all days that are still revised."""
_MOST_UNKNOWN: Final = 50
"""Of one connection: no answer, however strange, makes it more."""


class Odd(StrEnum):
    UNKNOWN = "unknown"
    """The provider sent something that we do not know."""
    REFUSED = "refused"
    """The organization may not be split by a dimension there."""
    ABSENT = "absent"
    """The organization does without an endpoint."""


@dataclass(frozen=True, slots=True)
class Oddity:
    kind: Odd
    endpoint: str
    """"" for what is unknown."""
    what: str
    """The unknown ("field: grams"), the refused dimension, or the permission that gives the endpoint ("" for none)."""
    times: int
    """How often the unknown was seen, or how often in a row it was refused or not there."""
    at: datetime
    """When that was last."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one collection found out."""

    unknown: Mapping[str, int] = field(default_factory=dict)
    """What the provider sent that we do not know, counted."""
    refused: AbstractSet[tuple[str, str]] = frozenset()
    """(endpoint, dimension): not asked for, or refused once more."""
    absent: Mapping[str, str] = field(default_factory=dict)
    """Endpoints that are not there, and the permission that would give them."""
    read: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    """Endpoints that were read, and the dimensions they were split by."""


def refused_lately(known: Iterable[Oddity], now: datetime) -> frozenset[tuple[str, str]]:
    """(endpoint, dimension): what need not be asked for at `now`."""
    return frozenset((each.endpoint, each.what) for each in known if _is_refused(each, now))


def absent_lately(known: Iterable[Oddity], now: datetime) -> frozenset[str]:
    """The endpoints that need not be asked for at `now`."""
    return frozenset(each.endpoint for each in known if each.kind is Odd.ABSENT and each.at <= now < _again_at(each))


def after(known: Collection[Oddity], found: Found, now: datetime) -> list[Oddity]:
    """What is to be remembered after a collection that began, knowing `known`, at `now`."""
    return [*_unknown(known, found, now), *_refused(known, found, now), *_absent(known, found, now)]


def _unknown(known: Iterable[Oddity], found: Found, now: datetime) -> list[Oddity]:
    seen = {each.what: each for each in known if each.kind is Odd.UNKNOWN and now - each.at < _UNKNOWN_FOR}
    for what, times in found.unknown.items():
        before = seen[what].times if what in seen else 0
        seen[what] = Oddity(Odd.UNKNOWN, "", what, before + times, now)
    return sorted(seen.values(), key=lambda each: (each.at, each.times), reverse=True)[:_MOST_UNKNOWN]


def _refused(known: Iterable[Oddity], found: Found, now: datetime) -> Iterator[Oddity]:
    before = {(each.endpoint, each.what): each for each in known if each.kind is Odd.REFUSED}
    for pair in sorted(before.keys() | found.refused):
        endpoint, dimension = pair
        if dimension in found.read.get(endpoint, ()):
            continue  # not refused, or not for all days: those that can be split are not to go without
        last = before.get(pair)
        if last is not None and (_is_refused(last, now) or pair not in found.refused):
            yield last
        else:
            yield Oddity(Odd.REFUSED, endpoint, dimension, 1 if last is None else last.times + 1, now)


def _absent(known: Iterable[Oddity], found: Found, now: datetime) -> Iterator[Oddity]:
    before = {each.endpoint: each for each in known if each.kind is Odd.ABSENT}
    for endpoint in sorted(before.keys() | found.absent.keys()):
        last = before.get(endpoint)
        if endpoint in found.absent:
            yield Oddity(Odd.ABSENT, endpoint, found.absent[endpoint], 1 if last is None else last.times + 1, now)
        elif last is not None and endpoint not in found.read:
            yield last


def _is_refused(oddity: Oddity, now: datetime) -> bool:
    return oddity.kind is Odd.REFUSED and oddity.at <= now < oddity.at + REFUSED_FOR


def _again_at(oddity: Oddity) -> datetime:
    return oddity.at + min(_ABSENT_FOR * (1 << min(oddity.times - 1, 10)), _ABSENT_LONGEST)
