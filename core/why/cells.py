"""What moved, cut as finely as bills tell it apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.connection import Connection
from core.estimates.rows import Bill, Part, Span, Ware
from core.questions.dimensions import Dimension
from core.reports.labels import Label, label_of


class Pair(NamedTuple):
    """An amount in the days before, and in the days that are explained."""

    before: int
    now: int

    @property
    def difference(self) -> int:
        return self.now - self.before

    @classmethod
    def sum(cls, pairs: Iterable["Pair"]) -> "Pair":
        found = list(pairs)
        return cls(sum(pair.before for pair in found), sum(pair.now for pair in found))


@dataclass(frozen=True, slots=True)
class Cell:
    """One ware of one key in one project, or of all of them where bills do not tell them apart."""

    labels: Mapping[Dimension, Label]
    """By project, model and key."""
    ware: Ware
    cost: Pair
    """Nanos."""
    units: Pair
    """How much was used, weighted by tier."""
    tokens: Pair
    """The same without weights, of what is counted in tokens."""

    @property
    def in_tokens(self) -> bool:
        return self.ware.kind != ""

    @property
    def is_priced(self) -> bool:
        """Whether its price is known in both."""
        return min(*self.cost, *self.units) > 0


Cells = Sequence[Cell]


def cells_of(before: Span, now: Span, currency: str, connections: Iterable[Connection]) -> Cells:
    """All that is billed in `currency`, beside what was used of it."""
    connected = {connection.id: connection for connection in connections}
    told = told_apart(before, now)
    models = models_of(before, now)
    sums: defaultdict[tuple[int, str | None, str | None, Ware], list[int]] = defaultdict(lambda: [0] * 6)

    def of(row: Bill | Part) -> list[int]:
        labels = row.labels
        project = labels.project if Dimension.PROJECT in told[row.connection] else None
        key = labels.key if Dimension.KEY in told[row.connection] else None
        return sums[row.connection, project, key, row.ware]

    for at, span in enumerate((before, now)):
        for bill in span.bills:
            if bill.currency == currency:
                of(bill)[at] += bill.nanos
        for part in span.parts:
            if (part.connection, part.ware) in models:
                counts = of(part)
                counts[2 + at] += part.units
                counts[4 + at] += part.counted
    return [
        Cell(
            {
                Dimension.PROJECT: label_of(Dimension.PROJECT, project, connected[connection]),
                Dimension.MODEL: label_of(Dimension.MODEL, models[connection, ware], connected[connection]),
                Dimension.KEY: label_of(Dimension.KEY, key, connected[connection]),
            },
            ware,
            Pair(*amounts[:2]),
            Pair(*amounts[2:4]),
            Pair(*amounts[4:]),
        )
        for (connection, project, key, ware), amounts in sums.items()
        if amounts[0] or amounts[1]
    ]


def told_apart(before: Span, now: Span) -> dict[int, set[Dimension]]:
    """By which of project and key all bills of a connection are split, in both spans."""
    told: dict[int, set[Dimension]] = {}
    for bill in (*before.bills, *now.bills):
        dimensions = told.setdefault(bill.connection, {Dimension.PROJECT, Dimension.KEY})
        dimensions -= {each for each in dimensions if bill.labels.of(each.value) is None}
    return told


def models_of(before: Span, now: Span) -> dict[tuple[int, Ware], str | None]:
    """The model that each billed ware is of, "" for none, by connection."""
    return {(bill.connection, bill.ware): bill.labels.model for bill in (*before.bills, *now.bills)}
