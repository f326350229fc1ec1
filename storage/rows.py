"""Turning figures into rows: pure, and done beside the event loop for what a large window holds."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeVar

from core.providers.contract import CostRow, Figures, Series, UsageFields, UsageRow, Window
from storage.series import digest_of

DAY: Final = 86_400
"""Seconds in a UTC day."""
HOUR: Final = 3600

FORM: Final = 1
"""Of the rows, and of what is added up from them. With another one every day is written anew, once."""
_SIZE: Final = 16
"""Bytes of a day's digest."""

Row = TypeVar("Row", UsageFields, CostRow)

_start: Final = itemgetter(0)
_bucket: Final = itemgetter(0, 1)
_QUANTITY, _RARE = UsageRow._fields.index("quantity"), UsageRow._fields.index("rare")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A window's rows, one a bucket and series. `series` in them is an index into `digests`."""

    digests: Sequence[bytes]
    series: Sequence[tuple[bytes, Series]]
    """Each different series once."""
    plain: Sequence[UsageFields]
    """The rows without quantity and rare numbers: nearly all of them."""
    special: Sequence[UsageFields]
    costs: Sequence[CostRow]
    rare_by_day: Sequence[tuple[int, int, bytes]]
    """(day's start, series, sums as JSON) where an hourly window has rare numbers."""
    days: Mapping[date, bytes]
    """A digest of what was said of each day of the window."""
    rows: Mapping[date, int]
    """How many rows each of them has."""

    def within(self, window: Window) -> "Prepared":
        """The rows of these days alone."""
        first, end = epoch(window.first), epoch(window.end)

        def inside(row: tuple[Any, ...]) -> bool:
            return bool(first <= row[0] < end)

        return replace(
            self,
            plain=[row for row in self.plain if inside(row)],
            special=[row for row in self.special if inside(row)],
            costs=[row for row in self.costs if inside(row)],
            rare_by_day=[row for row in self.rare_by_day if inside(row)],
        )


def epoch(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def day_of(start: int) -> date:
    return datetime.fromtimestamp(start, UTC).date()


def prepare(figures: Figures) -> Prepared:
    """Raises ValueError for a bucket that is outside the window or not of its width."""
    digests = [digest_of(series) for series in figures.series]
    first = {digest: index for index, digest in reversed(list(enumerate(digests)))}
    usage, costs = figures.usage, figures.costs
    if len(first) < len(digests):
        usage = [UsageRow(*row)._replace(series=first[digests[row[1]]]) for row in usage]
        costs = [row._replace(series=first[digests[row.series]]) for row in costs]
    for rows in (usage, costs):
        _check(figures.window, DAY if figures.width == "1d" else HOUR, rows)
    usage = _each_once(usage, _added_usage)
    plain = [row for row in usage if row[_QUANTITY] is None and row[_RARE] is None]
    special = () if len(plain) == len(usage) else [row for row in usage if row[-2:] != (None, None)]
    costs = _each_once(costs, _added_costs)
    by_day = _by_day(figures.window, digests, [*usage, *costs])
    return Prepared(
        digests=digests,
        series=[(digest, figures.series[index]) for digest, index in first.items()],
        plain=plain,
        special=special,
        costs=costs,
        rare_by_day=_rare_by_day(special) if figures.width == "1h" else (),
        days={day: _digest(figures, said) for day, said in by_day.items()},
        rows={day: len(said) for day, said in by_day.items()},
    )


def _by_day(
    window: Window, series: Sequence[bytes], rows: Iterable[UsageFields | CostRow]
) -> dict[date, list[tuple[Any, ...]]]:
    """What was said of each day, in whatever order; quiet days are there too."""
    said: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for start, index, *numbers in rows:
        said[start - start % DAY].append((start, series[index], *numbers))
    return {day: said[epoch(day)] for day in window.days()}


def _digest(figures: Figures, said: Iterable[tuple[Any, ...]]) -> bytes:
    """The same for a day of which the same was said."""
    day = (FORM, figures.width, figures.grouping), sorted(said, key=_bucket)
    return blake2b(repr(day).encode(), digest_size=_SIZE).digest()


def _check(window: Window, width: int, rows: Sequence[UsageFields] | Sequence[CostRow]) -> None:
    starts = set(map(_start, rows))
    if not starts:
        return
    if min(starts) < epoch(window.first) or max(starts) >= epoch(window.end):
        raise ValueError("a bucket outside the window would not be replaced with it")
    if any(start % width for start in starts):
        raise ValueError("a bucket does not start on its width")


def _each_once(rows: Sequence[Row], added: Callable[[Iterable[Row]], Row]) -> Sequence[Row]:
    """Add up rows of the same bucket and series: a provider may split by what we did not ask."""
    if len(set(map(_bucket, rows))) == len(rows):
        return rows
    return [added(same) for _, same in groupby(sorted(rows, key=_bucket), key=_bucket)]


def _added_usage(rows: Iterable[UsageFields]) -> UsageRow:
    same = [UsageRow(*row) for row in rows]
    rares = [row.rare for row in same if row.rare is not None]
    return UsageRow(
        start=same[0].start,
        series=same[0].series,
        requests=sum(row.requests for row in same),
        input=sum(row.input for row in same),
        output=sum(row.output for row in same),
        cached=sum(row.cached for row in same),
        quantity=_added_quantity(row.quantity for row in same),
        rare=_added_rare(rares) if rares else None,
    )


def _added_costs(rows: Iterable[CostRow]) -> CostRow:
    same = list(rows)
    return same[0]._replace(
        nanos=sum(row.nanos for row in same),
        quantity=_added_quantity(row.quantity for row in same),
    )


def _added_quantity(quantities: Iterable[float | None]) -> float | None:
    given = [quantity for quantity in quantities if quantity is not None]
    return sum(given) if given else None


def _rare_by_day(rows: Iterable[UsageFields]) -> list[tuple[int, int, bytes]]:
    by_day: defaultdict[tuple[int, int], list[bytes]] = defaultdict(list)
    for start, series, *_, rare in rows:
        if isinstance(rare, bytes):
            by_day[int(start) - int(start) % DAY, series].append(rare)
    return [(day, series, _added_rare(rares)) for (day, series), rares in by_day.items()]


def _added_rare(rares: Iterable[bytes]) -> bytes:
    """The sums of the numbers in some JSON objects, as a JSON object."""
    sums: defaultdict[str, int | float] = defaultdict(int)
    for rare in rares:
        for name, number in json.loads(rare).items():
            sums[name] += number
    return json.dumps(dict(sorted(sums.items())), separators=(",", ":")).encode()
