"""Waves of work for a crowd of workspaces, with faults: each connection is collected, and its owner reminded, once."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any, Final

import psycopg

from tests.crowd import Crowd
from tests.storm.faults import Fault
from tests.storm.people import People

LOOK_EVERY: Final = 0.25
"""Seconds between two looks at how much is left."""

ANSWERED_WITHIN: Final = 60.0
"""Seconds from the end of a wave until every question is answered."""

FIGURES: Final = """
    SELECT connection.id,
           (SELECT coalesce(sum(nanos), 0) FROM cost_daily WHERE connection = connection.id),
           (SELECT coalesce(sum(requests), 0) FROM usage_hourly WHERE connection = connection.id),
           (SELECT coalesce(sum(requests), 0) FROM usage_daily WHERE connection = connection.id),
           (SELECT count(*) FROM ledger WHERE connection = connection.id)
    FROM connection
"""


@dataclass(frozen=True)
class Plan:
    faults: int
    every: float
    """Seconds between two, on average."""
    older_by: int = 600
    """Seconds that the figures are older than they are: 600 for a round of the newest hours."""
    helps: int = 0
    """Commands for help meanwhile, and with them a question a second."""
    patience: float = 600.0
    """Seconds after which a wave that is not over counts as lost."""


@dataclass(frozen=True)
class Outcome:
    pieces: int
    faults: int
    lost: int
    """Pieces that nobody did, or that were said to be done and are not."""
    doubled: int
    """Messages that stand there twice, and connections with figures that count something twice."""
    stood_still: float
    """The longest time, in seconds, in which nothing was finished."""
    recovered: float
    """Seconds from the end of the last fault until the next piece was finished."""
    seconds: float
    asked: dict[str, int | float]


async def wave(town: Crowd, fault: Fault, plan: Plan, random: Random) -> Outcome:
    """All is due at once; `fault` happens `plan.faults` times while it is done."""
    reference = await asyncio.to_thread(figures_of, town)
    await asyncio.to_thread(_make_due, town, plan.older_by)
    over, began = asyncio.Event(), time.monotonic()
    people = People(town)
    asking = asyncio.create_task(people.ask(plan.helps, over)) if plan.helps else None
    watch = asyncio.create_task(_watch(town, began + plan.patience))
    happened, ended = await _happen(town, fault, plan, random, watch)
    finished = await watch
    over.set()
    if asking is not None:
        await asking
        await _answered(town, people)
    took = time.monotonic() - began
    counted = await asyncio.to_thread(town.counted)
    lost, doubled = await asyncio.to_thread(wrong, town, counted, reference)
    return Outcome(
        pieces=2 * town.size,
        faults=happened,
        lost=lost,
        doubled=doubled,
        stood_still=round(max((b - a for a, b in pairwise(finished)), default=0.0), 1),
        recovered=round(next((at - ended for at in finished if at >= ended), 0.0), 1),
        seconds=round(took, 1),
        asked=people.came_of_it(counted) if plan.helps else {},
    )


async def _answered(town: Crowd, people: People) -> None:
    """Return once everybody who asked has an answer, or ANSWERED_WITHIN is over: what is missing then stays missing."""
    give_up = time.monotonic() + ANSWERED_WITHIN
    while time.monotonic() < give_up:
        came = people.came_of_it(await asyncio.to_thread(town.counted))
        if came["helped"] + came["reported"] + came["turned_away"] == came["helps"] + came["reports"]:
            return
        await asyncio.sleep(1.0)


def _make_due(town: Crowd, older_by: int) -> None:
    town.age(older_by)
    town.distrust()
    town.make_collections_due()
    town.make_looks_due()


async def _happen(town: Crowd, fault: Fault, plan: Plan, random: Random, watch: asyncio.Task[Any]) -> tuple[int, float]:
    """The faults, until the wave is over; how many there were, and when the last one ended."""
    happened, ended = 0, time.monotonic()
    while happened < plan.faults:
        await asyncio.wait({watch}, timeout=random.uniform(0.5, 1.5) * plan.every)
        if watch.done():
            break
        await fault(town, random)
        happened, ended = happened + 1, time.monotonic()
    return happened, ended


async def _watch(town: Crowd, give_up: float) -> list[float]:
    """When something was finished; returns once all is finished, or at `give_up`."""
    finished, left = [time.monotonic()], 2 * town.size
    while left and time.monotonic() < give_up:
        await asyncio.sleep(LOOK_EVERY)
        try:
            now_left = await asyncio.to_thread(lambda: town.collections_left() + town.looks_left())
        except psycopg.Error:
            continue
        if now_left < left:
            finished.append(time.monotonic())
            left = now_left
    return finished


def figures_of(town: Crowd) -> Counter[tuple[Any, ...]]:
    """How many connections have which sums: all have collected the same."""
    return Counter(row[1:] for row in town.sql(FIGURES))


def wrong(town: Crowd, counted: dict[str, Any], reference: Counter[tuple[Any, ...]]) -> tuple[int, int]:
    """Pieces lost, and done twice. `reference`: the figures as they were before; they come to the same again."""
    right = max(reference, key=lambda sums: reference[sums])
    posted, figures = town.reminders(counted), figures_of(town)
    lost = town.collections_left() + posted.count(0)
    lost += sum(many for sums, many in figures.items() if any(a < b for a, b in zip(sums, right, strict=True)))
    doubled = sum(many for sums, many in figures.items() if any(a > b for a, b in zip(sums, right, strict=True)))
    return lost, doubled + sum(each > 1 for each in posted)
