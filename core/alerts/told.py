"""What an alert's card tells: whom it is about, by name, and what it is made of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core import amounts
from core.alerts.figures import Cell
from core.alerts.life import Alert
from core.alerts.person import MOSTLY, Person
from core.alerts.rule import Condition, New, OverUsual, Span
from core.connection import Connection
from core.providers.contract import Name
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filters
from core.reports.labels import Label, label_of, names_of, pattern_of

PARTS: Final = (Dimension.MODEL, Dimension.PROJECT, Dimension.KEY)


@dataclass(frozen=True, slots=True)
class Part:
    """What most of it is of, by one dimension."""

    dimension: Dimension
    name: str
    """From outside."""
    pattern: str
    """What a filter says to keep it alone; "" where none can."""
    percent: int


@dataclass(frozen=True, slots=True)
class Told:
    alert: Alert
    rule: str
    """What people call the rule: a1."""
    condition: Condition
    filters: Filters
    """What the rule is about."""
    about: Part | None
    """The key, project or model that it is about; None for everything the rule is about."""
    parts: tuple[Part, ...]
    """What it is made of, beside that."""
    person: Person | None = None
    """Who most of it is of: for those alone who may see figures by person."""


def told_of(
    alert: Alert,
    rule: str,
    condition: Condition,
    filters: Filters,
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
) -> Told:
    """`condition` and `filters`: what the rule says now; an alert that knows better is told by what it fired by."""
    if alert.condition is not None:
        condition, filters = alert.condition, alert.filters
    found = {by: part for by in PARTS if (part := _part(by, alert.finding.cells, connections, names)) is not None}
    kind = _subject(alert, condition)
    about = found.pop(kind, None) if kind is not None else None
    # Where a project has the name of its key, it says nothing more.
    parts = [part for part in found.values() if about is None or part.name != about.name]
    return Told(alert, rule, condition, filters, about, tuple(parts))


def _subject(alert: Alert, condition: Condition) -> Dimension | None:
    """What kind of thing it is about; None for everything."""
    match condition:
        case New(dimension):
            return dimension
        case OverUsual(Span.HOUR):
            _, project, key = [*alert.subject.split("/", 2), "", ""][:3]
            return Dimension.KEY if key else Dimension.PROJECT if project else None
        case _:
            return None


def _part(
    by: Dimension, cells: Mapping[Cell, int], connections: Sequence[Connection], names: Mapping[int, Iterable[Name]]
) -> Part | None:
    connected = {each.id: each for each in connections}
    sums: Counter[Label] = Counter()
    for cell, amount in cells.items():
        value = {Dimension.KEY: cell.key, Dimension.PROJECT: cell.project, Dimension.MODEL: cell.model}[by]
        if cell.connection in connected:
            sums[label_of(by, value, connected[cell.connection])] += amount
    total = sum(sums.values())
    if total <= 0:
        return None
    [(label, amount)] = sums.most_common(1)
    percent = amounts.percent(amount, total)
    if percent < MOSTLY or not label.value:
        return None
    name = names_of([by], Measure.COST, [(label,)], connections, names)[label,]
    return Part(by, name, pattern_of(by, label, name, names), percent)
