"""A year of digests: who is told what, where and when, drawn from a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from random import Random
from typing import Final
from zoneinfo import available_timezones

from core.digests.schedule import Cadence, Schedule

TIMES: Final = (
    time(0),
    time(0, 30),
    time(1, 15),
    time(2),
    time(2, 30),
    time(3),
    time(8, 45),
    time(9),
    time(17),
    time(23, 59),
)
"""Those that clocks skip and show twice, and those that people choose."""

PLACES: Final = ("C0COSTS", "C0GENERAL", "C0LEADS", "U0ANA", "U0BEN")
"""Channels, and people by DM."""


@dataclass(frozen=True, slots=True)
class Planned:
    workspace: str
    uid: str
    schedule: Schedule
    place: str


def planned(seed: int, workspaces: int, digests: int, zones: Sequence[str] = ()) -> list[Planned]:
    """So many digests, spread over the workspaces; each in a zone of its own as long as there are enough."""
    random = Random(seed)
    names = list(zones) or sorted(available_timezones())
    random.shuffle(names)
    cadences = list(Cadence)
    return [
        Planned(
            workspace=f"T{number % workspaces:02}",
            uid=f"d{number:03}",
            schedule=_schedule(random, cadences[number // workspaces % len(cadences)], names[number % len(names)]),
            place=random.choice(PLACES),
        )
        for number in range(digests)
    ]


def _schedule(random: Random, cadence: Cadence, zone: str) -> Schedule:
    on = {Cadence.WEEKLY: random.randrange(7), Cadence.MONTHLY: random.randint(1, 31)}.get(cadence, 0)
    return Schedule(cadence, random.choice(TIMES), zone, on)
