"""Rates over a real database: both counts are of the same days and of the same part."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.figures import Counted
from core.money import NANOS
from core.providers.contract import Series, UsageRow
from core.questions import Dimension
from core.reports import Rates
from core.reports.rate import Ratio
from storage.database import Database
from storage.reports import Reports
from storage.rows import epoch
from storage.usage import UsageStore
from tests.conftest import FixedClock
from tests.integration.given import NOW, TODAY, connected, usage, window
from tests.integration.test_hours import World

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
async def world(database: Database, clock: FixedClock, tmp_path: Path) -> World:
    world = World(database, clock, tmp_path)
    await world.fill(database)
    return world


async def rates(world: World, text: str) -> Rates:
    found = await world.ask(text)
    assert isinstance(found, Rates), found
    return found


async def test_what_a_request_costs_is_of_settled_days_alone(world: World) -> None:
    found = await rates(world, "last 8 days in cost per request")
    days = 8 - len(found.left_out)
    assert TODAY in found.left_out
    assert YESTERDAY in found.left_out
    assert found.whole.ratio == Ratio(days * 32 * NANOS, days * 6)


async def test_by_key_costs_are_shared_out_as_in_sums_and_marked(world: World) -> None:
    found = await rates(world, "last 8 days by key in cost per 1M tokens")
    assert found.shared_by == (Dimension.KEY,)
    assert {line.key for line in found.lines} == {"key_ci", "key_app"}
    assert all(line.about for line in found.lines)
    # Both have used the same ware, for the same price.
    assert [line.ratio.over / line.ratio.under for line in found.lines] == pytest.approx([8 * NANOS / 660] * 2)
    assert len(found.without) == 1, "storage, which no key used"


async def test_by_model_what_has_no_tokens_is_in_the_whole_alone(world: World) -> None:
    found = await rates(world, "last 8 days by model in cost per 1M tokens")
    [line] = found.lines
    assert line.ratio.over / line.ratio.under == pytest.approx(8 * NANOS / 660)
    assert found.whole.ratio.over == 4 * line.ratio.over
    assert found.without == ("No model (storage, tools …)",)


async def test_cached_and_batched_tokens_are_counted_where_they_are_told(database: Database) -> None:
    plain = Series("completions", "", "", (("model", "o3"), ("batch", "false")))
    batch = Series("completions", "", "", (("model", "o3"), ("batch", "true")))
    untold = Series("completions", "", "", (("model", "gpt-5"),))
    start = epoch(YESTERDAY)
    rows = (
        UsageRow(start, 0, 1, 600, 100, 300, None, None),
        UsageRow(start, 1, 1, 200, 100, 0, None, None),
        UsageRow(start, 2, 1, 50, 50, 10, None, None),
    )
    connection = await connected(database)
    figures = usage(window(1), *rows, series=(plain, batch, untold), grouping=("model", "batch"))
    await UsageStore(database).replace(connection, figures, NOW)
    reports = Reports(database)
    found = {
        counted: [
            (figure.label, figure.amount)
            for figure in await reports.usage_by_day("T1", YESTERDAY, TODAY, [Dimension.MODEL], counted)
        ]
        for counted in Counted
    }
    assert {counted: dict(of) for counted, of in found.items()} == {
        Counted.TOKENS: {"o3": 1000, "gpt-5": 100},
        Counted.REQUESTS: {"o3": 2, "gpt-5": 1},
        Counted.READ: {"o3": 800, "gpt-5": 50},
        Counted.CACHED: {"o3": 300, "gpt-5": 10},
        Counted.BATCHED: {"o3": 300, "gpt-5": 0},
        Counted.BATCHABLE: {"o3": 1000, "gpt-5": 0},
    }
