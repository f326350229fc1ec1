"""What a day cost, shared out over its hours: providers bill by the day, but tell what was used in each hour."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from core.estimates.rests import Rest
from core.estimates.rows import Bill, Labels, Part, Ware
from core.estimates.sharing import share
from core.figures import HourFigure
from core.grain import hours_begun
from core.questions.dimensions import OF_CONNECTIONS, Dimension

_Split = tuple[str | None, ...]
_Use = tuple[int, date, Ware, _Split]
"""What was used of a ware on a day, by the labels that are asked for."""


def hours_of(
    amounts: Iterable[Bill | Rest], parts: Iterable[Part], by: Sequence[Dimension], now: datetime
) -> list[HourFigure]:
    """Each amount over the hours of its day, in proportion to what of its ware each of them used; adding up to it.

    `parts`: by the hour. What nobody is known to have used in an hour, such as storage or a credit, is spread evenly
    over those that have begun.
    """
    units = _units(parts, by)
    sums: defaultdict[tuple[date, int, int, str, _Split], int] = defaultdict(int)
    for each in amounts:
        hours = hours_begun(each.day, now)
        split = _split(each.labels, by)
        used = units.get((each.connection, each.day, each.ware, split), {})
        weights = [used.get(hour, 0) for hour in range(hours)]
        for hour, nanos in enumerate(share(each.nanos, weights)):
            if nanos:
                sums[each.day, hour, each.connection, each.currency, split] += nanos
    return [
        HourFigure(day, hour, connection, split[0], currency, nanos, split[1])
        for (day, hour, connection, currency, split), nanos in sums.items()
    ]


def _units(parts: Iterable[Part], by: Sequence[Dimension]) -> Mapping[_Use, Mapping[int, int]]:
    """How much each hour used."""
    found: defaultdict[_Use, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for part in parts:
        found[part.connection, part.day, part.ware, _split(part.labels, by)][part.hour] += part.units
    return found


def _split(labels: Labels, by: Sequence[Dimension]) -> _Split:
    """One label for each of the two things a question may split by."""
    return (*("" if each in OF_CONNECTIONS else labels.of(each.value) for each in by), "", "")[:2]
