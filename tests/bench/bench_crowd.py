"""Two thousand workspaces on one machine: what an hour of theirs costs, and what a second worker is worth.

PostgreSQL, `run` and two workers are real processes; OpenAI is 50 ms away, and for the last part five seconds.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.openai_far_away import LATENCY, asked
from tests.bench.showing import line, title
from tests.crowd import Crowd, children_of, cpu_seconds, crowd
from tests.postgres import postgres_server

WORKSPACES: Final = int(os.environ.get("CROWD", "2000"))
SERIES: Final = 4
"""Combinations of model, project, user and key that are busy in every hour of a workspace."""

FAR: Final = 5.0
"""Seconds before each answer of an OpenAI that is waited for most of the time."""

AT_ONCE: Final = 8
"""Pieces of work that each worker does there at the same time: so few that two cores are enough for two workers."""

WAITING: Final = 160
"""Workspaces that are collected from there."""

PATIENCE: Final = 1800.0
"""Seconds a round may take before it counts as one that does not end."""

STARTS: Final = 10.0
"""Seconds after which a worker has surely begun."""

HOUR: Final = 3600
SERVER: Final = ("max_connections=200", "shared_buffers=256MB")


@dataclass(frozen=True)
class Cost:
    seconds: float
    cpu: float
    """Seconds of the bot's processes."""
    database_cpu: float
    requests: int
    """Of OpenAI."""
    rows: int
    """Inserted, updated and deleted."""
    wal: int
    """Bytes that PostgreSQL has logged."""


def main(size: int = WORKSPACES) -> None:
    title(f"{size:,} workspaces, {SERIES} series an hour each, {LATENCY * 1000:.0f} ms a request, two workers")
    with _crowd(size, LATENCY) as town:
        town.start_run()
        town.start("worker 1", "worker")
        town.start("worker 2", "worker")
        _measured(town, town.make_first_due, town.collections_left)
        town.share_what_is_collected()
        stored = town.sql("SELECT pg_database_size(current_database())")[0][0]
        hourly, newest = _round(town, older_by=HOUR), _round(town, older_by=HOUR // 6)
        look = _measured(town, town.make_looks_due, town.looks_left)
        _show("the hourly round, 7 days again", hourly, size)
        _show("a round of the newest hours", newest, size)
        _show("a look after each workspace, and a reminder in it", look, size)
        an_hour = hourly.seconds + 5 * newest.seconds  # with the look that follows each
        line("so an hour's work takes", f"{an_hour:,.0f} s", f"{an_hour / HOUR:.0%} of the hour", "≤ 3,600 s")
        line("the database, a workspace with 7 days", f"{stored / size / 1024:,.0f} KiB")
    _worth_of_a_second_worker()


def _worth_of_a_second_worker() -> None:
    title(f"{WAITING} workspaces, {FAR:.0f} s a request, the newest hours: by one worker, {AT_ONCE} at once, by two")
    with _crowd(WAITING, FAR) as town:
        town.start_run("--no-work")
        town.start("worker 1", "worker", f"--concurrency={AT_ONCE}")
        _measured(town, town.make_first_due, town.collections_left)
        town.share_what_is_collected()
        one = _round(town, older_by=HOUR // 6)
        town.start("worker 2", "worker", f"--concurrency={AT_ONCE}")
        time.sleep(STARTS)
        two = _round(town, older_by=HOUR // 6)
    line("one worker", f"{WAITING / one.seconds:.1f}/s", f"{one.seconds:.0f} s")
    line("two workers", f"{WAITING / two.seconds:.1f}/s", f"{one.seconds / two.seconds:.2f}×", "≥ 1.8×")


@contextmanager
def _crowd(size: int, latency: float) -> Iterator[Crowd]:
    with (
        tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as folder,
        postgres_server(SERVER) as server,
        crowd(Path(folder), server, size, SERIES, latency) as town,
    ):
        yield town


def _round(town: Crowd, older_by: int) -> Cost:
    """All connections become due at once, as if `older_by` seconds had passed; what it costs until none is."""
    town.age(older_by)
    return _measured(town, town.make_collections_due, lambda: town.collections_left() + town.looks_due())


def _measured(town: Crowd, begin: Callable[[], None], left: Callable[[], int]) -> Cost:
    before, began = _so_far(town), time.monotonic()
    begin()
    while left():
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"{left()} are left")
        time.sleep(0.2)
    took = time.monotonic() - began
    cpu, database_cpu, requests, rows, wal = before
    now = _so_far(town)
    return Cost(took, now[0] - cpu, now[1] - database_cpu, now[2] - requests, now[3] - rows, now[4] - wal)


def _so_far(town: Crowd) -> tuple[float, float, int, int, int]:
    ours = [each.pid for each in town.processes.values()]
    database = [town.server.pid, *children_of(town.server.pid)]
    rows = town.sql(
        "SELECT tup_inserted + tup_updated + tup_deleted, pg_current_wal_lsn() - '0/0'::pg_lsn"
        " FROM pg_stat_database WHERE datname = current_database()"
    )
    children = [child for each in ours for child in children_of(each)]
    return cpu_seconds([*ours, *children]), cpu_seconds(database), asked(town.openai), int(rows[0][0]), int(rows[0][1])


def _show(name: str, cost: Cost, size: int) -> None:
    line(name, f"{cost.seconds:,.1f} s", f"{size / cost.seconds:,.0f} workspaces/s", "≤ 3,600 s")
    each = (
        f"{cost.cpu / size * 1000:.1f} + {cost.database_cpu / size * 1000:.1f} ms CPU (bot + PostgreSQL), "
        f"{cost.requests / size:.1f} requests, {cost.rows / size:,.0f} rows, {cost.wal / size / 1024:,.0f} KiB of log"
    )
    print(f"    a workspace: {each}")


if __name__ == "__main__":
    main()
