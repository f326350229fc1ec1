"""Writing 180 days of hours, what a row takes, and a 30-day report over millions of hourly rows, beside DuckDB's."""

import asyncio
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice, starmap
from pathlib import Path
from statistics import median
from typing import Final

import duckdb
import psycopg

from core.connection import Connection, NewConnection
from core.figures import Counted
from core.providers.contract import Endpoint, Figures, Series, UsageRow, Window
from core.questions.dimensions import Dimension
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.migrate import upgrade
from storage.reports import Reports
from storage.rows import epoch
from storage.tables import UsageHourly
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.bench.lateness import how_late
from tests.bench.showing import line, times, title
from tests.postgres import postgres, run_sql

COMPLETIONS: Final = Endpoint("completions", "usage", ("1h", "1d"), {"1h": 7, "1d": 31})
GROUPING: Final = ("model", "project")
END: Final = date(2026, 11, 24)
READ_AT: Final = datetime(2026, 11, 24, 9, tzinfo=UTC)
SERIES: Final = 40
DAYS: Final = 180
MANY_DAYS: Final = 400
"""As many as are kept by the hour."""
MANY_SERIES: Final = 450
"""With which they are 4.3 million rows."""

INSERT_HOUR: Final = "INSERT INTO usage_hourly VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
SUM_DAYS: Final = """
    INSERT INTO usage_daily
    SELECT connection, start - start % 86400, series, sum(requests), sum(input), sum(output), sum(cached), NULL, NULL
    FROM usage_hourly WHERE connection = 1 AND start >= ? AND start < ? GROUP BY 2, 3"""
LEDGER_LINE: Final = "INSERT OR REPLACE INTO ledger VALUES (1, 'completions', ?, '1h', '[]', ?, ?, ?)"


def windows(series: int, days: int) -> Iterator[Figures]:
    """Windows of 7 days, newest first, every series used in every hour."""
    combinations = [
        Series("completions", "", "", (("model", f"gpt-{n % 11}"), ("project", f"proj_{n // 11}")))
        for n in range(series)
    ]
    first = END - timedelta(days=days)
    for back in range(0, days, 7):
        end = END - timedelta(days=back)
        yield _figures(Window(max(first, end - timedelta(days=7)), end), combinations)


def _figures(window: Window, series: Sequence[Series]) -> Figures:
    rows = [
        (start, n, 1 + n % 7, 900 + start % 4_001 + n, 120 + n, 64 * (n % 5), None, None)
        for start in range(epoch(window.first), epoch(window.end), 3600)
        for n in range(len(series))
    ]
    return Figures(COMPLETIONS, window, "1h", GROUPING, series, usage=rows)


async def connect(database: Database) -> Connection:
    await Workspaces(database).ensure("T1", "Bench", "paid", READ_AT)
    new = NewConnection(
        "0" * 16, "T1", "openai", "Bench", "", "U1", b"", (b"",), "", READ_AT, END - timedelta(days=DAYS)
    )
    return await Connections(database).add(new)


async def ours(url: str, figures: Iterable[Figures]) -> float:
    """Seconds that our store takes for all windows, handed to it eight at a time."""
    database = Database(Secret(url))
    connection, store = await connect(database), UsageStore(database)
    took, waiting = 0.0, iter(figures)
    while eight := list(islice(waiting, 8)):
        began = time.perf_counter()
        await asyncio.gather(*(store.replace(connection, window, READ_AT) for window in eight))
        took += time.perf_counter() - began
    await database.close()
    return took


def raw(path: Path, figures: Sequence[Figures]) -> float:
    """Seconds for the same rows, sums and ledger lines by sqlite3 alone, one transaction a window."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    began = time.perf_counter()
    for window in figures:
        bounds = (epoch(window.window.first), epoch(window.window.end))
        connection.execute("BEGIN IMMEDIATE")
        for table in ("usage_hourly", "usage_daily"):
            connection.execute(f"DELETE FROM {table} WHERE connection = 1 AND start >= ? AND start < ?", bounds)  # noqa: S608
        rows = [(1, start, series + 1, *numbers) for start, series, *numbers in window.usage]
        connection.executemany(INSERT_HOUR, rows)
        connection.execute(SUM_DAYS, bounds)
        now = READ_AT.isoformat()
        connection.executemany(LEDGER_LINE, [(str(day), now, 0, now) for day in window.window.days()])
        connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took


async def add_all(url: str, figures: Sequence[Figures]) -> float:
    """Seconds for the hours alone, as SQLModel objects."""
    database = Database(Secret(url))
    await connect(database)
    began = time.perf_counter()
    for window in figures:
        async with database.writing() as session:
            session.add_all(
                UsageHourly(
                    connection=1,
                    start=row.start,
                    series=row.series,
                    requests=row.requests,
                    input=row.input,
                    output=row.output,
                    cached=row.cached,
                )
                for row in starmap(UsageRow, window.usage)
            )
            await session.commit()
    took = time.perf_counter() - began
    await database.close()
    return took


def bytes_a_row(path: Path) -> float:
    """What usage_hourly takes of the file, by its pages."""
    connection = sqlite3.connect(path)
    taken = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'usage_hourly'").fetchone()[0]
    rows = connection.execute("SELECT count(*) FROM usage_hourly").fetchone()[0]
    connection.close()
    return float(taken) / float(rows)


async def report_milliseconds(url: str) -> tuple[dict[str, float], dict[str, int]]:
    """Medians of 30 runs, and how many tokens each model used in all."""
    database = Database(Secret(url))
    reports, first = Reports(database), END - timedelta(days=30)
    by_model = partial(reports.usage_by_day, "T1", first, END, [Dimension.MODEL], Counted.TOKENS)
    requests = partial(reports.usage_by_day, "T1", first, END, (), Counted.REQUESTS)
    found = {}
    for name, ask in (("tokens by model", by_model), ("requests", requests)):
        times = []
        for _ in range(30):
            began = time.perf_counter()
            await ask()
            times.append((time.perf_counter() - began) * 1000)
        found[name] = median(times)
    tokens = Counter[str]()
    for figure in await by_model():
        tokens[figure.label or ""] += figure.amount
    await database.close()
    return found, dict(tokens)


class Duck:
    """The same rows in DuckDB, in memory, which adds up the hours themselves each time."""

    def __init__(self) -> None:
        self._duck = duckdb.connect()
        self._duck.execute(
            "CREATE TABLE series AS SELECT n AS id, 'gpt-' || n % 11 AS model FROM range($series) AS _ (n)",
            {"series": MANY_SERIES},
        )
        self._duck.execute(
            """
            CREATE TABLE usage_hourly AS
            SELECT start, n AS series, 1 + n % 7 AS requests, 900 + start % 4001 + n AS input, 120 + n AS output
            FROM range($first, $end, 3600) AS hour (start), range($series) AS _ (n)""",
            {"first": epoch(END - timedelta(days=MANY_DAYS)), "end": epoch(END), "series": MANY_SERIES},
        )

    def tokens_by_model(self) -> dict[str, int]:
        found = self._duck.execute(
            """
            SELECT start - start % 86400 AS day, model, sum(input + output)
            FROM usage_hourly JOIN series ON series.id = series
            WHERE start >= $first AND start < $end GROUP BY ALL""",
            {"first": epoch(END - timedelta(days=30)), "end": epoch(END)},
        ).fetchall()
        tokens = Counter[str]()
        for _, model, amount in found:
            tokens[model] += int(amount)
        return dict(tokens)

    def milliseconds(self) -> float:
        times = []
        for _ in range(30):
            began = time.perf_counter()
            self.tokens_by_model()
            times.append((time.perf_counter() - began) * 1000)
        return median(times)


def _fresh(folder: Path, name: str) -> tuple[Path, str]:
    path = folder / f"{name}.db"
    url = f"sqlite:///{path}"
    upgrade(Secret(url))
    return path, url


def _writing(folder: Path) -> None:
    figures = list(windows(SERIES, DAYS))
    rows = sum(len(window.usage) for window in figures)
    floors, runs, lates = [], [], []
    for attempt in range(3):
        floors.append(raw(_fresh(folder, f"raw{attempt}")[0], figures))
        took, late = asyncio.run(how_late(ours(_fresh(folder, f"ours{attempt}")[1], figures)))
        runs.append(took)
        lates.append(late)
    floor, typical = median(floors), median(runs)
    naive = (
        asyncio.run(add_all(_fresh(folder, "naive")[1], figures[:3]))
        * rows
        / sum(len(window.usage) for window in figures[:3])
    )
    title(f"Writing {rows:,} hourly rows in {len(figures)} windows (SQLite)")
    line("floor: sqlite3 executemany, emptying, daily sums, ledger", f"{floor:.2f} s")
    line("ours: UsageStore.replace", f"{typical:.2f} s", times(typical, floor, "floor"), "≤ 1.25× floor")
    line("naive: SQLModel add_all, hours alone (scaled up)", f"{naive:.2f} s", times(naive, typical, "ours"))
    line("the event loop late by at most", f"{median(lates) * 1000:.1f} ms", aim="≤ 20 ms")
    line("an hourly row takes", f"{bytes_a_row(folder / 'ours0.db'):.1f} bytes", aim="≤ 45 bytes")


def _reporting(folder: Path) -> None:
    title(f"A 30-day report over {MANY_SERIES * MANY_DAYS * 24:,} hourly rows")
    duck = Duck()
    peer, tokens = duck.milliseconds(), duck.tokens_by_model()
    line("DuckDB, in memory: tokens by model, adding up the hours", f"{peer:.1f} ms")
    _reported("SQLite", _fresh(folder, "many")[1], peer, tokens)
    with postgres(settings=("max_connections=60",)) as server:
        run_sql(server, "CREATE DATABASE bench")
        upgrade(Secret(f"{server}/bench"))
        _reported("PostgreSQL", f"{server}/bench", peer, tokens)


def _reported(database: str, url: str, peer: float, tokens: dict[str, int]) -> None:
    took = asyncio.run(ours(url, windows(MANY_SERIES, MANY_DAYS)))
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("ANALYZE")  # as it does by itself within a minute
    measured, found = asyncio.run(report_milliseconds(url))
    if found != tokens:
        raise RuntimeError(f"{database} and DuckDB do not answer the same")
    for question, milliseconds in measured.items():
        line(
            f"{database}: {question}",
            f"{milliseconds:.1f} ms",
            times(milliseconds, peer, "DuckDB"),
            "≤ 15 ms, ≤ 2× DuckDB",
        )
    line(f"{database}: writing all of it", f"{took:.2f} s")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as folder:
        _writing(Path(folder))
        _reporting(Path(folder))


if __name__ == "__main__":
    main()
