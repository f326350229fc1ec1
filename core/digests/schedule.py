"""When a digest is due, and which days it is about: a pure function of its schedule and the time.

A digest is posted once for each local date that its cadence names, at its time in its zone. Where the clocks skip that
time, it is posted at the instant they are put forward to; where they show it twice, the first time.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = timedelta(days=1)
_LONGEST_GAP: Final = 62
"""Days within which every cadence has two dates."""


class Cadence(StrEnum):
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    """Monday to Friday; on Monday about the weekend too."""
    WEEKLY = "weekly"
    MONTHLY = "monthly"


_DAYS: Final = {Cadence.WEEKLY: (0, 6), Cadence.MONTHLY: (1, 31)}
"""The first and the last that a digest can be on."""


@dataclass(frozen=True, slots=True)
class Schedule:
    cadence: Cadence
    at: time
    """By the clocks of `zone`."""
    zone: str
    """IANA's name."""
    on: int = 0
    """Weekly: the weekday, Monday is 0. Monthly: the day of the month from 1; in a shorter month, its last day."""

    def __post_init__(self) -> None:
        # One that is on no day there is would keep all others from being posted; such were stored: "monthly on 0".
        first, last = _DAYS.get(self.cadence, (0, 0))
        object.__setattr__(self, "on", min(max(self.on, first), last))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One digest that is due, or was."""

    on: date
    """The local date, which it is posted once for."""
    at: datetime
    first: date
    """The first UTC day that it is about."""
    end: date
    """The day after the last one. All of them are over when it is due."""


def newest(schedule: Schedule, now: datetime) -> Occurrence:
    """The last one that was due by `now`."""
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    # A date west of UTC may be tomorrow's here; a skipped hour may put an instant past midnight.
    on = next(each for each in _before(schedule, today + 2 * _DAY) if instant(schedule, each) <= now)
    return _occurrence(schedule, on)


def following(schedule: Schedule, occurrence: Occurrence) -> Occurrence:
    """The next one after it."""
    dates = (occurrence.on + n * _DAY for n in range(1, _LONGEST_GAP))
    return _occurrence(schedule, next(each for each in dates if _is_on(schedule, each)))


def between(schedule: Schedule, after: datetime, until: datetime) -> list[Occurrence]:
    """All that are due after the one instant and not after the other."""
    found = []
    occurrence = newest(schedule, after)
    while (occurrence := following(schedule, occurrence)).at <= until:
        found.append(occurrence)
    return found


def instant(schedule: Schedule, on: date, at: time | None = None) -> datetime:
    """When the clocks show its time, or `at`, on this local date."""
    zone = ZoneInfo(schedule.zone)
    local = datetime.combine(on, at or schedule.at, tzinfo=zone)
    there = local.astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return there
    # Skipped: reading the time by the clocks of before and of after lays the two readings around the gap.
    later = local.replace(fold=1).astimezone(UTC)
    return _jump(zone, min(there, later), max(there, later))


def _jump(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first whole minute between the two at which the zone's offset has changed."""
    before = low.astimezone(zone).utcoffset()
    first, last = 0, int((high - low) / timedelta(minutes=1))
    while first < last:
        middle = (first + last) // 2
        if (low + timedelta(minutes=middle)).astimezone(zone).utcoffset() == before:
            first = middle + 1
        else:
            last = middle
    return low + timedelta(minutes=first)


def _occurrence(schedule: Schedule, on: date) -> Occurrence:
    last = next(_before(schedule, on))
    end = _days_end(schedule, on)
    first = _days_end(schedule, last)
    return Occurrence(on, instant(schedule, on), min(first, end - _DAY), end)


def _before(schedule: Schedule, day: date) -> Iterator[date]:
    """The dates of the schedule before `day`, the latest first."""
    return (day - n * _DAY for n in range(1, 2 * _LONGEST_GAP) if _is_on(schedule, day - n * _DAY))


def _is_on(schedule: Schedule, day: date) -> bool:
    match schedule.cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKDAYS:
            return day.weekday() < 5
        case Cadence.WEEKLY:
            return day.weekday() == schedule.on
        case Cadence.MONTHLY:
            return day.day == min(schedule.on, calendar.monthrange(day.year, day.month)[1])


def _days_end(schedule: Schedule, on: date) -> date:
    """The day after the last UTC day that the digest of this date is about: yesterday, where that is over by then.

    All year round alike, or it would be twice or never about a day around a change of the clocks.
    """
    zone = ZoneInfo(schedule.zone)
    seasons = (datetime(on.year, month, 1, 12, tzinfo=zone).utcoffset() or timedelta(0) for month in range(1, 13))
    since_midnight = timedelta(hours=schedule.at.hour, minutes=schedule.at.minute)
    return on if since_midnight >= max(seasons) else on - _DAY
