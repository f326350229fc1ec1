"""What must be posted, reckoned without the product's code: by walking through every minute with a clock of each zone.

A digest is due at the first minute at which the clocks of its zone show its time, or more, on its date.
"""

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.digests.schedule import Cadence, Schedule
from tests.storm.year_plan import Planned

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, order=True)
class Due:
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Reckoned:
    posted: Mapping[str, Due]
    """By the mark in the message's metadata."""
    skipped: frozenset[tuple[str, date]]
    """The digests' uids with the dates that nobody was awake for, and that the next message must name."""
    overtaken: Mapping[tuple[str, date], str]
    """Those that may be either, because the next one was due before trouble with them need be over: their marks."""

    def as_told(self, posted: Collection[str], named: Collection[tuple[str, date]]) -> "Reckoned":
        """With those of them as left out that were named so and not posted. `posted`: marks."""
        out = {key: mark for key, mark in self.overtaken.items() if key in named and mark not in posted}
        kept = {mark: due for mark, due in self.posted.items() if mark not in out.values()}
        return replace(self, posted=kept, skipped=self.skipped | out.keys())


def due(schedule: Schedule, after: datetime, until: datetime) -> list[Due]:
    """All that come due after the one whole minute and not after the other."""
    zone, found = ZoneInfo(schedule.zone), []
    day = after.astimezone(zone).date() - timedelta(days=1)
    at = after - timedelta(days=3)
    while at <= until:
        local, later = (each.astimezone(zone).replace(tzinfo=None) for each in (at, at + HOUR))
        if later - local == HOUR and later < datetime.combine(day, schedule.at):
            at += HOUR  # nothing comes due on the way: no clock is changed in it, and it is still too early after it
            continue
        while local >= datetime.combine(day, schedule.at):
            if at > after and is_on(schedule, day):
                found.append(Due(at, day))
            day += timedelta(days=1)
        at += MINUTE
    return found


def is_on(schedule: Schedule, day: date) -> bool:
    match schedule.cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKDAYS:
            return f"{day:%a}" not in ("Sat", "Sun")
        case Cadence.WEEKLY:
            return day.isoweekday() == schedule.on + 1
        case Cadence.MONTHLY:
            last = calendar.monthrange(day.year, day.month)[1]
            return day.day == schedule.on or (day.day == last and schedule.on > last)


def reckon(
    plan: Sequence[Planned],
    dues: Mapping[str, Sequence[Due]],
    awake: Iterable[tuple[datetime, str]],
    in_time: timedelta,
) -> Reckoned:
    """`dues` by uid. `awake`: each minute at which somebody looked, with the workspace. `in_time`: within it trouble
    that one meets is over."""
    looks: dict[str, list[datetime]] = {}
    for at, workspace in sorted(awake):
        looks.setdefault(workspace, []).append(at)
    posted: dict[str, Due] = {}
    skipped: set[tuple[str, date]] = set()
    overtaken: dict[tuple[str, date], str] = {}
    for each in plan:
        waiting = list(dues[each.uid])
        for at in looks.get(each.workspace, []):
            came = [one for one in waiting if one.at <= at]
            if came:
                posted[mark(each, came[-1].on)] = came[-1]
                skipped |= {(each.uid, one.on) for one in came[:-1]}
                del waiting[: len(came)]
                if waiting and waiting[0].at - at < in_time:
                    overtaken[each.uid, came[-1].on] = mark(each, came[-1].on)
    return Reckoned(posted, frozenset(skipped), overtaken)


def mark(planned: Planned, on: date) -> str:
    """As the bot marks its message."""
    return f"digest:{planned.uid}:{on}:{planned.place}"


def utc(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)
