"""Backfilling 180 days by the hour from an OpenAI 50 ms away: ours, the naive way, and a floor."""

import asyncio
import gc
import json
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx
import msgspec

from core.collection.collector import Collector
from core.collection.stores import Stores
from core.connection import Connection, NewConnection
from core.providers.contract import Width, Window
from core.providers.openai import OpenAI
from core.providers.openai.pages import span_of
from core.providers.openai.reports import COMPLETIONS, COSTS, Report
from core.providers.openai.session import request_for
from core.providers.openai.wire import CostResult, Page, TokensResult
from core.secret import Secret
from sandbox.openai.keys import DEFAULT_KEY
from storage.connections import Connections
from storage.database import Database
from storage.migrate import upgrade
from storage.names import NameStore
from storage.tables import CostDaily, UsageHourly
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.bench import openai_far_away
from tests.bench.openai_far_away import DAYS, LATENCY, NOW

FIRST: Final = NOW.date() - timedelta(days=DAYS - 1)
AT_ONCE: Final = 8
KEY: Final = Secret(DEFAULT_KEY)
HEADERS: Final = {"Authorization": f"Bearer {DEFAULT_KEY}"}
RUNS: Final = 3
NAIVE_DAYS: Final = 14
"""The naive way is measured over these and scaled up: the whole takes half a minute."""


class Still:
    def now(self) -> datetime:
        return NOW


@contextmanager
def far_away() -> Iterator[str]:
    """The base URL of an OpenAI in another process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", openai_far_away.__name__, str(port)])  # noqa: S603  # our own
    url = f"http://127.0.0.1:{port}/v1"
    try:
        for _ in range(200):
            with suppress(httpx.TransportError):
                httpx.get(f"{url}/organization/users", trust_env=False)
                break
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait()


@asynccontextmanager
async def connected(folder: Path) -> AsyncIterator[tuple[Database, Connection]]:
    url = Secret(f"sqlite:///{folder}/{time.monotonic_ns()}.db")
    upgrade(url)
    database = Database(url)
    await Workspaces(database).ensure("T1", "Bench", "paid", NOW)
    new = NewConnection("0" * 16, "T1", "openai", "Bench", "", "U1", b"", (b"",), "", NOW, FIRST)
    yield database, await Connections(database).add(new)
    await database.close()


async def ours(folder: Path, url: str, watched: bool) -> float:
    """Seconds it takes; or, `watched`, the seconds by which the event loop was late at worst."""
    async with connected(folder) as (database, connection):
        stores = Stores(UsageStore(database), NameStore(database), Connections(database))

        async def key(_: Connection) -> Secret:
            return KEY

        clock = Still()
        collector = Collector({"openai": OpenAI(url, clock)}, stores, key, clock, lambda: 0.5, 400)
        began = time.perf_counter()
        outcome, late = (
            await how_late(collector.collect(connection)) if watched else (await collector.collect(connection), 0.0)
        )
        took = time.perf_counter() - began
        if outcome.fault or outcome.progress.days_done != DAYS:
            raise RuntimeError(f"not everything was collected: {outcome}")
        return late if watched else took


async def how_late(work: Awaitable[Any]) -> tuple[Any, float]:
    """What `work` gives, and by how many seconds the event loop was late at worst while it ran."""
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        while True:
            due = time.perf_counter() + 0.001
            await asyncio.sleep(0.001)
            worst = max(worst, time.perf_counter() - due)

    watching = asyncio.create_task(watch())
    given = await work
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    return given, worst


async def naive(folder: Path, url: str) -> float:
    """Seconds for the obvious way: default pages one after the other, json, ORM objects; scaled from NAIVE_DAYS."""
    window = Window(NOW.date() - timedelta(days=NAIVE_DAYS - 1), NOW.date() + timedelta(days=1))
    async with (
        connected(folder) as (database, connection),
        httpx.AsyncClient(trust_env=False, headers=HEADERS) as client,
    ):
        began = time.perf_counter()
        for report, width in ((COMPLETIONS, "1h"), (COSTS, "1d")):
            span = span_of(window, "1h")
            params: list[tuple[str, Any]] = [
                ("start_time", span.start),
                ("end_time", span.end),
                ("bucket_width", width),
                *(("group_by[]", field) for _, field in report.dimensions),
            ]
            cursor: list[tuple[str, Any]] = []
            while True:
                page = json.loads((await client.get(f"{url}/{report.path}", params=tuple(params + cursor))).content)
                objects = [
                    _usage_object(connection.id, bucket, n, result)
                    if width == "1h"
                    else _cost_object(connection.id, bucket, n, result)
                    for bucket in page["data"]
                    for n, result in enumerate(bucket["results"])
                ]
                async with database.writing() as session:
                    session.add_all(objects)
                    await session.commit()
                if not page["has_more"]:
                    break
                cursor = [("page", page["next_page"])]
        return (time.perf_counter() - began) * DAYS / NAIVE_DAYS


def _usage_object(connection: int, bucket: dict[str, Any], series: int, result: dict[str, Any]) -> UsageHourly:
    return UsageHourly(
        connection=connection,
        start=bucket["start_time"],
        series=series,
        requests=result["num_model_requests"],
        input=result["input_tokens"],
        output=result["output_tokens"],
        cached=result["input_cached_tokens"],
    )


def _cost_object(connection: int, bucket: dict[str, Any], series: int, result: dict[str, Any]) -> CostDaily:
    return CostDaily(
        connection=connection,
        start=bucket["start_time"],
        series=series,
        nanos=round(float(result["amount"]["value"]) * 1e9),
        quantity=result["quantity"],
    )


def floor(folder: Path, url: str) -> dict[str, float]:
    """Seconds of each part that nobody can do without, one after the other: waiting, parsing, inserting."""
    bodies = [_body(url, COMPLETIONS, "1h", window) for window in _windows(COMPLETIONS.endpoint.days_a_request["1h"])]
    cost_bodies = [_body(url, COSTS, "1d", window) for window in _windows(COSTS.endpoint.days_a_request["1d"])]
    began = time.perf_counter()
    pages = [msgspec.json.decode(body, type=Page[TokensResult]) for body in bodies]
    cost_pages = [msgspec.json.decode(body, type=Page[CostResult]) for body in cost_bodies]
    parsing = time.perf_counter() - began
    hours = [
        [
            (1, bucket.start_time, n, r.num_model_requests, r.input_tokens, r.output_tokens, r.input_cached_tokens)
            for bucket in page.data
            for n, r in enumerate(bucket.results)
        ]
        for page in pages
    ]
    days = [
        [
            (1, bucket.start_time, n, round((r.amount.value if r.amount and r.amount.value else 0) * 10**9))
            for bucket in page.data
            for n, r in enumerate(bucket.results)
        ]
        for page in cost_pages
    ]
    inserting = _insert(folder, hours, days)
    waiting = LATENCY * (len(bodies) + len(cost_bodies)) / AT_ONCE
    return {"waiting": waiting, "parsing": parsing, "inserting": inserting}


def _windows(days: int) -> list[Window]:
    ends = [NOW.date() + timedelta(days=1 - back) for back in range(0, DAYS, days)]
    return [Window(max(FIRST, end - timedelta(days=days)), end) for end in ends]


def _body(url: str, report: Report, width: Width, window: Window) -> bytes:
    span = span_of(window, width)
    params = tuple(request_for(report, report.dimensions, span, None).params)
    return httpx.get(f"{url}/{report.path}", params=params, headers=HEADERS, trust_env=False, timeout=60).content


def _insert(folder: Path, hours: list[list[tuple[Any, ...]]], days: list[list[tuple[Any, ...]]]) -> float:
    path = folder / f"floor{time.monotonic_ns()}.db"
    upgrade(Secret(f"sqlite:///{path}"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    began = time.perf_counter()
    for rows, insert in (
        *((rows, "INSERT INTO usage_hourly VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)") for rows in hours),
        *((rows, "INSERT INTO cost_daily VALUES (?, ?, ?, ?, NULL)") for rows in days),
    ):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(insert, rows)
        connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took


def main() -> None:
    # As the bot does at its start: what lives for ever is not looked through again and again.
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as name, far_away() as url:
        folder = Path(name)
        floors, runs, lates = [], [], []
        for _ in range(RUNS):
            floors.append(floor(folder, url))
            runs.append(asyncio.run(ours(folder, url, watched=False)))
            lates.append(asyncio.run(ours(folder, url, watched=True)))
        slow = asyncio.run(naive(folder, url))
        idle = asyncio.run(how_late(asyncio.sleep(1)))[1]
    least, took = median(sum(each.values()) for each in floors), median(runs)
    parts = ", ".join(f"{part} {median(each[part] for each in floors):.2f}" for part in floors[0])
    print(
        f"Backfilling {DAYS} days, {openai_far_away.SERIES} series an hour, {LATENCY * 1000:.0f} ms a request (SQLite)"
    )
    print(f"  floor: {parts}           {least:6.2f} s")
    print(f"  ours: Collector.collect                                {took:6.2f} s  {took / least:5.1f}× the floor")
    print(f"  naive: default pages one by one, json, ORM objects     {slow:6.2f} s  {slow / took:5.1f}× ours (scaled)")
    worst = median(lates) * 1000
    print(f"  the event loop late by at most                         {worst:6.1f} ms  (idle: {idle * 1000:.1f})")


if __name__ == "__main__":
    main()
