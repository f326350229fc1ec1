"""What rules are judged by: amounts by the hour and by the day, as far as they are known."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, NamedTuple

HOURS_A_DAY: Final = 24
_SECONDS: Final = 3600
_EVER: Final = 2**62

Hour = int
"""A UTC hour: how many there were before it since 1970."""
Day = int
"""A UTC day, counted in the same way."""
Hours = Mapping[Hour, int]
"""Amounts by the hour: nanos of one currency, or a count. An hour that is not in it has 0."""
Days = Mapping[Day, int]


class Cell(NamedTuple):
    """What hours are told apart by. None, or "", where the provider names none."""

    connection: int
    project: str | None
    key: str | None
    model: str | None


class Subject(NamedTuple):
    """Whose hours are judged: a key's, a project's, or all of a connection's."""

    connection: int
    project: str = ""
    key: str = ""

    @property
    def parents(self) -> tuple["Subject", ...]:
        """What it is a part of, the nearest first."""
        above = [Subject(self.connection, self.project)] if self.key else []
        return (*above, Subject(self.connection)) if self.project else ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Of everything a rule is about, in one currency or unit."""

    hours: Mapping[Cell, Hours]
    sums: Mapping[Subject, Hours]
    """The same, `added_up`."""
    known_from: Day
    """The first day whose hours are known."""
    known_to: datetime
    """When the newest of them was collected: up to then there is nothing we do not know of."""
    days: Days = field(default_factory=dict)
    """What each day came to: billed, and what is not billed yet; of those that are collected."""
    explained: Days = field(default_factory=dict)
    """How much of a day was told as runaways."""
    judged_from: Mapping[int, Hour] = field(default_factory=dict)
    """From when on each connection is judged: what was imported is no news. One that is not in it is still learnt."""
    unit: str = "usd"
    """The currency, "tokens" or "requests"."""
    seen_to: Hour = _EVER
    """The last hour that counts: who replays has later ones, which nobody knew of then."""


def since(figures: Figures, made_at: datetime) -> Figures:
    """The same for a rule that was made then: what was before is not judged."""
    first = hour_of(made_at)
    return replace(figures, judged_from={each: max(hour, first) for each, hour in figures.judged_from.items()})


def hour_of(at: datetime) -> Hour:
    return int(at.timestamp()) // _SECONDS


def start_of(hour: Hour) -> datetime:
    return datetime.fromtimestamp(hour * _SECONDS, UTC)


def day_of(hour: Hour) -> Day:
    return hour // HOURS_A_DAY


def first_hour(day: Day) -> Hour:
    return day * HOURS_A_DAY


def added_up(hours: Mapping[Cell, Hours]) -> dict[Subject, dict[Hour, int]]:
    """The hours of every connection, project and key."""
    sums: defaultdict[Subject, defaultdict[Hour, int]] = defaultdict(lambda: defaultdict(int))
    for cell, amounts in hours.items():
        subjects = [Subject(cell.connection)]
        if cell.project:
            subjects.append(Subject(cell.connection, cell.project))
            if cell.key:
                subjects.append(Subject(cell.connection, cell.project, cell.key))
        for subject in subjects:
            summed = sums[subject]
            for hour, amount in amounts.items():
                summed[hour] += amount
    return {subject: dict(summed) for subject, summed in sums.items()}


def whole(sums: Mapping[Subject, Hours]) -> Hours:
    """The hours of all connections together."""
    wholes = [hours for subject, hours in sums.items() if not subject.project]
    if len(wholes) == 1:
        return wholes[0]
    summed: defaultdict[Hour, int] = defaultdict(int)
    for hours in wholes:
        for hour, amount in hours.items():
            summed[hour] += amount
    return summed
