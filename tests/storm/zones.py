"""When the clocks of a zone show a time on each date, reckoned from where its offset changes alone: the first minute at
which they show that time, or a later one. The product works it out by reading one local time at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from core.digests.schedule import Cadence, Schedule, between, instant, newest

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Steady:
    """From one instant to another, all clocks of the zone are ahead of UTC by the same."""

    start: datetime
    end: datetime
    ahead: timedelta


def steady(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[Steady, ...]:
    """Looked for hour by hour, and where there is a change minute by minute."""
    found, began, at = [], start, start
    ahead = _ahead(zone, at)
    while at < end:
        if _ahead(zone, at + HOUR) != ahead:
            while _ahead(zone, at) == ahead:
                at += MINUTE
            found.append(Steady(began, at, ahead))
            began, ahead = at, _ahead(zone, at)
        else:
            at += HOUR
    return (*found, Steady(began, at, ahead))


def reckoned(clocks: Sequence[Steady], first: date, last: date, at: time) -> Iterator[tuple[date, datetime]]:
    """Each date from the first to the last one, with its instant."""
    day = first
    for each in clocks:
        while day <= last:
            found = max(each.start, datetime.combine(day, at, tzinfo=UTC) - each.ahead)
            if found >= each.end:
                break
            yield day, found
            day += DAY


def wrong_instants(name: str, at: time, wanted: Sequence[tuple[date, datetime]]) -> list[str]:
    """Dates on which the product says another instant, and dates whose instants do not follow each other."""
    schedule = Schedule(Cadence.DAILY, at, name)
    found = [(day, instant(schedule, day)) for day, _ in wanted]
    wrong = [
        f"{name} {day} {at}: {there}" for (day, there), each in zip(found, wanted, strict=True) if each[1] != there
    ]
    following = pairwise(found)
    return wrong + [f"{name} {day} {at}: not later than the day before" for (_, a), (day, b) in following if a >= b]


def wrong_digests(name: str, at: time, wanted: Sequence[tuple[date, datetime]]) -> list[str]:
    """Dates with no digest, with two, or with one at another instant; those that are not the newest one then, or that
    are it already a minute before."""
    schedule = Schedule(Cadence.DAILY, at, name)
    (_, start), *others = wanted
    found = [(each.on, each.at) for each in between(schedule, start, others[-1][1])]
    strange = set(found) - set(others)
    wrong = [f"{name} {day} {at}: one too many, or elsewhere: {there}" for day, there in sorted(strange)]
    if len(found) != len(others):
        wrong.append(f"{name} {at}: {len(found)} digests on {len(others)} dates")
    for (before, _), (day, there) in zip(wanted, others, strict=False):
        if newest(schedule, there).on != day or newest(schedule, there - MINUTE).on != before:
            wrong.append(f"{name} {day} {at}: not the newest from {there} on")
    return wrong


def _ahead(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)
