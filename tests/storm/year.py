"""Some weeks of digests, alerts and budgets, told by several processes that are killed now and then, to Slacks in bad
weather."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from heapq import heapify, heappop, heappush
from random import Random
from typing import Any, Final

import psycopg

from core.alerts.spec import written_spec
from core.budgets import Budget, spec_of
from core.digests import digest
from core.secret import Secret
from core.subscriptions import Kind
from storage.database import Database
from storage.subscriptions import NewSubscription, Subscriptions
from storage.workspaces import Workspaces
from tests.storm.year_bot import WHOLE
from tests.storm.year_crew import Crew, crew
from tests.storm.year_figures import preload
from tests.storm.year_plan import Planned
from tests.storm.year_reckoning import HOUR, MINUTE, Due, Reckoned, due, reckon
from tests.storm.year_rules import JUST_OVER, PlannedRule, reckon_rules
from tests.storm.year_slack import Posted, Slacks, Weather, slacks
from tests.storm.year_told import marks_of

FAIR: Final = 14
"""For so many minutes at the end, and before everybody falls asleep, the weather is fair and all is made good."""
SAID_LATE: Final = 5
"""Minutes from which on a message says that it is late."""
FORESEEN: Final = frozenset({"AnswerLost", "SlackApiError"})
"""What a look may end with in bad weather."""
IN_TIME: Final = timedelta(minutes=20)
"""All of it is told by then, whoever dies."""
APART: Final = timedelta(hours=3)
"""Between two times that figures come in, at least."""

Looks = Mapping[datetime, set[str]]
"""When somebody looks, and at which workspaces."""


@dataclass(frozen=True, slots=True)
class Stretch:
    seed: int
    """Of the figures."""
    plan: Sequence[Planned]
    rules: Sequence[PlannedRule]
    first: datetime
    """A midnight, UTC."""
    until: datetime
    asleep: Sequence[tuple[datetime, datetime]] = ()
    """From when to when no process runs."""
    often: float = 0.6
    """On so many of the days figures come in, while something else is due."""

    @property
    def workspaces(self) -> list[str]:
        return sorted({each.workspace for each in self.plan} | {each.workspace for each in self.rules})

    @property
    def fair(self) -> list[datetime]:
        """When the weather becomes fair for a while."""
        return [self.until, *(start for start, _ in self.asleep)]

    def is_fair(self, at: datetime) -> bool:
        return any(start <= at <= start + FAIR * MINUTE for start in self.fair)

    def dues(self) -> dict[str, list[Due]]:
        """By uid; walked once for all numbers of processes."""
        return {each.uid: due(each.schedule, self.first, self.until + FAIR * MINUTE) for each in self.plan}

    def looks(self, dues: Mapping[str, Sequence[Due]]) -> Looks:
        """Where a digest is due, and everywhere on waking and when the weather becomes fair."""
        looks: dict[datetime, set[str]] = {}
        for each in self.plan:
            for one in dues[each.uid]:
                if not any(start + FAIR * MINUTE < one.at < wake for start, wake in self.asleep):
                    looks.setdefault(one.at, set()).add(each.workspace)
        for at in [*self.fair, *(wake for _, wake in self.asleep)]:
            looks.setdefault(at, set()).update(self.workspaces)
        return looks

    def collected(self, looks: Looks) -> dict[str, list[datetime]]:
        """When figures come in: just before some of the looks, so that all is told at once; and on waking.

        Not when a day ends, or a budget's last period has been over for long enough, before all of it can be told.
        """
        found: dict[str, list[datetime]] = {}
        waking = {wake for _, wake in self.asleep}
        for workspace in self.workspaces:
            random, times = Random(f"{self.seed} {workspace} {self.first}"), list[datetime]()
            mine = [at for at, here in sorted(looks.items()) if workspace in here and not self.is_fair(at)]
            by_day: dict[str, list[datetime]] = {}
            for at in mine:
                by_day.setdefault(f"{at:%j}", []).append(at)
            picked = {random.choice(times) for times in by_day.values() if random.random() < self.often}
            for at in sorted(picked | waking):
                in_time = at.date() == (at + IN_TIME).date() and not at.hour < JUST_OVER // HOUR <= (at + IN_TIME).hour
                if in_time and (not times or at - times[-1] >= APART):
                    times.append(at)
            found[workspace] = times
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    due: Mapping[str, int]
    """How many digests, alerts and budgets were reckoned to be told, to each recipient."""
    posted: Mapping[str, int]
    """Of all kinds, lines about alerts among them."""
    doubled: int
    lost: int
    late: int
    """Digests posted so late that they say so."""
    skipped: int
    """Not posted while everybody slept, and named in the next one."""
    kills: int
    troubles: Mapping[str, int]
    marks: str
    """A digest of all that was posted, but what need not have been: the same for the same messages."""
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
    await _subscribe(database_url, stretch)
    weather, looks = Weather(random, percent), stretch.looks(dues)
    collected = stretch.collected(looks)
    reckoned = reckon(stretch.plan, dues, [(at, each) for at, here in looks.items() for each in here], IN_TIME)
    of_rules = reckon_rules(stretch.seed, stretch.rules, collected, stretch.first.date())
    async with (
        slacks(stretch.workspaces, weather) as all_slacks,
        crew(nursery, processes, random, database_url, all_slacks.url, build) as hired,
    ):
        with psycopg.connect(database_url, autocommit=True) as database:
            kills, failed = await _pass(stretch, looks, collected, all_slacks, hired, database, random)
            posted = list(all_slacks.posted())
            marks = Counter(marks_of(database, [each.mark for each in posted], stretch.rules))
    digests = [each for each in posted if each.mark.startswith("digest:")]
    reckoned = reckoned.as_told(marks, _named(digests))
    expected = {*reckoned.posted, *of_rules}
    reckonable = {"digest", *(each.uid for each in stretch.rules if each.is_reckoned)}
    wrong = [f"{name} in {workspace}" for workspace, name in failed if set(name.split(", ")) - FORESEEN]
    wrong += [
        f"posted and not due: {each}"
        for each in sorted(marks.keys() - expected)
        if not each.startswith("line:") and reckonable & set(each.split(":")[:2])
    ]
    wrong += _wrong_words(digests, reckoned)
    return Outcome(
        due=_by_kind(expected),
        posted=_by_kind(marks.elements()),
        doubled=marks.total() - len(marks),
        lost=len(expected - marks.keys()),
        late=sum(each.said.get("late", 0) > 0 for each in posted),
        skipped=len(reckoned.skipped),
        kills=kills,
        troubles=dict(sorted(weather.came.items())),
        marks=sha256("\n".join(sorted(marks.keys() - reckoned.overtaken.values())).encode()).hexdigest()[:16],
        wrong=tuple(wrong),
        seconds=time.monotonic() - began,
    )


def _by_kind(marks: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(each.split(":")[0] for each in marks).items()))


async def _subscribe(database_url: str, stretch: Stretch) -> None:
    database = Database(Secret(database_url))
    for workspace in stretch.workspaces:
        await Workspaces(database).ensure(workspace, workspace, "paid", stretch.first)
    subscriptions = Subscriptions(database)
    for each in stretch.plan:
        spec = digest.spec_of(digest.Digest(each.schedule))
        new = NewSubscription(each.uid, Kind.DIGEST, "U0ANA", (), spec, (each.place,))
        await subscriptions.add(each.workspace, new, stretch.first)
    for rule in stretch.rules:
        kind, spec = (
            (Kind.BUDGET, spec_of(rule.says))
            if isinstance(rule.says, Budget)
            else (Kind.ALERT, written_spec(rule.says))
        )
        new = NewSubscription(rule.uid, kind, "U0ANA", (), spec, rule.places)
        await subscriptions.add(rule.workspace, new, stretch.first)
    await database.close()
    end = stretch.until + timedelta(days=2)
    await preload(database_url, stretch.seed, stretch.workspaces, stretch.first.date(), end.date())


async def _pass(
    stretch: Stretch,
    looks: Looks,
    collected: Mapping[str, Sequence[datetime]],
    all_slacks: Slacks,
    hired: Crew,
    database: psycopg.Connection[Any],
    random: Random,
) -> tuple[int, list[tuple[str, str]]]:
    """Let the time pass; where something is under way, or failed, somebody looks again a minute later, as in the bot.

    How many processes were killed, and what failed.
    """
    fresh = {(at, workspace) for workspace, times in collected.items() for at in times}
    coming = {at: {each: (at, each) in fresh for each in here} for at, here in looks.items()}
    weather = all_slacks.weather
    kills, failed = 0, list[tuple[str, str]]()
    minutes = list(coming)
    heapify(minutes)
    while minutes:
        at = heappop(minutes)
        here = coming.pop(at)
        _collect(database, at, [each for each in here if (at, each) in fresh])
        all_slacks.now, weather.fair = at, stretch.is_fair(at)
        looked = await hired.look(at, here, kill=not weather.fair and random.random() * 100 < weather.percent)
        kills += looked.dead
        failed += looked.failed
        again = _under_way(database)
        for each in here if looked.dead else dict(looked.failed):
            again[each] = again.get(each, False) or here[each]
        if again:
            if at + MINUTE not in coming:
                heappush(minutes, at + MINUTE)
            soon = coming.setdefault(at + MINUTE, {})
            soon.update({each: told or soon.get(each, False) for each, told in again.items()})
    return kills, failed


def _collect(database: psycopg.Connection[Any], at: datetime, workspaces: Sequence[str]) -> None:
    """The figures are there already: now they are known up to this minute."""
    if workspaces:
        database.execute("UPDATE connection SET collected_at = %s WHERE workspace = ANY(%s)", (at, workspaces))


def _under_way(database: psycopg.Connection[Any]) -> dict[str, bool]:
    """The workspaces that have something that was claimed, and of which nobody has said that it was sent, or an alert
    that not everybody has heard of; each with whether it is anything but digests."""
    query = """
        SELECT workspace, bool_or(kind <> 'digest') FROM (
            SELECT workspace, kind FROM delivery WHERE sent_at IS NULL
            UNION ALL SELECT workspace, 'alert' FROM alert WHERE untold) AS mine
        GROUP BY workspace"""
    return dict(database.execute(query))


def _named(digests: Iterable[Posted]) -> Counter[tuple[str, date]]:
    """How often digests of which dates were said to be left out, by uid."""
    return Counter((each.mark.split(":")[1], date.fromisoformat(on)) for each in digests for on in each.said["skipped"])


def _wrong_words(digests: Sequence[Posted], reckoned: Reckoned) -> list[str]:
    """Messages that say something else of when they were due, or of what was left out, than is so."""
    wrong, named, skipped = [], _named(digests), reckoned.skipped
    for each in digests:
        if each.mark in reckoned.posted:
            late = (each.at - reckoned.posted[each.mark].at) // timedelta(minutes=1)
            if each.said["late"] != (late if late >= SAID_LATE else 0):
                wrong.append(f"{each.mark}: says {each.said['late']} minutes late, is {late}")
    wrong += [f"{uid} of {on}: left out and not named" for uid, on in sorted(skipped - named.keys())]
    wrong += [f"{uid} of {on}: named as left out and was not" for uid, on in sorted(named.keys() - skipped)]
    wrong += [f"{uid} of {on}: named {count} times" for (uid, on), count in sorted(named.items()) if count > 1]
    return wrong
