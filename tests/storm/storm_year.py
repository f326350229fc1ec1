"""A year of 400 digests in 50 workspaces and all time zones, by one, two and four processes that are killed now and
then, while Slack refuses, stumbles and loses answers: every digest that is due must be posted once.

It is lived through week by week, those in which clocks are changed first.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from tests.postgres import postgres
from tests.storm.results import Line, so_far, write_down
from tests.storm.storm_kills import new_database, table_of
from tests.storm.year import Stretch, live_through
from tests.storm.year_crew import open_nursery
from tests.storm.year_plan import planned
from tests.storm.year_process import BROKEN, WHOLE
from tests.storm.year_reckoning import utc

SEED: Final = 2028
WORKSPACES: Final = 50
DIGESTS: Final = 400
WITH_CHANGES: Final = (12, 43, 10, 44, 13, 39, 8)
WEEKS: Final = (*WITH_CHANGES, *(n for n in range(52) if n not in WITH_CHANGES))
"""Of 2028: clocks are changed in the first six, and then it is the 29th of February."""
PROCESSES: Final = (1, 4, 2)
PERCENT: Final = 3.0
"""Of the messages meet trouble."""
PERCENT_FOR_BROKEN: Final = 30.0
"""They have a tenth of the digests to be noticed by."""
RESULT: Final = Path(__file__).with_name("storm_year.jsonl")
"""A line for each week and number of processes, and one for each broken build."""


def main() -> None:
    """Go on where it stopped; print what came of it. Exits with 1 when anything was wrong."""
    parts = [
        *((WEEKS[0], number, WHOLE) for number in PROCESSES),
        *((WEEKS[0], 2, build) for build in BROKEN),
        *((week, number, WHOLE) for week in WEEKS[1:] for number in PROCESSES),
    ]
    lines = so_far(RESULT, lambda lines: len(lines) >= len(parts))
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it tells of each process that died while it spoke
    settings = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
    with postgres(settings) as server, open_nursery() as nursery:
        for week, number, build in parts[len(lines) :]:
            lines.append(_part(server, nursery, week, number, build))
            write_down(RESULT, lines[-1])
            print(_words(lines[-1]), flush=True)
    print(table(lines))
    if wrong := all_wrong(lines):
        print("\n".join(wrong))
        raise SystemExit(1)


def stretch_of(week: int, workspaces: int = WORKSPACES, digests: int = DIGESTS) -> Stretch:
    """A week of 2028; in the middle everybody sleeps for a night, or for so long that digests are left out."""
    first = utc(2028, 1, 1) + timedelta(days=7 * week)
    random = Random(SEED + week)
    asleep = first + timedelta(days=1, minutes=random.randrange(24 * 60))
    wake = asleep + timedelta(hours=random.choice((7, 30, 60, 96)))
    return Stretch(planned(SEED, workspaces, digests), first, first + timedelta(days=7), [(asleep, wake)])


def _part(server: str, nursery: str, week: int, processes: int, build: str) -> Line:
    if build == WHOLE:
        stretch, percent = stretch_of(week), PERCENT
    else:
        stretch, percent = stretch_of(week, WORKSPACES // 10, DIGESTS // 10), PERCENT_FOR_BROKEN
    url = new_database(server)
    outcome = asyncio.run(live_through(stretch, stretch.dues(), url, nursery, processes, week, percent, build))
    line = asdict(outcome) | {"seconds": round(outcome.seconds), "wrong": outcome.wrong[:20]}
    return {"build": build, "week": week, "processes": processes, **line}


def _words(line: Line) -> str:
    return (
        f"week {line['week']:2} · {line['processes']} processes · {line['build']}: {line['due']:,} due, "
        f"{line['doubled']} doubled, {line['lost']} lost, {line['kills']} kills, {line['seconds']} s"
    )


def all_wrong(lines: Sequence[Line]) -> list[str]:
    """What is not as it should be: nothing, if all is well."""
    whole = [each for each in lines if each["build"] == WHOLE]
    wrong = [f"{_words(each)}: {each['wrong']}" for each in whole if each["doubled"] or each["lost"] or each["wrong"]]
    marks: dict[int, set[str]] = {}
    for each in whole:
        marks.setdefault(each["week"], set()).add(each["marks"])
    wrong += [f"week {week}: not the same messages" for week, all_ in marks.items() if len(all_) > 1]
    broken = [each for each in lines if each["build"] != WHOLE]
    return wrong + [f"{_words(each)}: not noticed" for each in broken if not (each["doubled"] or each["lost"])]


def table(lines: Sequence[Line]) -> str:
    heads = ("processes", "parts", "due", "posted", "doubled", "lost", "late", "left out, said", "kills", "troubles")
    counted = ("due", "posted", "doubled", "lost", "late", "skipped", "kills")
    rows: list[tuple[object, ...]] = []
    for label, own in [
        *((f"{n}", [each for each in lines if each["build"] == WHOLE and each["processes"] == n]) for n in PROCESSES),
        *((f"2, {build}", [each for each in lines if each["build"] == build]) for build in BROKEN),
    ]:
        sums = [sum(each[name] for each in own) for name in counted]
        rows.append((label, len(own), *sums, sum(sum(each["troubles"].values()) for each in own)))
    return table_of(heads, rows)
