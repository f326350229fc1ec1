"""Exports over a real database: complete, exact, of one moment, and within what somebody may see."""

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.answers.exporting import Exporting, NoFile, Prepared
from bot.answers.whole_days import WholeDays
from bot.cli import main
from core.connection import Connection
from core.export import Wanted, read_wanted
from core.money import NANOS
from core.providers.contract import Name, NameKind, Names, Series
from core.providers.openai import OpenAI
from core.questions import Filters, NotUnderstood, read_filters
from core.reports import BeforeHistory, NoConnection, NothingLeft, NothingYet
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.exports import Exports
from storage.names import NameStore
from storage.reports import Reports
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import EMBEDDINGS, NOW, TODAY, connected, cost, costs, usage, used, window

LABELS = list(product(("proj_search", "proj_web"), ("key_ci", "key_app"), ("gpt-5", "o3")))
BILLED = tuple(
    Series("costs", "tokens", "usd", (("project", p), ("key", k), ("item", f"{m}, input"), ("model", m)))
    for p, k, m in LABELS
)
EUROS = Series("costs", "", "eur", (("project", "proj_web"), ("key", ""), ("item", "storage"), ("model", "")))
USED = tuple(
    Series("completions", "", "", (("project", p), ("key", k), ("model", m), ("user", f"user-{k}")))
    for p, k, m in LABELS
)
OLD = Series("embeddings", "", "", (("project", "proj_web"), ("key", "key_ci"), ("model", "ada")))
DAYS = [TODAY - timedelta(days=age) for age in range(1, 6)]


class World:
    def __init__(self, database: Database) -> None:
        self.usage = UsageStore(database)
        self.reports, self.names = Reports(database), NameStore(database)
        connections, exports = Connections(database), Exports(database)
        clock = FixedClock(NOW)
        whole_days = WholeDays(self.usage, OpenAI.endpoints)
        self.exporting = Exporting(connections, whole_days, self.reports, self.names, exports, clock)

    async def fill(self, connection: Connection) -> None:
        numbers = range(len(LABELS))
        rows = [cost(day, n, (NANOS << n) + 1) for day in DAYS for n in numbers]
        euros = [cost(day, len(LABELS), -7) for day in DAYS]
        grouping = ("project", "key", "item")
        billed = costs(window(5, 5), *rows, *euros, series=(*BILLED, EUROS), grouping=grouping)
        hours = [used(day, hour, n, 1 << n) for day in DAYS for hour in (0, 13, 23) for n in numbers]
        spent = usage(window(5, 5), *hours, series=USED, grouping=("project", "key", "model", "user"))
        whole = [used(day) for day in DAYS]
        by_day = usage(window(5, 5), *whole, series=(OLD,), endpoint=EMBEDDINGS, width="1d")
        for figures in (billed, spent, by_day):
            await self.usage.replace(connection, figures, NOW)
        await self.names.remember(connection, Names([Name(NameKind.PROJECT, "proj_search", "=Search & Rank")]))

    async def prepared(self, text: str, *limits: str) -> Prepared | NoFile:
        return await self.exporting.prepare("T1", wanted(text), [filters(each) for each in limits])

    async def rows(self, text: str, *limits: str) -> list[dict[str, str]]:
        prepared = await self.prepared(text, *limits)
        assert isinstance(prepared, Prepared), prepared
        to = io.BytesIO()
        written = await self.exporting.write(prepared, to)
        rows = list(csv.DictReader(io.StringIO(to.getvalue().decode("utf-8-sig"), newline="")))
        assert written.rows == len(rows)
        column = "BilledCost" if prepared.wanted.form == "focus" else "cost"
        assert sum(written.costs.values()) == nanos(rows, column)
        return rows


def wanted(text: str) -> Wanted:
    found = read_wanted(text, TODAY)
    assert isinstance(found, Wanted), found
    return found


def filters(text: str) -> Filters:
    found = read_filters(text)
    assert not isinstance(found, NotUnderstood), found
    return found


def nanos(rows: Iterable[dict[str, str]], column: str = "cost", currency: str = "") -> int:
    code = "BillingCurrency" if column == "BilledCost" else "currency"
    amounts = (Decimal(row[column]) for row in rows if row[column] and currency in row[code])
    return int(sum(amounts, Decimal(0)).scaleb(9))


def of(rows: Sequence[dict[str, str]], record: str) -> list[dict[str, str]]:
    return [row for row in rows if row["record"] == record]


@pytest.fixture
async def world(database: Database) -> World:
    built = World(database)
    await built.fill(await connected(database))
    other = await connected(database, "T2", "Other", 2)
    await built.usage.replace(other, costs(window(1), cost(DAYS[0], nanos=1 << 40)), NOW)
    return built


@pytest.mark.parametrize(
    "asks", ["7d", "7d by project", "7d by model, key", "7d by connection", "7d as focus", "7d per hour"]
)
async def test_costs_add_up_to_what_is_stored_to_the_nano_however_they_are_split(world: World, asks: str) -> None:
    rows = await world.rows(asks)
    stored = await world.reports.costs_by_day("T1", TODAY - timedelta(days=6), TODAY + timedelta(days=1), ())
    for currency in ("USD", "EUR"):
        total = sum(figure.amount for figure in stored if figure.unit == currency.lower())
        assert total
        assert nanos(rows, "BilledCost" if "focus" in asks else "cost", currency) == total


async def test_a_file_has_a_row_for_each_day_and_combination(world: World) -> None:
    rows = await world.rows("7d")
    assert len(of(rows, "cost")) == len(DAYS) * (len(LABELS) + 1)
    assert len(of(rows, "usage")) == len(DAYS) * (len(LABELS) + 1)
    assert {row["project"] for row in rows} == {"'=Search & Rank", ""}
    assert {row["kind"] for row in of(rows, "usage")} == {"completions", "embeddings"}
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    by_project = await world.rows("7d by project")
    assert len(by_project) == len(DAYS) * 2 * 3 - len(DAYS)  # euros beside dollars; embeddings are in the same sum
    assert sum(int(row["requests"]) for row in of(by_project, "usage")) == sum(
        int(r["requests"]) for r in of(rows, "usage")
    )


async def test_hours_are_hours_where_they_are_kept_and_days_elsewhere_and_nothing_counts_twice(world: World) -> None:
    by_day, by_hour = await world.rows("7d"), await world.rows("7d per hour")
    usage_rows = of(by_hour, "usage")
    assert {row["hour"] for row in usage_rows if row["kind"] == "completions"} == {"0", "13", "23"}
    assert {row["hour"] for row in usage_rows if row["kind"] == "embeddings"} == {""}
    for number in ("requests", "input_tokens", "output_tokens"):
        assert sum(int(row[number]) for row in usage_rows) == sum(int(row[number]) for row in of(by_day, "usage"))
    assert {row["hour"] for row in of(by_hour, "cost")} == {""}


async def test_filters_and_limits_narrow_a_file(world: World) -> None:
    rows = await world.rows("7d for model:o3", "project:proj_web")
    assert {(row["model"], row["project_id"]) for row in rows} == {("o3", "proj_web")}
    assert {row["record"] for row in rows} == {"cost", "usage"}
    assert nanos(rows) < nanos(await world.rows("7d for model:o3"))
    assert nanos(await world.rows("7d for -model:o3", "project:proj_web")) > 0


async def test_people_are_in_it_only_when_they_are_asked_for(world: World) -> None:
    assert not [name for name in (await world.rows("7d"))[0] if "user" in name]
    rows = await world.rows("7d by user")
    assert {row["user_id"] for row in of(rows, "usage")} == {"user-key_ci", "user-key_app", ""}


async def test_why_there_is_no_file_is_said(world: World) -> None:
    assert isinstance(await world.prepared("2020"), BeforeHistory)
    assert isinstance(await world.prepared("2026-11-01..2026-11-02"), NothingYet)
    assert isinstance(await world.prepared("7d for project:proj_web", "project:nope"), NothingLeft)
    missed = await world.prepared("7d for project:proj_wub as xlsx")
    assert isinstance(missed, NotUnderstood)
    assert "export last 7 days for project:proj_web as xlsx" in missed.nearest
    assert isinstance(await world.exporting.prepare("T3", wanted("7d")), NoConnection)


async def test_a_file_is_of_one_moment_whatever_is_collected_meanwhile(world: World, database: Database) -> None:
    prepared = await world.prepared("7d by model")
    assert isinstance(prepared, Prepared)
    [connection] = await Connections(database).of("T1")
    exports = Exports(database).by_day("T1", DAYS[-1], TODAY, (), prepared.narrowing)
    first = await anext(exports)
    await world.usage.replace(connection, costs(window(5, 5), cost(DAYS[0], nanos=1)), NOW)
    rest = [figure for day in [day async for day in exports] for figure in day]
    assert sum(figure.nanos for figure in [*first, *rest] if figure.currency == "usd") == len(DAYS) * (255 * NANOS + 8)


def run(database_url: str, home: Path, *arguments: str) -> Result:
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-" + "test-" * 3,
        "SLACK_SIGNING_SECRET": "test-" * 6,
        "DATABASE_URL": database_url,
        "TOKENMETER_HOME": str(home),
    }
    return CliRunner(env=environ).invoke(main, ["export", *arguments])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("T9", "7d"), "There is no workspace T9 here."),
        (("T1", "7d"), "No OpenAI account is connected."),
        (
            ("T1", "7d", "--as", "pdf"),
            "focus (which is FOCUS 1.2) and focus 1.4. What works: last 7 days.",
        ),
        (("T1", "7d", "--as", "focus", "--by", "model"), "FOCUS says itself what it is split by"),
        (("T1", "last", "7", "dyas"), "'last 7 dyas': this part is not understood. What works: last 7 days."),
    ],
)
def test_the_command_says_why_there_is_no_file(
    sqlite_url: str, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    async def ensure() -> None:
        database = Database(Secret(sqlite_url))
        await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
        await database.close()

    asyncio.run(ensure())
    result = run(sqlite_url, tmp_path, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
