"""Who is behind an alert: the provider's user, or whose the key is, where the provider names no user."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from core import amounts
from core.alerts.figures import HOURS_A_DAY, Cell, Hour, first_hour, hour_of
from core.alerts.finding import Finding
from core.alerts.rule import Condition, Over, OverUsual, Span
from core.connection import Connection
from core.estimates.rows import UsageOfDay
from core.estimates.sharing import share
from core.providers.contract import Name
from core.questions.dimensions import Dimension, Measure
from core.reports.labels import label_of, names_of

MOSTLY: Final = 60
"""Percent from which on somebody is named."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    """From outside."""
    percent: int
    """Of what it comes to."""
    owns: bool
    """Whether it is known only whose the key is, not who used it."""


class _Who(NamedTuple):
    connection: int
    user: str
    """The provider's id; "" for nobody it names."""
    owns: bool


def hours_of(finding: Finding, condition: Condition) -> range:
    """The hours that it is about: of a day all."""
    last = hour_of(finding.last)
    is_of_hours = isinstance(condition, Over | OverUsual) and condition.span is Span.HOUR
    first = hour_of(finding.since) if is_of_hours else first_hour(last // HOURS_A_DAY)
    return range(min(first, hour_of(finding.since)), last + 1)


def person_of(
    finding: Finding,
    hours: range,
    used: Iterable[UsageOfDay],
    owners: Mapping[tuple[int, str], str],
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
) -> Person | None:
    """Who most of it is of; None where nobody is, or nobody is named.

    `used`: by the hour, by project, key, model and user; `owners`: the id of whose each key is, by connection and key.
    """
    weights = _weights(used, hours)
    sums: Counter[_Who] = Counter()
    for cell, amount in finding.cells.items():
        owner, users = owners.get((cell.connection, cell.key or ""), ""), weights.get(cell, {"": 1})
        for user, part in zip(users, share(amount, list(users.values())), strict=True):
            if user or owner:
                sums[_Who(cell.connection, user or owner, owns=not user)] += part
    total = sum(finding.cells.values())
    if not sums or total <= 0:
        return None
    [(who, amount)] = sums.most_common(1)
    connection = next((each for each in connections if each.id == who.connection), None)
    percent = amounts.percent(amount, total)
    if connection is None or percent < MOSTLY:
        return None
    label = label_of(Dimension.USER, who.user, connection)
    return Person(names_of([Dimension.USER], Measure.COST, [(label,)], connections, names)[label,], percent, who.owns)


def _weights(used: Iterable[UsageOfDay], hours: range) -> Mapping[Cell, Mapping[str, int]]:
    """How much of each cell each user used in these hours, "" for those that name none."""
    found: defaultdict[Cell, Counter[str]] = defaultdict(Counter)
    for row in used:
        if _hour(row) in hours:
            cell = Cell(row.connection, row.labels.project, row.labels.key, row.labels.model)
            found[cell][row.labels.user or ""] += row.input + row.output or row.requests
    return found


def _hour(row: UsageOfDay) -> Hour:
    return hour_of(datetime(row.day.year, row.day.month, row.day.day, row.hour, tzinfo=UTC))
