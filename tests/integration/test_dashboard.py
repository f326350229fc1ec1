"""The figures on a Home tab, over a real database."""

from pathlib import Path

import pytest

from bot.home.dashboard import Dashboard
from core.forecasts import Forecast
from core.money import NANOS
from core.reports import NoConnection, Report
from core.rights import Decision, Verdict
from storage.database import Database
from tests.conftest import FixedClock
from tests.integration.given import TODAY, connected
from tests.integration.test_narrowed_reports import World, expected, filters
from tests.integration.test_reasons import reasons_of


@pytest.fixture
async def world(database: Database, clock: FixedClock, tmp_path: Path) -> World:
    return World(database, clock, tmp_path)


def dashboard_of(world: World, clock: FixedClock) -> Dashboard:
    return Dashboard("T1", world.asking, reasons_of(world), clock)


async def test_somebody_sees_this_month_its_forecast_and_what_moved_of_what_they_may_ask_about(
    world: World, database: Database, clock: FixedClock
) -> None:
    await world.fill(await connected(database), days=60)
    seen = await dashboard_of(world, clock).figures(Decision(Verdict.YES, (filters("model:o3"),)))
    assert seen is not None
    assert isinstance(seen.month, Report)
    assert seen.month.total == expected("m == 'o3'", 23) * NANOS
    assert isinstance(seen.month.forecast, Forecast)
    assert seen.month.forecast.total == expected("m == 'o3'", 30) * NANOS
    assert seen.moved is not None
    assert seen.moved.days[0] == TODAY.replace(day=1)
    assert seen.moved.change.now == expected("m == 'o3'", (seen.moved.days[1] - seen.moved.days[0]).days + 1) * NANOS


async def test_where_last_month_is_not_there_to_compare_with_what_moved_lately_is_told(
    world: World, database: Database, clock: FixedClock
) -> None:
    await world.fill(await connected(database), days=29)
    seen = await dashboard_of(world, clock).figures(Decision(Verdict.YES))
    assert seen is not None
    assert seen.moved is not None
    assert (TODAY - seen.moved.days[0]).days == 13


async def test_who_may_see_no_money_is_told_none_and_without_a_connection_there_is_none(
    world: World, database: Database, clock: FixedClock
) -> None:
    dashboard = dashboard_of(world, clock)
    nothing = await dashboard.figures(Decision(Verdict.YES))
    assert nothing is not None
    assert (nothing.month, nothing.moved) == (NoConnection(), None)
    await world.fill(await connected(database), days=29)
    assert await dashboard.figures(Decision(Verdict.NOTHING)) is None
    assert await dashboard.figures(Decision(Verdict.MEMBERS_ONLY)) is None
