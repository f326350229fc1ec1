"""What a report says beside its exact figures: what is used and not billed yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.connection import Connection
from core.estimates.estimates import Estimates
from core.estimates.replay import usual_error
from core.estimates.rests import Rest
from core.questions.dimensions import OF_CONNECTIONS, Dimension
from core.questions.question import Question
from core.reports.labels import Labels, label_of


@dataclass(frozen=True, slots=True)
class NotBilled:
    """An estimate: never part of a total, and always marked ≈."""

    unit: str
    """The currency."""
    amount: int
    """Nanos."""
    by_day: tuple[int, ...]
    """Of each day of the period, in order."""
    labels: Mapping[Labels, tuple[int, ...]]
    """The same for each label, or pair of labels, of the question's dimensions."""
    other_currencies: Mapping[str, int]
    """Nanos, in no sum with others."""
    listed: tuple[str, ...]
    """Models that are priced from the public list, because no bill has them yet."""
    unpriced: tuple[str, ...]
    """Models that nobody knows a price of: what was used of them is not in the amount."""
    uncounted: tuple[str, ...]
    """Line items that are not reported before they are billed."""
    usual_error: int | None
    """In whole percent, how far such estimates were from the bills; None as long as too few days tell."""


def not_billed(
    question: Question, days: Sequence[date], estimates: Estimates, unit: str, connected: Mapping[int, Connection]
) -> NotBilled | None:
    """The estimate for the question's days, in `unit`; None where nothing of them is left to be billed."""
    places = {day: at for at, day in enumerate(days)}
    rests = [rest for rest in estimates.rests if rest.day in places]
    own = [rest for rest in rests if rest.currency == unit]
    others: defaultdict[str, int] = defaultdict(int)
    for rest in rests:
        if rest.currency != unit:
            others[rest.currency] += rest.nanos
    labels: dict[Labels, list[int]] = {}
    for rest in own:
        by_day = labels.setdefault(_labels(question.by, rest, connected[rest.connection]), [0] * len(days))
        by_day[places[rest.day]] += rest.nanos
    unpriced = names(ware.name for day, ware in estimates.unpriced if day in places)
    if not rests and not unpriced:
        return None
    return NotBilled(
        unit=unit,
        amount=sum(rest.nanos for rest in own),
        by_day=tuple(map(sum, zip(*labels.values(), strict=True))) or (0,) * len(days),
        labels={label: tuple(amounts) for label, amounts in labels.items()},
        other_currencies=dict(sorted(others.items())),
        listed=names(rest.labels.model or "" for rest in rests if rest.listed),
        unpriced=unpriced,
        uncounted=estimates.uncounted,
        usual_error=usual_error([found for (currency, _), found in estimates.misses.items() if currency == unit]),
    )


def leading_currency(estimates: Estimates, days: Iterable[date]) -> str | None:
    """What most of it is in; None where there is nothing."""
    sums: defaultdict[str, int] = defaultdict(int)
    wanted = set(days)
    for rest in estimates.rests:
        if rest.day in wanted:
            sums[rest.currency] += rest.nanos
    return max(sums, key=lambda each: (sums[each], each), default=None)


def names(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(some)))


def _labels(by: Iterable[Dimension], rest: Rest, connection: Connection) -> Labels:
    return tuple(
        label_of(each, "" if each in OF_CONNECTIONS else rest.labels.of(each.value), connection) for each in by
    )
