"""Backfilling 180 days of all endpoints, by the hour, from an OpenAI 50 ms away: ours, the naive way, and a floor."""

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from core.providers.openai.reports import COSTS, REPORTS, Report
from core.providers.openai.session import request_for
from core.providers.openai.wire import CostResult, CountedResult, Page, TokensResult
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.guards import GuardStore
from storage.migrate import upgrade
from storage.names import NameStore
from storage.oddities import Oddities
from storage.rows import epoch
from storage.tables import CostDaily, UsageHourly
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.bench.bench_storage import SUM_DAYS
from tests.bench.lateness import how_late
from tests.bench.openai_far_away import DAYS, LATENCY, NOW, SERIES, far_away, key
from tests.bench.showing import line, times, title

FIRST: Final = NOW.date() - timedelta(days=DAYS - 1)
AT_ONCE: Final = 8
HEADERS: Final = {"Authorization": f"Bearer {key(0)}"}
RUNS: Final = 3
NAIVE_DAYS: Final = 14
"""The naive way is measured over these and scaled up: the whole takes half a minute."""

INSERT_HOUR: Final = "INSERT INTO usage_hourly VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)"
INSERT_COST: Final = "INSERT INTO cost_daily VALUES (?, ?, ?, ?, NULL)"

Row = tuple[Any, ...]


class Still:
    def now(self) -> datetime:
        return NOW


@asynccontextmanager
async def connected(folder: Path, first: date = FIRST) -> AsyncIterator[tuple[Database, Connection]]:
    url = Secret(f"sqlite:///{folder}/{time.monotonic_ns()}.db")
    upgrade(url)
    database = Database(url)
    await Workspaces(database).ensure("T1", "Bench", "paid", NOW)
    new = NewConnection("0" * 16, "T1", "openai", "Bench", "", "U1", b"", (b"",), "", NOW, first)
    yield database, await Connections(database).add(new)
    await database.close()


async def collect(database: Database, connection: Connection, url: str) -> None:
    """All of the connection, as the bot does."""
    stores = Stores(
        UsageStore(database), NameStore(database), Connections(database), Oddities(database), GuardStore(database)
    )

    async def fetch_key(_: Connection) -> Secret:
        return Secret(key(0))

    clock = Still()
    interpreter.settle()  # as the bot does once it is built
    outcome = await Collector({"openai": OpenAI(url, clock)}, stores, fetch_key, clock, lambda: 0.5, 400).collect(
        connection
    )
    if outcome.fault or outcome.progress.days_done != outcome.progress.days_total:
        raise RuntimeError(f"not everything was collected: {outcome}")


async def ours(folder: Path, url: str, watched: bool) -> float:
    """Seconds it takes; or, `watched`, the seconds by which the event loop was late at worst."""
    async with connected(folder) as (database, connection):
        began = time.perf_counter()
        if watched:
            return (await how_late(collect(database, connection, url)))[1]
        await collect(database, connection, url)
        return time.perf_counter() - began


async def naive(folder: Path, url: str) -> float:
    """Seconds for the obvious way: default pages one after the other, json, ORM objects; scaled from NAIVE_DAYS."""
    window = Window(NOW.date() - timedelta(days=NAIVE_DAYS - 1), NOW.date() + timedelta(days=1))
    async with (
        connected(folder) as (database, connection),
        httpx.AsyncClient(trust_env=False, headers=HEADERS) as client,
    ):
        began = time.perf_counter()
        for report in REPORTS:
            async for page in _pages(client, url, report, window):
                stored = _cost_object if report is COSTS else _usage_object
                objects = [
                    stored(connection.id, bucket["start_time"], n, result)
                    for bucket in page
                    for n, result in enumerate(bucket["results"])
                ]
                async with database.writing() as session:
                    session.add_all(objects)
                    await session.commit()
        return (time.perf_counter() - began) * DAYS / NAIVE_DAYS


async def _pages(client: httpx.AsyncClient, url: str, report: Report, window: Window) -> AsyncIterator[Any]:
    """The buckets of each page, as many as OpenAI gives unasked."""
    width = report.endpoint.widths[0]
    span = span_of(window, width)
    params: list[tuple[str, Any]] = [
        ("start_time", span.start),
        ("end_time", span.end),
        ("bucket_width", width),
        *(("group_by[]", field) for _, field in report.dimensions),
    ]
    cursor: list[tuple[str, Any]] = []
    while True:
        page = json.loads((await client.get(f"{url}/{report.path}", params=tuple(params + cursor))).content)
        yield page["data"]
        if not page["has_more"]:
            return
        cursor = [("page", page["next_page"])]


def _usage_object(connection: int, start: int, series: int, result: dict[str, Any]) -> UsageHourly:
    return UsageHourly(
        connection=connection,
        start=start,
        series=series,
        requests=result["num_model_requests"],
        input=result["input_tokens"],
        output=result["output_tokens"],
        cached=result["input_cached_tokens"],
    )


def _cost_object(connection: int, start: int, series: int, result: dict[str, Any]) -> CostDaily:
    return CostDaily(
        connection=connection,
        start=start,
        series=series,
        nanos=round(float(result["amount"]["value"]) * 1e9),
        quantity=result["quantity"],
    )


@dataclass(frozen=True, slots=True)
class Got:
    """A window as one request got it."""

    report: Report
    window: Window
    rows: list[Row]


def floor(folder: Path, url: str) -> dict[str, float]:
    """Seconds of each part that nobody can do without, one after the other: waiting, parsing, inserting.

    And of "the same": inserting with what else a window needs, which is emptying it, daily sums and ledger lines, of
    the windows of quiet endpoints too.
    """
    found = [_parsed(url, report) for report in REPORTS]
    got = [each for windows, _ in found for each in windows]
    return {
        "waiting": LATENCY * ceil(len(got) / AT_ONCE),
        "parsing": sum(parsing for _, parsing in found),
        "inserting": _insert(folder, [each for each in got if each.rows], the_same=False),
        "the same": _insert(folder, got, the_same=True),
    }


def _parsed(url: str, report: Report) -> tuple[list[Got], float]:
    """Each window's rows, and the seconds that decoding alone took."""
    of = {"tokens": Page[TokensResult], "counted": Page[CountedResult], "money": Page[CostResult]}[report.shape]
    row: Callable[[int, int, Any], Row] = _cost_row if report is COSTS else _usage_row
    width = report.endpoint.widths[0]
    decoder: Any = msgspec.json.Decoder(of)
    found, took = [], 0.0
    for window in _windows(report.endpoint.days_a_request[width]):
        body = _body(url, report, width, window)
        began = time.perf_counter()
        page = decoder.decode(body)
        took += time.perf_counter() - began
        rows = [row(bucket.start_time, n, result) for bucket in page.data for n, result in enumerate(bucket.results)]
        found.append(Got(report, window, rows))
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


def _insert(folder: Path, got: list[Got], *, the_same: bool) -> float:
    """Seconds that sqlite3 alone takes, one transaction a window, as durable as ours."""
    path = folder / f"floor{time.monotonic_ns()}.db"
    upgrade(Secret(f"sqlite:///{path}"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA secure_delete={'ON' if the_same else 'OFF'}")
    began = time.perf_counter()
    for each in got:
        connection.execute("BEGIN IMMEDIATE")
        if the_same:
            _replace(connection, each)
        else:
            connection.executemany(_insert_of(each), each.rows)
        connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took


def _insert_of(got: Got) -> str:
    return INSERT_COST if got.report is COSTS else INSERT_HOUR


def _replace(connection: sqlite3.Connection, got: Got) -> None:
    bounds = (epoch(got.window.first), epoch(got.window.end))
    if got.rows:
        # Where nothing was and nothing comes, the floor looks at nothing.
        for table in ("cost_daily",) if got.report is COSTS else ("usage_hourly", "usage_daily"):
            connection.execute(f"DELETE FROM {table} WHERE connection = 1 AND start >= ? AND start < ?", bounds)  # noqa: S608
        connection.executemany(_insert_of(got), got.rows)
        if got.report is not COSTS:
            connection.execute(SUM_DAYS, bounds)
    now = NOW.isoformat()
    lines = [(got.report.endpoint.name, str(day), now, 0, now) for day in got.window.days()]
    connection.executemany("INSERT INTO ledger VALUES (1, ?, ?, '1h', '[]', ?, ?, ?)", lines)


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
    title(
        f"Backfilling {DAYS} days of {len(REPORTS)} endpoints, {SERIES} series an hour, "
        f"{LATENCY * 1000:.0f} ms a request (SQLite)"
    )
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
