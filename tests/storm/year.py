"""Some weeks of digests, posted by several processes that are killed now and then, to Slacks in bad weather."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from heapq import heapify, heappop, heappush
from random import Random
from typing import Final

import psycopg

from core.digests.digest import Digest, spec_of
from core.secret import Secret
from core.subscriptions import Kind
from storage.database import Database
from storage.subscriptions import NewSubscription, Subscriptions
from storage.workspaces import Workspaces
from tests.storm.year_crew import Crew, crew
from tests.storm.year_plan import Planned
from tests.storm.year_process import WHOLE
from tests.storm.year_reckoning import MINUTE, Due, Reckoned, due, reckon
from tests.storm.year_slack import Posted, Slacks, Weather, slacks

QUIET: Final = (0, 1, 11, 12, 13, 14)
"""Minutes at the end, and before everybody falls asleep, in which the weather is fair and all is made good."""
SAID_LATE: Final = 5
"""Minutes from which on a message says that it is late."""
FORESEEN: Final = frozenset({"AnswerLost", "SlackApiError"})
"""What a look may end with in bad weather."""


@dataclass(frozen=True, slots=True)
class Stretch:
    plan: Sequence[Planned]
    first: datetime
    until: datetime
    asleep: Sequence[tuple[datetime, datetime]] = ()
    """From when to when no process runs."""

    @property
    def quiet(self) -> list[datetime]:
        """When the weather becomes fair for a while."""
        return [self.until, *(start for start, _ in self.asleep)]

    def is_quiet(self, at: datetime) -> bool:
        return any(start <= at <= start + QUIET[-1] * MINUTE for start in self.quiet)

    def dues(self) -> dict[str, list[Due]]:
        """By uid; walked once for all numbers of processes."""
        return {each.uid: due(each.schedule, self.first, self.until + QUIET[-1] * MINUTE) for each in self.plan}


@dataclass(frozen=True, slots=True)
class Outcome:
    due: int
    posted: int
    doubled: int
    lost: int
    late: int
    """Posted so late that it says so."""
    skipped: int
    """Not posted while everybody slept, and named in the next one."""
    kills: int
    troubles: Mapping[str, int]
    marks: str
    """A digest of all that was posted: the same for the same messages."""
    wrong: tuple[str, ...]
    seconds: float


async def live_through(
    stretch: Stretch,
    dues: Mapping[str, Sequence[Due]],
    database_url: str,
    nursery: str,
    processes: int,
    seed: int,
    percent: float,
    build: str = WHOLE,
) -> Outcome:
    """`percent` of the messages meet trouble at Slack's, and in as many looks a process is killed at some moment."""
    began, random = time.monotonic(), Random(f"{seed} {processes}")
    workspaces = sorted({each.workspace for each in stretch.plan})
    await _subscribe(database_url, stretch)
    weather, looks = Weather(random, percent), _looks(stretch, dues, workspaces)
    reckoned = reckon(stretch.plan, dues, [(at, each) for at, here in looks.items() for each in here])
    async with (
        slacks(workspaces, weather) as all_slacks,
        crew(nursery, processes, random, database_url, all_slacks.url, workspaces, build) as hired,
    ):
        with psycopg.connect(database_url, autocommit=True) as database:
            kills, failed = await _pass(stretch, looks, all_slacks, hired, database, random)
        posted = list(all_slacks.posted())
    marks = Counter(each.mark for each in posted)
    wrong = [f"{name} in {workspace}" for workspace, name in failed if set(name.split(", ")) - FORESEEN]
    wrong += [f"posted and not due: {each}" for each in sorted(marks.keys() - reckoned.posted.keys())]
    wrong += _wrong_words(posted, reckoned)
    return Outcome(
        due=len(reckoned.posted),
        posted=len(posted),
        doubled=sum(marks.values()) - len(marks),
        lost=len(reckoned.posted.keys() - marks.keys()),
        late=sum(each.said["late"] > 0 for each in posted),
        skipped=len(reckoned.skipped),
        kills=kills,
        troubles=dict(sorted(weather.came.items())),
        marks=sha256("\n".join(sorted(marks)).encode()).hexdigest()[:16],
        wrong=tuple(wrong),
        seconds=time.monotonic() - began,
    )


async def _subscribe(database_url: str, stretch: Stretch) -> None:
    database = Database(Secret(database_url))
    for workspace in sorted({each.workspace for each in stretch.plan}):
        await Workspaces(database).ensure(workspace, workspace, "paid", stretch.first)
    for each in stretch.plan:
        spec = spec_of(Digest(each.schedule))
        new = NewSubscription(each.uid, Kind.DIGEST, "U0ANA", (), spec, (each.place,))
        await Subscriptions(database).add(each.workspace, new, stretch.first)
    await database.close()


def _looks(stretch: Stretch, dues: Mapping[str, Sequence[Due]], workspaces: Sequence[str]) -> dict[datetime, set[str]]:
    """When somebody looks, and at which workspaces: where something is due, and at all on waking and in the quiet."""
    looks: dict[datetime, set[str]] = {}
    for each in stretch.plan:
        for one in dues[each.uid]:
            if not any(start + QUIET[-1] * MINUTE < one.at < wake for start, wake in stretch.asleep):
                looks.setdefault(one.at, set()).add(each.workspace)
    quiet = [start + n * MINUTE for start in stretch.quiet for n in QUIET]
    for at in [*quiet, *(wake for _, wake in stretch.asleep)]:
        looks.setdefault(at, set()).update(workspaces)
    return looks


async def _pass(
    stretch: Stretch,
    looks: Mapping[datetime, set[str]],
    all_slacks: Slacks,
    hired: Crew,
    database: psycopg.Connection[tuple[str]],
    random: Random,
) -> tuple[int, list[tuple[str, str]]]:
    """Let the time pass; where something is under way, or failed, somebody looks again a minute later, as in the bot.

    How many processes were killed, and what failed.
    """
    coming, weather = {at: set(here) for at, here in looks.items()}, all_slacks.weather
    kills, failed = 0, list[tuple[str, str]]()
    minutes = list(coming)
    heapify(minutes)
    while minutes:
        at = heappop(minutes)
        here = sorted(coming.pop(at))
        all_slacks.now, weather.fair = at, stretch.is_quiet(at)
        looked = await hired.look(at, here, kill=not weather.fair and random.random() * 100 < weather.percent)
        kills += looked.dead
        failed += looked.failed
        again = {each for each, _ in looked.failed} | _under_way(database)
        if looked.dead:
            again.update(here)
        if again:
            if at + MINUTE not in coming:
                heappush(minutes, at + MINUTE)
            coming.setdefault(at + MINUTE, set()).update(again)
    return kills, failed


def _under_way(database: psycopg.Connection[tuple[str]]) -> set[str]:
    """The workspaces that have something that was claimed, and of which nobody has said that it was sent."""
    return {name for (name,) in database.execute("SELECT DISTINCT workspace FROM delivery WHERE sent_at IS NULL")}


def _wrong_words(posted: Sequence[Posted], reckoned: Reckoned) -> list[str]:
    """Messages that say something else of when they were due, or of what was left out, than is so."""
    wrong, named = [], Counter[tuple[str, str]]()
    for each in posted:
        _, uid, _, _ = each.mark.split(":")
        named.update((uid, on) for on in each.said["skipped"])
        if each.mark in reckoned.posted:
            late = (each.at - reckoned.posted[each.mark].at) // timedelta(minutes=1)
            if each.said["late"] != (late if late >= SAID_LATE else 0):
                wrong.append(f"{each.mark}: says {each.said['late']} minutes late, is {late}")
    skipped = {(uid, str(on)) for uid, on in reckoned.skipped}
    wrong += [f"{uid} of {on}: left out and not named" for uid, on in sorted(skipped - named.keys())]
    wrong += [f"{uid} of {on}: named as left out and was not" for uid, on in sorted(named.keys() - skipped)]
    wrong += [f"{uid} of {on}: named {count} times" for (uid, on), count in sorted(named.items()) if count > 1]
    return wrong
