"""A year of 400 digests, 400 alert rules and 200 budgets in 50 workspaces and all time zones, by one, two and four
processes that are killed now and then, while Slack refuses, stumbles and loses answers: all that is due must be told
once, whoever tells it.

It is lived through week by week: the weeks of 2028 by four processes and by two in turn, and those in which clocks are
changed, or with the 29th of February, by four, by two and by one. It goes on where it stopped, and ends by itself after
ten minutes: `python -m tests.storm year` as often as it says.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from tests.postgres import postgres
from tests.storm.results import Line, so_far, write_down
from tests.storm.storm_kills import new_database, table_of
from tests.storm.year import Stretch, live_through
from tests.storm.year_bot import BROKEN, WHOLE
from tests.storm.year_crew import open_nursery
from tests.storm.year_plan import planned
from tests.storm.year_reckoning import Due, utc
from tests.storm.year_rules import planned_rules

SEED: Final = 2028
WORKSPACES: Final = 50
DIGESTS: Final = 400
RULES: Final = 600
WITH_CHANGES: Final = (12, 43, 10, 44, 13, 39, 8)
"""Of 2028: clocks are changed in the first six, and then it is the 29th of February."""
OTHERS: Final = tuple(n for n in range(52) if n not in WITH_CHANGES)
PROCESSES: Final = (1, 4, 2)
PARTS: Final = (
    *((WITH_CHANGES[0], number, WHOLE) for number in PROCESSES),
    *((WITH_CHANGES[0], 2, build) for build in BROKEN),
    *((week, number, WHOLE) for week in WITH_CHANGES[1:] for number in PROCESSES),
    *((week, 4 - week % 2 * 2, WHOLE) for week in OTHERS),
)
"""Week, number of processes, build."""
OFTEN: Final = 0.35
"""On so many days of a workspace figures come in."""
PERCENT: Final = 3.0
"""Of the messages meet trouble."""
PERCENT_FOR_BROKEN: Final = 30.0
"""They have a tenth of the digests and rules to be noticed by."""
ENDS_AFTER: Final = 480.0
"""Seconds after which no further part begins."""
RESULT: Final = Path(__file__).with_name("storm_year.jsonl")
"""A line for each part."""


def main() -> None:
    """Go on where it stopped; print what came of it. Exits with 1 when anything was wrong."""
    lines = so_far(RESULT, lambda lines: len(lines) >= len(PARTS))
    began, dues = time.monotonic(), dict[int, Mapping[str, Sequence[Due]]]()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it tells of each process that died while it spoke
    settings = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
    with postgres(settings) as server, open_nursery() as nursery:
        for week, number, build in PARTS[len(lines) :]:
            if time.monotonic() - began > ENDS_AFTER:
                break
            if week not in dues:
                dues[week] = stretch_of(week).dues()
            lines.append(_part(server, nursery, dues[week], week, number, build))
            write_down(RESULT, lines[-1])
            print(_words(lines[-1]), flush=True)
    print(table(lines))
    if len(lines) < len(PARTS):
        print(f"{len(PARTS) - len(lines)} parts are left: call it again")
    if wrong := all_wrong(lines):
        print("\n".join(wrong))
        raise SystemExit(1)


def stretch_of(week: int, workspaces: int = WORKSPACES, share: int = 1) -> Stretch:
    """A week of 2028; in the middle everybody sleeps for a night, or for so long that digests are left out."""
    first = utc(2028, 1, 1) + timedelta(days=7 * week)
    random = Random(SEED + week)
    asleep = first + timedelta(days=1, minutes=random.randrange(24 * 60))
    wake = asleep + timedelta(hours=random.choice((7, 30, 60, 96)))
    digests = planned(SEED, workspaces, DIGESTS // share)
    rules = planned_rules(SEED, workspaces, RULES // share)
    return Stretch(SEED, digests, rules, first, first + timedelta(days=7), [(asleep, wake)], OFTEN)


def _part(server: str, nursery: str, dues: Mapping[str, Sequence[Due]], week: int, processes: int, build: str) -> Line:
    stretch, percent = stretch_of(week), PERCENT
    if build != WHOLE:
        stretch, percent = stretch_of(week, WORKSPACES // 10, 10), PERCENT_FOR_BROKEN
        dues = stretch.dues()
    url = new_database(server)
    outcome = asyncio.run(live_through(stretch, dues, url, nursery, processes, week, percent, build))
    line = asdict(outcome) | {"seconds": round(outcome.seconds), "wrong": outcome.wrong[:20]}
    return {"build": build, "week": week, "processes": processes, **line}


def _words(line: Line) -> str:
    due = ", ".join(f"{number:,} {kind}s" for kind, number in line["due"].items())
    return (
        f"week {line['week']:2} · {line['processes']} processes · {line['build']}: {due} due, "
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
    """`due` is what was reckoned; what is compared with usual, and lines in threads, are in `posted` alone."""
    kinds = ("digest", "alert", "budget")
    heads = (
        *("processes", "parts", *(f"{kind}s due" for kind in kinds), "posted", "doubled", "lost"),
        *("late", "left out, said", "kills", "troubles"),
    )
    rows: list[tuple[object, ...]] = []
    for label, own in [
        *((f"{n}", [each for each in lines if each["build"] == WHOLE and each["processes"] == n]) for n in PROCESSES),
        *((f"2, {build}", [each for each in lines if each["build"] == build]) for build in BROKEN),
    ]:
        due = Counter[str]()
        for each in own:
            due.update(each["due"])
        posted, troubles = (sum(sum(each[name].values()) for each in own) for name in ("posted", "troubles"))
        sums = [sum(each[name] for each in own) for name in ("doubled", "lost", "late", "skipped", "kills")]
        rows.append((label, len(own), *(due[kind] for kind in kinds), posted, *sums, troubles))
    return table_of(heads, rows)
