"""Sums of figures by label and day, over a period and as many days before it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.figures import DayFigure
from core.reports.labels import Label


@dataclass(frozen=True, slots=True)
class Sums:
    days: Sequence[date]
    """The days of the period."""
    unit: str
    labels: Mapping[Label, Sequence[int]]
    """The exact amount of each day: as many days before the period as it has, then its own."""

    def of(self, label: Label) -> int:
        """What the label comes to in the period."""
        return sum(self.labels[label][len(self.days) :])

    def by_day(self, label: Label) -> tuple[int, ...]:
        return tuple(self.labels[label][len(self.days) :])

    def first(self, label: Label, number: int) -> int:
        """What the label comes to on the first `number` days of the period."""
        return sum(self.labels[label][len(self.days) : len(self.days) + number])

    def before(self, label: Label, number: int) -> int:
        """What the label comes to on the last `number` days before the period."""
        return sum(self.labels[label][len(self.days) - number : len(self.days)])


def sums_of(
    figures: Iterable[DayFigure], days: Sequence[date], unit: str, label_of: Callable[[DayFigure], Label]
) -> Sums:
    """Add up the figures of `unit`, on `days` and as many days before them; other figures do not count."""
    labels: dict[Label, list[int]] = {}
    for figure in figures:
        at = (figure.day - days[0]).days + len(days)
        if figure.unit == unit and 0 <= at < 2 * len(days):
            labels.setdefault(label_of(figure), [0] * (2 * len(days)))[at] += figure.amount
    return Sums(days, unit, labels)


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
