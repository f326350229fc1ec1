"""What the ledger says about the days of a report."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.collection.ledger import LedgerDay, is_settled
from core.connection import Connection, history_days, is_over
from core.questions.comparable import days_before
from core.questions.dimensions import Measure
from core.questions.question import Period
from core.reports.report import ReportedDays, Uncompared

COSTS: Final = "costs"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of the endpoints a question is about, by connection and day."""

    lines: Mapping[tuple[int, date], Sequence[LedgerDay]]
    connections: Sequence[Connection]

    def collected(self, connection: Connection, day: date) -> bool:
        return (connection.id, day) in self.lines

    def settled(self, connection: Connection, day: date) -> bool:
        """Whether its figures of that day change no more, as those of one that is disconnected."""
        if connection.disconnected_at is not None:
            return self.collected(connection, day) or is_over(connection, day)
        lines = self.lines.get((connection.id, day), ())
        return bool(lines) and all(is_settled(line) for line in lines)

    def all_collected(self, day: date) -> bool:
        return all(self.collected(each, day) or is_over(each, day) for each in self.connections)

    def all_settled(self, day: date) -> bool:
        """Whether the day is settled in every connection: one that has no history then could not be compared."""
        return all(self.settled(connection, day) for connection in self.connections)

    def is_open(self, day: date) -> bool:
        """Whether a connection's figures of that day may still change."""
        return any(self.collected(each, day) and not self.settled(each, day) for each in self.connections)

    def is_missing(self, day: date) -> bool:
        return any(
            each.first_day <= day and not self.collected(each, day) and not is_over(each, day)
            for each in self.connections
        )

    def split(self, connection: int, day: date, grouping: str) -> bool:
        """Whether the provider split that day by `grouping`."""
        return any(grouping in line.grouping for line in self.lines.get((connection, day), ()))

    def progress(self, today: date) -> tuple[int, int]:
        """How many days are collected, and how many are to be, over all connections."""
        first = {connection.id: connection.first_day for connection in self.connections}
        done = sum(first[connection] <= day <= today for connection, day in self.lines)
        return done, sum(history_days(each, today) for each in self.connections)

    def has(self, days: Collection[date]) -> bool:
        """Whether any of the days is collected for any connection."""
        return any(self.collected(each, day) for each in self.connections for day in days)


def ledger_of(
    measure: Measure, ledgers: Mapping[int, Iterable[LedgerDay]], connections: Sequence[Connection]
) -> Ledger:
    """The lines that matter for `measure`: costs, or everything that is used."""
    lines: dict[tuple[int, date], list[LedgerDay]] = {}
    for connection in connections:
        for line in ledgers.get(connection.id, ()):
            if (line.endpoint == COSTS) == (measure is Measure.COST):
                lines.setdefault((connection.id, line.day), []).append(line)
    return Ledger(lines, connections)


def days_of(period: Period, now: datetime) -> tuple[date, ...]:
    """The days of a period that have begun."""
    end = min(period.end, now.date() + _DAY)
    return tuple(period.first + _DAY * number for number in range((end - period.first).days))


def reported(days: Sequence[date], ledger: Ledger, now: datetime) -> ReportedDays:
    """What is known about `days`, which are not empty."""
    today = now.date()
    unsettled = tuple(day for day in days if day == today or ledger.is_open(day))
    missing = tuple(day for day in days if day != today and ledger.is_missing(day))
    begins = min(connection.first_day for connection in ledger.connections)
    settled = [day for day in days if day not in missing and (not unsettled or day < unsettled[0])]
    return ReportedDays(
        first=days[0],
        last=days[-1],
        settled_to=settled[-1] if settled else None,
        unsettled=unsettled,
        missing=missing,
        history_from=begins if begins > days[0] else None,
        read_at=_read_at(days, ledger),
        now=now,
    )


def comparable(period: Period, days: Sequence[date], ledger: Ledger) -> tuple[int, tuple[date, ...], Uncompared | None]:
    """How many of the period's days, from the first on, can be compared, and with which; or why none can."""
    number = settled_days(days, ledger)
    before = tuple(each_day(days_before(period, days[number - 1]))) if number else ()
    has_gaps = any(not ledger.all_collected(day) for day in days[:-1])
    if has_gaps or not all(map(ledger.all_settled, before)):
        return 0, (), Uncompared.NOT_COLLECTED
    return number, before, None if number else Uncompared.NOT_SETTLED


def settled_days(days: Sequence[date], ledger: Ledger) -> int:
    """How many there are before the first one that is not settled."""
    return next((at for at, day in enumerate(days) if not ledger.all_settled(day)), len(days))


def each_day(days: tuple[date, date]) -> Iterator[date]:
    """From the first to the last."""
    first, last = days
    return (first + _DAY * number for number in range((last - first).days + 1))


def _read_at(days: Sequence[date], ledger: Ledger) -> datetime | None:
    newest = []
    still_read = [connection for connection in ledger.connections if connection.disconnected_at is None]
    for connection in still_read or ledger.connections:
        collected = [day for day in days if ledger.collected(connection, day)]
        if collected:
            newest.append(min(line.collected_at for line in ledger.lines[connection.id, collected[-1]]))
    return min(newest, default=None)
