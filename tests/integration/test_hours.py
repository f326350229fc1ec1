"""Questions by the hour over a real database: each hour adds up to what the day says."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.answers.asking import Asking
from bot.answers.estimating import Estimating
from bot.answers.whole_days import WholeDays
from bot.chart_process import ChartProcess
from core.money import NANOS
from core.providers.contract import Series
from core.providers.openai import OpenAI, match
from core.questions import NotUnderstood, Question, parse
from core.reports import Answer, Rates, Report
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.estimates import DailyRows
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.usage import UsageStore
from tests.conftest import FixedClock
from tests.integration.given import EMBEDDINGS, NOW, TODAY, connected, cost, costs, usage, used, window

KEYS = ("key_ci", "key_app")
USED = tuple(Series("completions", "", "", (("project", "p"), ("key", key), ("model", "o3"))) for key in KEYS)
BILLED = (
    Series("costs", "", "usd", (("project", "p"), ("item", "o3, input"), ("model", "o3"))),
    Series("costs", "", "usd", (("project", "p"), ("item", "file storage"), ("model", ""))),
)
SEEN = NOW - timedelta(days=3)
OLDEST, YESTERDAY = TODAY - timedelta(days=12), TODAY - timedelta(days=1)


class World:
    """Each day o3 costs $8 and storage $24: key ci has used 100 tokens at 03:00 and 200 at 05:00, key app 300 at 05:00.
    Today has the same, and no bill yet. On the oldest day, usage is known by the day alone."""

    def __init__(self, database: Database, clock: FixedClock, cache: Path) -> None:
        self._usage = UsageStore(database)
        self._asking = Asking(
            Connections(database),
            WholeDays(self._usage, OpenAI.endpoints),
            Reports(database),
            Restatements(database),
            NameStore(database),
            Estimating(DailyRows(database), self._usage, match, lambda *_: None),
            Colours(database),
            ChartProcess(cache),
            clock,
        )

    async def fill(self, database: Database) -> None:
        self._connection = connection = await connected(database)
        days = [TODAY - timedelta(days=age) for age in range(12)]
        grouping = ("project", "key", "model")
        spent = [
            row
            for day in days
            for row in (
                used(day, 3, tokens=100, requests=1),
                used(day, 5, tokens=200, requests=2),
                used(day, 5, 1, tokens=300, requests=3),
            )
        ]
        figures = [
            costs(
                window(12, 13),
                *(cost(day, at, nanos * NANOS) for day in [*days[1:], OLDEST] for at, nanos in enumerate((8, 24))),
                series=BILLED,
                grouping=("project", "item"),
            ),
            usage(window(11, 12), *spent, series=USED, grouping=grouping),
            usage(window(12), used(OLDEST, tokens=600), series=USED, grouping=grouping, width="1d"),
            usage(window(12, 13), series=(), endpoint=EMBEDDINGS, grouping=()),
        ]
        for each in figures:
            await self._usage.replace(connection, each, SEEN)
            await self._usage.replace(connection, each, NOW)

    async def collect_yesterday(self, nanos: int) -> None:
        """Read yesterday's bill again, a minute later: o3 alone has cost so much."""
        figures = costs(window(1), cost(YESTERDAY, 0, nanos), series=BILLED, grouping=("project", "item"))
        await self._usage.replace(self._connection, figures, NOW + timedelta(minutes=1))

    async def collect_today(self, tokens: int) -> None:
        """Read today again, a minute later: key ci has used so many."""
        figures = usage(window(0), used(TODAY, 3, tokens=tokens), series=USED, grouping=("project", "key", "model"))
        await self._usage.replace(self._connection, figures, NOW + timedelta(minutes=1))

    async def ask(self, text: str) -> Answer | Rates:
        question = parse(text, TODAY)
        assert isinstance(question, Question), question
        return await self._asking.answer("T1", question)

    async def report(self, text: str) -> Report:
        found = await self.ask(text)
        assert isinstance(found, Report), found
        return found


@pytest.fixture
async def world(database: Database, clock: FixedClock, tmp_path: Path) -> World:
    world = World(database, clock, tmp_path)
    await world.fill(database)
    return world


def first_hours(values: tuple[int, ...], per: int = 1) -> list[float]:
    return [value / per for value in values[:7]]


async def test_what_was_used_is_told_by_the_hour(world: World) -> None:
    found = await world.report("yesterday by key per hour in tokens")
    ci, app = sorted(found.lines, key=lambda line: line.key != "key_ci")
    assert first_hours(ci.by_hour) == [0, 0, 0, 110, 0, 220, 0]
    assert first_hours(app.by_hour) == [0, 0, 0, 0, 0, 330, 0]
    assert sum(found.by_hour) == found.total == 660
    narrowed = await world.report("yesterday for key:key_ci per hour in requests")
    assert first_hours(narrowed.by_hour) == [0, 0, 0, 1, 0, 2, 0]


async def test_costs_are_shared_out_by_what_each_hour_used_and_add_up_to_the_bill(world: World) -> None:
    found = await world.report("last 3 days per hour")
    assert first_hours(found.by_hour, NANOS) == pytest.approx([1, 1, 1, 1 + 8 / 6, 1, 1 + 8 * 5 / 6, 1])
    assert len(found.by_hour) == 2 * 24 + 10
    assert sum(found.by_hour) == found.total == 2 * 32 * NANOS
    by_model = await world.report("yesterday by model per hour")
    assert [first_hours(line.by_hour, NANOS)[4:6] for line in by_model.lines] == [
        [1, 1],
        [0, pytest.approx(8 * 5 / 6)],
    ]


async def test_by_key_they_are_shared_out_twice(world: World) -> None:
    found = await world.report("yesterday by key per hour")
    hours = {line.key: first_hours(line.by_hour, NANOS)[3:6] for line in found.lines}
    assert hours["key_ci"] == pytest.approx([8 / 6, 0, 8 / 3])
    assert hours["key_app"] == pytest.approx([0, 0, 4])


async def test_what_is_not_billed_yet_has_its_hours_too(world: World) -> None:
    found = await world.report("today per hour")
    assert not found.billed
    assert found.not_billed is not None
    assert sum(found.not_billed_by_hour) == found.not_billed.amount > 0
    assert [bool(each) for each in found.not_billed_by_hour] == [hour in (3, 5) for hour in range(10)]


async def test_hours_that_are_not_kept_are_refused(world: World) -> None:
    found = await world.ask(f"{OLDEST}..{YESTERDAY} per day")
    assert isinstance(found, Report)
    found = await world.ask(f"{OLDEST}..{OLDEST + timedelta(days=5)} per hour")
    assert isinstance(found, NotUnderstood)
    assert found.nearest[-1] == f"usage {OLDEST + timedelta(days=1)}..{OLDEST + timedelta(days=5)} per hour"
    assert isinstance(await world.ask(found.nearest[-1]), Report)


async def test_what_is_not_billed_yet_is_worked_out_again_once_something_is_collected(world: World) -> None:
    async def not_billed(text: str) -> int:
        rest = (await world.report(text)).not_billed
        return 0 if rest is None else rest.amount

    before = {text: await not_billed(text) for text in ("today", "today for key:key_ci", "today for key:key_app")}
    assert before["today"] == before["today for key:key_ci"] + before["today for key:key_app"] > 0
    assert [await not_billed(text) for text in before] == list(before.values())
    await world.collect_today(tokens=600)
    after = [await not_billed(text) for text in before]
    assert after[0] == after[1] == 2 * before["today for key:key_ci"]
    assert after[2] == 0


async def test_costs_are_read_again_once_a_day_of_theirs_is_collected_again(world: World) -> None:
    async def totals() -> list[int]:
        return [
            (await world.report(text)).total // NANOS
            for text in ("7d", "7d by model", "7d for model:o3", "last 3 days")
        ]

    assert await totals() == await totals() == [6 * 32, 6 * 32, 6 * 8, 2 * 32]
    await world.collect_yesterday(nanos=NANOS)
    assert await totals() == [5 * 32 + 1, 5 * 32 + 1, 5 * 8 + 1, 32 + 1]
