"""Pages of buckets, put together from days that are kept once they have been rendered."""

from datetime import date, datetime
from itertools import islice

from sandbox.openai.buckets import day_of
from sandbox.openai.endpoints import SECONDS
from sandbox.openai.query import Query
from sandbox.openai.settling import costs_are_settled, step, usage_is_final
from sandbox.openai.world import World

_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()


class Pages:
    """One organization's pages."""

    def __init__(self, world: World, most_bytes: int = 160_000_000) -> None:
        """Of what is rendered, about `most_bytes` are kept, the newest."""
        self._world = world
        self._most = most_bytes
        self._held = 0
        self._days: dict[tuple[object, ...], tuple[bytes, ...]] = {}

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
        buckets = self._days.get(where)
        if buckets is None:
            buckets = self._days[where] = day_of(self._world, query, day, at)
            self._held += sum(map(len, buckets))
            while self._held > self._most and len(self._days) > 1:
                self._held -= sum(map(len, self._days.pop(next(iter(self._days)))))
        return buckets
