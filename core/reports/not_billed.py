"""What a report says beside its exact figures: what is used and not billed yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.estimates.estimates import Estimates
from core.estimates.replay import usual_error
from core.estimates.rests import Rest
from core.questions.dimensions import Dimension
from core.questions.question import Question
from core.reports.labels import Label, label_of


@dataclass(frozen=True, slots=True)
class NotBilled:
    """An estimate: never part of a total, and always marked ≈."""

    unit: str
    """The currency."""
    amount: int
    """Nanos."""
    by_day: tuple[int, ...]
    """Of each day of the period, in order."""
    labels: Mapping[Label, tuple[int, ...]]
    """The same for each label of the question's dimension."""
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


def not_billed(question: Question, days: Sequence[date], estimates: Estimates, unit: str) -> NotBilled | None:
    """The estimate for the question's days, in `unit`; None where nothing of them is left to be billed."""
    places = {day: at for at, day in enumerate(days)}
    rests = [rest for rest in estimates.rests if rest.day in places]
    own = [rest for rest in rests if rest.currency == unit]
    others: defaultdict[str, int] = defaultdict(int)
    for rest in rests:
        if rest.currency != unit:
            others[rest.currency] += rest.nanos
    labels: dict[Label, list[int]] = {}
    for rest in own:
        labels.setdefault(_label(question.by, rest), [0] * len(days))[places[rest.day]] += rest.nanos
    unpriced = names(ware.name for day, ware in estimates.unpriced if day in places)
    if not rests and not unpriced:
        return None
    return NotBilled(
        unit=unit,
        amount=sum(rest.nanos for rest in own),
        by_day=tuple(map(sum, zip(*labels.values(), strict=True))) or (0,) * len(days),
        labels={label: tuple(by_day) for label, by_day in labels.items()},
        other_currencies=dict(sorted(others.items())),
        listed=names(rest.labels.model or "" for rest in rests if rest.listed),
        unpriced=unpriced,
        uncounted=estimates.uncounted,
        usual_error=usual_error(estimates.misses.values()),
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


def _label(by: Dimension | None, rest: Rest) -> Label:
    if by is None:
        return Label("")
    value = "" if by is Dimension.CONNECTION else getattr(rest.labels, by.value)
    return label_of(by, value or "", rest.connection, split=value is not None)
