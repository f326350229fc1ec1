"""Pages of buckets, put together from days that are kept once they have been rendered."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Final

from sandbox.openai.buckets import day_of
from sandbox.openai.endpoints import SECONDS
from sandbox.openai.query import Query
from sandbox.openai.settling import costs_are_settled, step, usage_is_final
from sandbox.openai.world import World

_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_MOST: Final = 160_000_000
"""Bytes that are kept, about."""


@dataclass
class _Kept:
    """Days that were rendered, the newest."""

    days: dict[tuple[object, ...], tuple[bytes, ...]] = field(default_factory=dict)
    held: int = 0
    """Bytes."""


@lru_cache(maxsize=4)
def _kept(_told: Hashable) -> _Kept:
    """One for all worlds that tell the same: tests make hundreds of those."""
    return _Kept()


class Pages:
    """One organization's pages."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept = _kept(world.told)

    def page(self, query: Query) -> bytes:
        """The page at the query's cursor. No bucket begins after now."""
        at, seconds = self._world.now(), SECONDS[query.width]
        now = int(at.timestamp()) + 1
        starts = range(query.start, now if query.end is None else min(query.end, now), seconds)
        shown = list(islice(starts, query.limit))
        buckets: list[bytes] = []
        while shown:
            first = shown[0]
            day = date.fromordinal(_EPOCH + first // _DAY)
            rest = self._day(query, day, at)[first % _DAY // seconds :][: len(shown)]
            buckets += rest
            shown = shown[len(rest) :]
        if len(starts) > query.limit:
            tail = f'],"has_more":true,"next_page":"{query.cursor(starts[query.limit])}"}}'
        else:
            tail = '],"has_more":false,"next_page":null}'
        return b"".join((b'{"object":"page","data":[', b",".join(buckets), tail.encode()))

    def _day(self, query: Query, day: date, at: datetime) -> tuple[bytes, ...]:
        final = usage_is_final(day, at) if query.endpoint.traffic else costs_are_settled(day, at)
        known_at = None if final else step(at)
        edition = self._world.edition(day)
        where = (query.endpoint.path, query.width, query.group_by, query.filters, day, edition, known_at)
        kept = self._kept
        buckets = kept.days.get(where)
        if buckets is None:
            buckets = kept.days[where] = day_of(self._world, query, day, at)
            kept.held += sum(map(len, buckets))
            while kept.held > _MOST and len(kept.days) > 1:
                kept.held -= sum(map(len, kept.days.pop(next(iter(kept.days)))))
        return buckets
