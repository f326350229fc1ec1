"""Backfilling 180 days by the hour from an OpenAI 50 ms away: ours, the naive way, and a floor."""

import asyncio
import json
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any, Final

import httpx
import msgspec

from bot import interpreter
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
from storage.rows import DAY, day_of
from storage.tables import CostDaily, UsageHourly
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.bench import openai_far_away
from tests.bench.bench_storage import SUM_DAYS
from tests.bench.lateness import how_late
from tests.bench.openai_far_away import DAYS, LATENCY, NOW, SERIES
from tests.bench.showing import line, times, title

FIRST: Final = NOW.date() - timedelta(days=DAYS - 1)
AT_ONCE: Final = 8
KEY: Final = Secret(DEFAULT_KEY)
HEADERS: Final = {"Authorization": f"Bearer {DEFAULT_KEY}"}
RUNS: Final = 5
NAIVE_DAYS: Final = 14
"""The naive way is measured over these and scaled up: the whole takes half a minute."""

INSERT_HOUR: Final = "INSERT INTO usage_hourly VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)"
INSERT_COST: Final = "INSERT INTO cost_daily VALUES (?, ?, ?, ?, NULL)"

Row = tuple[Any, ...]


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
        interpreter.settle()  # as the bot does once it is built
        collector = Collector({"openai": OpenAI(url, clock)}, stores, key, clock, lambda: 0.5, 400)
        began = time.perf_counter()
        outcome, late = (
            await how_late(collector.collect(connection)) if watched else (await collector.collect(connection), 0.0)
        )
        took = time.perf_counter() - began
        if outcome.fault or outcome.progress.days_done != DAYS:
            raise RuntimeError(f"not everything was collected: {outcome}")
        return late if watched else took


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
    """Seconds of each part that nobody can do without, one after the other: waiting, parsing, inserting.

    And of "the same": inserting with what else a window needs, which is emptying it, daily sums and ledger lines.
    """
    hours, parsing_hours = _parsed(url, COMPLETIONS, "1h", Page[TokensResult], _usage_row)
    days, parsing_days = _parsed(url, COSTS, "1d", Page[CostResult], _cost_row)
    return {
        "waiting": LATENCY * ceil((len(hours) + len(days)) / AT_ONCE),
        "parsing": parsing_hours + parsing_days,
        "inserting": _insert(folder, hours, days, the_same=False),
        "the same": _insert(folder, hours, days, the_same=True),
    }


def _parsed(
    url: str, report: Report, width: Width, of: Any, row: Callable[[int, int, Any], Row]
) -> tuple[list[list[Row]], float]:
    """Each window's rows, and the seconds that decoding alone took."""
    decoder, found, took = msgspec.json.Decoder(of), [], 0.0
    for window in _windows(report.endpoint.days_a_request[width]):
        body = _body(url, report, width, window)
        began = time.perf_counter()
        page = decoder.decode(body)
        took += time.perf_counter() - began
        found.append(
            [row(bucket.start_time, n, result) for bucket in page.data for n, result in enumerate(bucket.results)]
        )
    return found, took


def _usage_row(start: int, n: int, result: TokensResult) -> Row:
    return (
        1,
        start,
        n,
        result.num_model_requests,
        result.input_tokens,
        result.output_tokens,
        result.input_cached_tokens,
    )


def _cost_row(start: int, n: int, result: CostResult) -> Row:
    value = result.amount.value if result.amount else None
    return (1, start, n, round((value or 0) * 10**9))


def _windows(days: int) -> list[Window]:
    ends = [NOW.date() + timedelta(days=1 - back) for back in range(0, DAYS, days)]
    return [Window(max(FIRST, end - timedelta(days=days)), end) for end in ends]


def _body(url: str, report: Report, width: Width, window: Window) -> bytes:
    span = span_of(window, width)
    params = tuple(request_for(report, report.dimensions, span, None).params)
    return httpx.get(f"{url}/{report.path}", params=params, headers=HEADERS, trust_env=False, timeout=60).content


def _insert(folder: Path, hours: list[list[Row]], days: list[list[Row]], *, the_same: bool) -> float:
    """Seconds that sqlite3 alone takes, one transaction a window, as durable as ours."""
    path = folder / f"floor{time.monotonic_ns()}.db"
    upgrade(Secret(f"sqlite:///{path}"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA secure_delete={'ON' if the_same else 'OFF'}")
    began = time.perf_counter()
    for rows, insert, tables in (
        *((rows, INSERT_HOUR, ("usage_hourly", "usage_daily")) for rows in hours),
        *((rows, INSERT_COST, ("cost_daily",)) for rows in days),
    ):
        connection.execute("BEGIN IMMEDIATE")
        if not the_same:
            connection.executemany(insert, rows)
        else:
            _replace(connection, rows, insert, tables)
        connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took


def _replace(connection: sqlite3.Connection, rows: list[Row], insert: str, tables: tuple[str, ...]) -> None:
    first, last = rows[0][1] // DAY * DAY, rows[-1][1] // DAY * DAY
    for table in tables:
        empty = f"DELETE FROM {table} WHERE connection = 1 AND start BETWEEN ? AND ?"  # noqa: S608 (our own names)
        connection.execute(empty, (first, last + DAY - 1))
    connection.executemany(insert, rows)
    if "usage_daily" in tables:
        connection.execute(SUM_DAYS, (first, last + DAY))
    now = NOW.isoformat()
    ledger = [(tables[0], str(day_of(start)), now, 0, now) for start in range(first, last + DAY, DAY)]
    connection.executemany("INSERT INTO ledger VALUES (1, ?, ?, '1h', '[]', ?, ?, ?)", ledger)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as name, far_away() as url:
        folder = Path(name)
        floors, runs, lates = [], [], []
        for _ in range(RUNS):
            floors.append(floor(folder, url))
            runs.append(asyncio.run(ours(folder, url, watched=False)))
            lates.append(asyncio.run(ours(folder, url, watched=True)))
        slow = asyncio.run(naive(folder, url))
        idle = asyncio.run(how_late(asyncio.sleep(1)))[1]
    parts = {part: median(each[part] for each in floors) for part in floors[0]}
    most, took = parts.pop("the same"), median(runs)
    least = sum(parts.values())
    most += least - parts["inserting"]
    title(f"Backfilling {DAYS} days, {SERIES} series an hour, {LATENCY * 1000:.0f} ms a request (SQLite)")
    line("floor: " + ", ".join(f"{part} {seconds:.2f}" for part, seconds in parts.items()), f"{least:.2f} s")
    line("the same with emptying, daily sums and ledger in it", f"{most:.2f} s", times(most, least, "floor"))
    line("ours: Collector.collect", f"{took:.2f} s", times(took, least, "floor"), "≤ 1.5× floor")
    line("  against the fairer floor", "", times(took, most, "the same"))
    line(
        "naive: default pages one by one, json, ORM objects (scaled up)",
        f"{slow:.2f} s",
        times(slow, took, "ours"),
        "≥ 20× ours",
    )
    worst = median(lates) * 1000
    line(f"the event loop late by at most (idle: {idle * 1000:.1f})", f"{worst:.1f} ms", aim="≤ 20 ms")


if __name__ == "__main__":
    main()
