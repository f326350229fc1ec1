"""The sandbox's own books and what is stored, as rows that can be held against each other."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Final

from sqlmodel import col, select

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.money import nanos_from
from core.providers.openai.reports import REPORTS, Report
from core.providers.openai.series import label
from sandbox.openai.traffic import Labels
from sandbox.openai.world import World
from storage.database import Database
from storage.rows import DAY, day_of, epoch
from storage.series import LABELS
from storage.tables import CostDaily, SeriesRow, UsageDaily, UsageHourly
from storage.usage import UsageStore

LabelSet = frozenset[tuple[str, str]]
Rows = dict[tuple[int, str, LabelSet], tuple[int, ...]]
"""By (epoch second at the start, endpoint, labels): nanos of costs; requests, tokens in, out and cached, and quantity
of usage."""

Hours = list[tuple[int, tuple[int, ...]]]
"""An hour of a day, and what was used in it."""

Where = tuple[str, date]
"""An endpoint and a UTC day."""

_REPORTS: Final = {report.endpoint.name: report for report in REPORTS}


def told(world: World, endpoint: str, day: date, at: datetime, grouping: Sequence[str] | None = None) -> Rows:
    """What OpenAI tells of a day at `at`: costs by the day, usage by the hour, split by `grouping` (None: by all)."""
    report = _REPORTS[endpoint]
    fields = [(word, field) for word, field in report.dimensions if grouping is None or word in grouping]
    if report.shape == "money":
        return _costs(world, report, day, at, fields)
    found: Rows = {}
    for labels, hours in (_counted if report.shape == "counted" else _tokens)(world, report, day, at):
        said = _labels(labels, fields)
        for hour, numbers in hours:
            where = (epoch(day) + hour * 3_600, endpoint, said)
            found[where] = tuple(map(sum, zip(found.get(where, (0,) * 5), numbers, strict=True)))
    return found


def by_day(hours: Rows) -> Rows:
    """The sums of the hours, but of what is kept somewhere the most of them."""
    found: Rows = {}
    for (start, endpoint, labels), numbers in hours.items():
        where = (start - start % DAY, endpoint, labels)
        together = zip(found.get(where, (0,) * len(numbers)), numbers, strict=True)
        found[where] = tuple(map(max if _REPORTS[endpoint].endpoint.level else sum, together))
    return found


def _costs(world: World, report: Report, day: date, at: datetime, fields: Sequence[tuple[str, str]]) -> Rows:
    amounts: dict[LabelSet, list[Decimal]] = {}
    for line in world.cost_lines(day, at):
        amounts.setdefault(_labels(line, fields), []).append(line.amount)
    return {
        (epoch(day), report.endpoint.name, where): (nanos_from(sum(each, Decimal(0))),)
        for where, each in amounts.items()
    }


def _tokens(world: World, report: Report, day: date, at: datetime) -> Iterator[tuple[Labels, Hours]]:
    for labels, hours in world.used(report.endpoint.name, day, at):
        yield (
            labels,
            [
                (hour, (requests, fresh + cached + written + audio_in, output + audio_out, cached, 0))
                for hour, (requests, fresh, cached, written, output, audio_in, audio_out) in enumerate(
                    zip(*hours, strict=True)
                )
                if any((requests, fresh, cached, written, output, audio_in, audio_out))
            ],
        )


def _counted(world: World, report: Report, day: date, at: datetime) -> Iterator[tuple[Labels, Hours]]:
    # Model requests of web searches are among the completions; sessions are no requests.
    for labels, hours in world.counted(report.endpoint.name, day, at):
        yield (
            labels,
            [
                (hour, (requests if report.requests else 0, 0, 0, 0, quantity if report.quantity else 0))
                for hour, (requests, quantity) in enumerate(zip(*hours, strict=True))
                if requests or quantity
            ],
        )


def _labels(labelled: object, fields: Sequence[tuple[str, str]]) -> LabelSet:
    return frozenset((word, label(getattr(labelled, field))) for word, field in fields)


@dataclass(frozen=True, slots=True)
class Stored:
    """All that is kept of one connection: rows by endpoint and day."""

    ledger: Sequence[LedgerDay]
    hours: Mapping[Where, Rows]
    days: Mapping[Where, Rows]
    """Usage, and costs."""


async def stored(database: Database, connection: Connection) -> Stored:
    ledger = await UsageStore(database).ledger(connection)
    async with database.reading() as session:
        transaction = await session.connection()
        labels = {
            number: (endpoint, _stored_labels(endpoint, known, others))
            for number, endpoint, others, *known in await transaction.execute(
                select(
                    SeriesRow.id, SeriesRow.endpoint, SeriesRow.others, *(getattr(SeriesRow, name) for name in LABELS)
                ).where(col(SeriesRow.connection) == connection.id)
            )
        }

        async def rows_of(table: type[UsageHourly | UsageDaily | CostDaily], *numbers: str) -> dict[Where, Rows]:
            found: dict[Where, Rows] = {}
            columns = (getattr(table, name) for name in ("start", "series", *numbers))
            for start, series, *values in await transaction.execute(
                select(*columns).where(col(table.connection) == connection.id)
            ):
                endpoint, said = labels[series]
                there = found.setdefault((endpoint, day_of(start)), {})
                there[start, endpoint, said] = tuple(int(value or 0) for value in values)
            return found

        usage = ("requests", "input", "output", "cached", "quantity")
        hours = await rows_of(UsageHourly, *usage)
        days = await rows_of(UsageDaily, *usage) | await rows_of(CostDaily, "nanos")
    return Stored(ledger, hours, days)


def inconsistent(kept: Stored) -> list[str]:
    """What in it contradicts itself, whatever OpenAI says: it must not, not even after a crash."""
    wrong = []
    lines = {(line.endpoint, line.day): line for line in kept.ledger}
    if len(lines) != len(kept.ledger):
        wrong.append("the ledger overlaps")
    wrong += [
        f"{where} has rows and no line in the ledger" for where in (kept.hours.keys() | kept.days.keys()) - lines.keys()
    ]
    for where, line in lines.items():
        hours, whole = kept.hours.get(where, {}), kept.days.get(where, {})
        if sum(map(_checked, whole.values())) != line.total:
            wrong.append(f"{where} does not add up to its line in the ledger")
        if by_day(hours) != (whole if line.width == "1h" else {}):
            wrong.append(f"{where}: the day is not the sum of its hours")
    return wrong


def untrue(kept: Stored, world: World, endpoints: Iterable[str], days: Iterable[date]) -> list[str]:
    """Where it is not what OpenAI told of these endpoints and days when it was asked, all of it and nothing else."""
    expected = set(product(endpoints, days))
    lines = {(line.endpoint, line.day): line for line in kept.ledger}
    wrong = [f"{where} is missing" for where in expected - lines.keys()]
    wrong += [f"{where} is too many" for where in lines.keys() - expected]
    return wrong + [
        f"{where} is not what OpenAI tells" for where, line in lines.items() if not is_told(kept, world, line)
    ]


def is_told(kept: Stored, world: World, line: LedgerDay) -> bool:
    """Whether the rows of this line are what OpenAI told when it was asked, split and at the width as the line says."""
    where = (line.endpoint, line.day)
    truth = told(world, line.endpoint, line.day, line.collected_at, line.grouping)
    hours = truth if line.width == "1h" else {}
    return kept.hours.get(where, {}) == hours and kept.days.get(where, {}) == by_day(truth)


def _checked(numbers: tuple[int, ...]) -> int:
    """What a row adds to its line's check sum: nanos, or requests, tokens in and out, and quantity."""
    if len(numbers) == 1:
        return numbers[0]
    requests, read, written, _, quantity = numbers
    return requests + read + written + quantity


def _stored_labels(endpoint: str, known: Sequence[str | None], others: str | None) -> LabelSet:
    named = dict(zip(LABELS, known, strict=True)) | json.loads(others or "{}")
    asked = {word for word, _ in _REPORTS[endpoint].dimensions}  # a cost's model is read out of its item
    return frozenset((word, value) for word, value in named.items() if value is not None and word in asked)
