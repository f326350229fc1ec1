"""A crowd of workspaces and its workers under faults: nothing may be lost or done twice, and all goes on in a minute.

It takes parts of some minutes, goes on where it stopped, and begins no further part after ten minutes, or so many as
MINUTES in the environment says: `python -m tests.storm faults` as often as it says.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Final

from tests.crowd import Crowd, crowd
from tests.postgres import postgres_server
from tests.storm import faults
from tests.storm.crowd_waves import Plan, wave
from tests.storm.results import Line, so_far, write_down
from tests.storm.storm_kills import table_of

SEED: Final = 20_261_127
SIZE: Final = int(os.environ.get("CROWD", "1000"))
WORKERS: Final = 2
SERIES: Final = 2
LATENCY: Final = 0.05
ENDS_AFTER: Final = 60.0 * float(os.environ.get("MINUTES", "10"))
"""Seconds after which no further part begins."""

CRASH_SAFE: Final = ("max_connections=200",)
RESULT: Final = Path(__file__).with_name("storm_faults.jsonl")
"""A line for each part."""


@dataclass(frozen=True)
class Part:
    name: str
    fault: faults.Fault
    plan: Plan


EVERY: Final = SIZE / 80
"""Seconds between two restarts: ten of them are spread over a wave."""

PARTS: Final = (
    Part("no fault, 200 helps", faults.nothing, Plan(faults=0, every=1.0, helps=200)),
    *(Part("PostgreSQL restarted", faults.database_restarted, Plan(faults=10, every=EVERY)) for _ in range(9)),
    Part("PostgreSQL restarted, 200 helps", faults.database_restarted, Plan(faults=10, every=EVERY, helps=200)),
    Part("a worker killed -9, 200 helps", faults.worker_killed, Plan(faults=20, every=5.0, helps=200)),
    Part("the clock's holder killed -9", faults.clock_killed, Plan(faults=5, every=15.0)),
    Part("the disk full", faults.disk_full, Plan(faults=10, every=6.0)),
    Part("no memory for a worker", faults.memory_gone, Plan(faults=5, every=12.0)),
    Part("Slack down for ten minutes", faults.slack_down(600.0), Plan(faults=1, every=2.0, patience=900.0)),
)


def main() -> None:
    """Go on where it stopped; print what came of it. Exits with 1 when anything was wrong."""
    lines = so_far(RESULT, lambda lines: len(lines) >= len(PARTS))
    began = time.monotonic()
    if len(lines) < len(PARTS):
        with (
            tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder,
            postgres_server(CRASH_SAFE) as server,
            crowd(Path(folder), server, SIZE, SERIES, LATENCY) as town,
        ):
            start(town, WORKERS)
            collect_all(town)
            for number in range(len(lines), len(PARTS)):
                if time.monotonic() - began > ENDS_AFTER:
                    break
                lines.append(_line(town, number))
                write_down(RESULT, lines[-1])
                print(words(lines[-1]), flush=True)
    print(table(lines))
    if len(lines) < len(PARTS):
        print(f"{len(PARTS) - len(lines)} parts are left: call it again")
    if wrong := all_wrong(lines):
        print("\n".join(wrong))
        raise SystemExit(1)


def start(town: Crowd, workers: int) -> None:
    town.start_run()
    for number in range(workers):
        town.start(f"worker {number + 1}", "worker")


def collect_all(town: Crowd) -> None:
    """Everything is there, undisturbed."""
    town.make_first_due()
    while town.collections_left():
        time.sleep(0.5)
    town.share_what_is_collected()


def _line(town: Crowd, number: int) -> Line:
    part = PARTS[number]
    outcome = asyncio.run(wave(town, part.fault, part.plan, Random(SEED + number)))
    return {"part": number, "name": part.name, **asdict(outcome)}


def words(line: Line) -> str:
    return (
        f"{line['name']}: {line['pieces']:,} pieces, {line['faults']} faults, {line['lost']} lost, "
        f"{line['doubled']} twice, stood still {line['stood_still']} s, {line['seconds']} s"
    )


def all_wrong(lines: Sequence[Line]) -> list[str]:
    """What is not as it should be: nothing, if all is well."""
    return [words(each) for each in lines if each["lost"] or each["doubled"] or each["recovered"] > 60]


def table(lines: Sequence[Line]) -> str:
    heads = ("fault", "parts", "pieces", "faults", "lost", "twice", "stood still", "recovered", "ack p99", "answered")
    rows: list[tuple[object, ...]] = []
    for name in dict.fromkeys(each["name"] for each in lines):
        own = [each for each in lines if each["name"] == name]
        sums = [sum(each[column] for each in own) for column in ("pieces", "faults", "lost", "doubled")]
        longest = [max(each[column] for each in own) for column in ("stood_still", "recovered")]
        asked = next((each["asked"] for each in own if each["asked"]), None)
        p99 = f"{asked['p99_ms']} ms" if asked else ""
        answered = (
            f"{asked['helped']}/{asked['helps']} helps, {asked['reported']}/{asked['reports']} reports, "
            f"{asked['turned_away']} turned away"
            if asked
            else ""
        )
        rows.append((name, len(own), *sums, *(f"{each} s" for each in longest), p99, answered))
    return table_of(heads, rows)
