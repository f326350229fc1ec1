"""A large organization for the benchmark of asking, in our store and the same in DuckDB: 4.3 million hours of usage and
360,000 daily costs."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from statistics import median
from typing import Any, Final, Literal

import duckdb
from sqlalchemy import update

from core.connection import Connection, NewConnection
from core.providers.contract import CostRow, Endpoint, Figures, Name, NameKind, Names, Series, Window
from core.reports import Report
from core.reports.build import figures_needed
from core.secret import Secret
from sandbox.slack.world import TEAM
from storage.connections import Connections
from storage.database import Database
from storage.names import NameStore
from storage.rows import epoch
from storage.tables import ConnectionRow
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.bench.bench_storage import END, READ_AT

DAYS: Final = 400
MODELS: Final = (
    *("gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-4.1-2025-04-14"),
    *("gpt-4.1-mini-2025-04-14", "gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18", "o3-2025-04-16", "o4-mini-2025-04-16"),
)
PROJECTS: Final = tuple(f"proj_{number:02}" for number in range(50))
USED: Final = tuple((model, project) for model in MODELS for project in PROJECTS)
BILLED: Final = tuple((model, project, ware) for model, project in USED for ware in ("input", "output"))
HOURS: Final = len(USED) * DAYS * 24

_COMPLETIONS: Final = Endpoint("completions", "usage", ("1h", "1d"), {"1h": 7, "1d": 31})
_COSTS: Final = Endpoint("costs", "costs", ("1d",), {"1d": 30})
_FIRST: Final = END - timedelta(days=DAYS)
_TIMED: Final = 20

What = Literal["cost", "tokens", "requests", "tokens by hour"]


@dataclass(frozen=True)
class Asked:
    """What DuckDB is to add up."""

    what: What = "cost"
    by: str = "''"
    where: str = "true"


QUESTIONS: Final = {
    "last 30 days by model": Asked(by="model"),
    "7d by project": Asked(by="project"),
    "mtd by project": Asked(by="project"),
    "this year by model": Asked(by="model"),
    "last 90 days": Asked(),
    "last 30 days by project, model": Asked(by="project, model"),
    "last 30 days by model for project:proj_07": Asked(by="model", where="project = 'proj_07'"),
    "last 30 days by project in tokens": Asked("tokens", "project"),
    "this quarter by model in requests": Asked("requests", "model"),
    "7d by model in tokens per hour": Asked("tokens by hour", "model"),
}


async def fill(url: str) -> None:
    database = Database(Secret(url))
    await Workspaces(database).ensure(TEAM, "Acme", "paid", READ_AT)
    new = NewConnection("0" * 16, TEAM, "openai", "Bench", "", "U0ANA", b"", (b"",), "", READ_AT, _FIRST)
    connection = await Connections(database).add(new)
    names = [Name(NameKind.PROJECT, project, f"Team {project[-2:]}") for project in PROJECTS]
    await NameStore(database).remember(connection, Names(names))
    store = UsageStore(database)
    waiting = _figures()
    while some := list(islice(waiting, 8)):
        await asyncio.gather(*(store.replace(connection, figures, READ_AT) for figures in some))
    await _never_collect(database, connection)
    await database.close()


async def _never_collect(database: Database, connection: Connection) -> None:
    """There is no OpenAI here."""
    later = update(ConnectionRow).values(next_collect_at=READ_AT + timedelta(days=365), collected_at=READ_AT)
    async with database.writing() as session:
        await session.exec(later)
        await session.commit()


def _figures() -> Iterator[Figures]:
    used = [Series("completions", "", "", (("model", model), ("project", project))) for model, project in USED]
    billed = [
        Series(
            "costs",
            "tokens",
            "usd",
            (("project", project), ("key", ""), ("item", f"{model}, {ware}"), ("model", model)),
        )
        for model, project, ware in BILLED
    ]
    for back in range(0, DAYS, 7):
        window = Window(max(_FIRST, END - timedelta(days=back + 7)), END - timedelta(days=back))
        hours = range(epoch(window.first), epoch(window.end), 3600)
        usage = [
            (start, n, 1 + n % 7, 900 + start % 4_001 + n, 120 + n, 64 * (n % 5), None, None)
            for start in hours
            for n in range(len(used))
        ]
        yield Figures(_COMPLETIONS, window, "1h", ("model", "project"), used, usage=usage)
        days = range(epoch(window.first), epoch(window.end), 86_400)
        costs = [CostRow(start, n, _nanos(start, n), 1_000.0 + n) for start in days for n in range(len(billed))]
        yield Figures(_COSTS, window, "1d", ("project", "item", "key"), billed, costs=costs)


def _nanos(start: int, n: int) -> int:
    return (3 + n % 97) * (1 + start // 86_400 % 11) * 10_000_000


class Duck:
    """The same rows in DuckDB, in memory, which adds up the hours themselves each time."""

    def __init__(self) -> None:
        self._duck = duckdb.connect()
        self._table("used", USED)
        self._table("billed", BILLED)
        span = {"first": epoch(_FIRST), "end": epoch(END)}
        self._duck.execute(
            """
            CREATE TABLE usage_hourly AS
            SELECT start, n AS series, 1 + n % 7 AS requests, 900 + start % 4001 + n AS input, 120 + n AS output
            FROM range($first, $end, 3600) AS hour (start), range($series) AS _ (n)""",
            {**span, "series": len(USED)},
        )
        self._duck.execute(
            """
            CREATE TABLE cost_daily AS
            SELECT start, n AS series, (3 + n % 97) * (1 + start // 86400 % 11) * 10000000 AS nanos
            FROM range($first, $end, 86400) AS day (start), range($series) AS _ (n)""",
            {**span, "series": len(BILLED)},
        )

    def _table(self, name: str, series: tuple[tuple[str, ...], ...]) -> None:
        rows = [(n, *each[:2]) for n, each in enumerate(series)]
        self._duck.execute(f"CREATE TABLE {name} (id INTEGER, model TEXT, project TEXT)")
        self._duck.executemany(f"INSERT INTO {name} VALUES (?, ?, ?)", rows)  # noqa: S608  # ours

    def milliseconds(self, asked: Asked, report: Report) -> float:
        """What a report needs: its period, and the days that it is compared with."""
        took = []
        for _ in range(_TIMED):
            began = time.perf_counter()
            self._sums(asked, *figures_needed(report.question))
            took.append((time.perf_counter() - began) * 1000)
        return median(took)

    def check(self, asked: Asked, report: Report) -> None:
        """Raises RuntimeError where the report's total is another."""
        period = report.question.period
        total = sum(int(row[-1]) for row in self._sums(asked, period.first, period.end))
        if total != report.total:
            raise RuntimeError(f"DuckDB has {total} where the report has {report.total}")

    def _sums(self, asked: Asked, first: date, end: date) -> list[Any]:
        of_costs = asked.what == "cost"
        amount = {"cost": "nanos", "requests": "requests"}.get(asked.what, "input + output")
        bucket = "start" if of_costs or asked.what == "tokens by hour" else "start - start % 86400"
        table, series = ("cost_daily", "billed") if of_costs else ("usage_hourly", "used")
        return self._duck.execute(
            f"""
            SELECT {bucket} AS bucket, {asked.by}, sum({amount}) FROM {table} JOIN {series} ON id = series
            WHERE start >= $first AND start < $end AND {asked.where} GROUP BY ALL""",  # noqa: S608  # all ours
            {"first": epoch(first), "end": epoch(end)},
        ).fetchall()
