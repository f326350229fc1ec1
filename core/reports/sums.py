"""Sums of figures by label and day, over a period and the days it is compared with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.figures import DayFigure
from core.reports.labels import Labels


@dataclass(frozen=True, slots=True)
class Sums:
    days: Sequence[date]
    """The days of the period."""
    compared: int
    """How many days those at its beginning are compared with."""
    unit: str
    labels: Mapping[Labels, Sequence[int]]
    """The exact amount of each day: of those it is compared with, then of its own."""

    def of(self, label: Labels) -> int:
        """What the label comes to in the period."""
        return sum(self.by_day(label))

    def by_day(self, label: Labels) -> tuple[int, ...]:
        return tuple(self.labels[label][self.compared :])

    def first(self, label: Labels, number: int) -> int:
        """What the label comes to on the first `number` days of the period."""
        return sum(self.by_day(label)[:number])

    def before(self, label: Labels) -> int:
        """What the label comes to on the days it is compared with."""
        return sum(self.labels[label][: self.compared])

    def with_labels(self, more: Iterable[Labels]) -> "Sums":
        """The same, with nothing for labels that it did not have."""
        nothing = [0] * (self.compared + len(self.days))
        return Sums(self.days, self.compared, self.unit, {**dict.fromkeys(more, nothing), **self.labels})


def sums_of(
    figures: Iterable[DayFigure],
    days: Sequence[date],
    before: Sequence[date],
    unit: str,
    labels_of: Callable[[DayFigure], Labels],
) -> Sums:
    """Add up the figures of `unit`, on `days` and on the days `before` them; other figures do not count."""
    places = {day: at for at, day in enumerate((*before, *days))}
    labels: dict[Labels, list[int]] = {}
    rows: dict[tuple[str | None, str | None, int], list[int]] = {}
    for day, connection, value, found, amount, second in figures:
        at = places.get(day)
        if at is None or found != unit:
            continue
        row = rows.get((value, second, connection))
        if row is None:
            label = labels_of(DayFigure(day, connection, value, found, amount, second))
            row = rows[value, second, connection] = labels.setdefault(label, [0] * len(places))
        row[at] += amount
    return Sums(days, len(before), unit, labels)


def added(rows: Iterable[Sequence[int]], length: int) -> tuple[int, ...]:
    """Day by day, the sum of several rows of `length` days."""
    total = [0] * length
    for row in rows:
        for at, amount in enumerate(row):
            total[at] += amount
    return tuple(total)


def units_of(figures: Iterable[DayFigure], days: Sequence[date]) -> dict[str, int]:
    """The total of each unit that has any amount on `days`."""
    totals: dict[str, int] = {}
    for figure in figures:
        if figure.amount and days[0] <= figure.day <= days[-1]:
            totals[figure.unit] = totals.get(figure.unit, 0) + figure.amount
    return totals
