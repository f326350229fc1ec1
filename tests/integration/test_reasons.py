"""What explanations read: sums over spans of days, of what somebody may see and asks about."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from bot.answers.estimating import Estimating
from bot.answers.reasons import Reasons
from bot.answers.whole_days import WholeDays
from core.estimates.rows import Labels, UsageOfDay
from core.money import NANOS
from core.people import People
from core.providers.contract import UsageRow
from core.providers.openai import OpenAI, match
from core.questions import NotUnderstood, Question, sentence
from core.reports import NoConnection, NothingLeft
from core.why import Explained, Explanation, NothingSettled, read_why
from storage.connections import Connections
from storage.database import Database
from storage.estimates import DailyRows
from storage.reports import Reports
from storage.rows import epoch
from storage.usage import UsageStore
from tests.conftest import FixedClock
from tests.integration.given import HOUR, NOW, TODAY, connected, cost, costs, usage, used, window
from tests.integration.test_narrowed_reports import World, filters

DAY = (TODAY - timedelta(days=5)).isoformat()


def reasons_of(world: World) -> Reasons:
    database = world.database
    reading = UsageStore(database)
    estimating = Estimating(DailyRows(database), reading, match, lambda *_: None)
    whole_days = WholeDays(reading, OpenAI.endpoints)
    known = Connections(database), whole_days, Reports(database), world.names
    return Reasons(*known, estimating, FixedClock(NOW))


async def why(world: World, text: str, *limits: str) -> Explained:
    asked = read_why(text, TODAY)
    assert isinstance(asked, Question), asked
    return await reasons_of(world).of("T1", asked, [filters(each) for each in limits], People())


async def test_a_span_comes_to_what_its_days_come_to(database: Database) -> None:
    """Days with rare numbers are rows apart, for a query cannot add these up."""
    connection = await connected(database)
    store, days = UsageStore(database), [TODAY - timedelta(days=age) for age in (9, 8, 7)]
    rare = [UsageRow(epoch(day) + HOUR, 1, 2, 30, 4, 5, 1.5, b'{"input_audio_tokens": 6}') for day in days]
    await store.replace(connection, usage(window(9, 3), *map(used, days), *rare), NOW)
    await store.replace(connection, costs(window(9, 3), *(cost(day, n) for day in days for n in (0, 1))), NOW)
    rows, span = DailyRows(database), ("T1", days[0], days[2])
    by_day, in_all = await rows.usage(*span), await rows.usage_in_all(*span)
    assert _together(by_day) == _together(in_all)
    assert Counter(row.rare for row in by_day if row.rare) == Counter(row.rare for row in in_all if row.rare)
    assert len(in_all) == 1 + 2
    billed, in_all_billed = await rows.costs(*span), await rows.costs_in_all(*span)
    assert len(in_all_billed) == 2
    assert {row.labels: row.nanos for row in in_all_billed} == {row.labels: 2 * NANOS for row in billed}


ASKED: list[tuple[str, tuple[str, ...]]] = [
    ("", ()),
    ('for project:"Search & Rank"', ()),
    ("for -model:gpt-5*", ()),
    ("for key:ci model:o3", ()),
    ("", ('project:"Search & Rank"', "key:ci")),
    ("for -key:app", ("-model:o3",)),
    ("for connection:Acme", ("connection:Acme", "project:Web")),
]
"""What is asked, and within which limits."""


async def test_what_is_explained_is_what_usage_answers(database: Database, tmp_path: Path) -> None:
    world = World(database, FixedClock(NOW), tmp_path)
    await world.fill(await connected(database))
    await world.fill(await connected(database, name="Beta", number=2))
    for text, limits in ASKED:
        found = await why(world, f"{DAY} {text}", *limits)
        assert isinstance(found, Explanation)
        assert found.change.now == found.change.before == await world.dollars(text, *limits) * NANOS, (text, limits)
        assert sum(line.cost.now for line in found.movers) == found.change.now


async def test_beyond_a_limit_no_name_is_told(database: Database, tmp_path: Path) -> None:
    world = World(database, FixedClock(NOW), tmp_path)
    assert isinstance(await why(world, DAY), NoConnection)
    await world.fill(await connected(database))
    found = await why(world, f"{DAY} for project:Wib", "project:Web")
    assert isinstance(found, NotUnderstood)
    assert found.nearest == (f"why {DAY} for project:Web",)
    found = await why(world, f"{DAY} for project:We", 'project:"Search & Rank"')
    assert isinstance(found, NotUnderstood)
    assert found.nearest == (f"why {DAY}",)
    assert isinstance(await why(world, DAY, "project:nothing-like-it"), NothingLeft)


async def test_what_bills_do_not_tell_apart_is_shared_out_or_refused(database: Database, tmp_path: Path) -> None:
    world = World(database, FixedClock(NOW), tmp_path)
    await world.fill(await connected(database), cost_grouping=("project", "item"))
    shared = await why(world, f"{DAY} for key:ci")
    assert isinstance(shared, Explanation)
    assert shared.is_shared
    refused = await why(world, f"{DAY} for user:somebody")
    assert isinstance(refused, NotUnderstood)


def _together(rows: list[UsageOfDay]) -> Counter[tuple[Labels, int]]:
    """Requests and tokens by labels."""
    sums: Counter[tuple[Labels, int]] = Counter()
    for row in rows:
        sums.update({(row.labels, at): number for at, number in enumerate((row.requests, row.input, row.output))})
    return sums


async def test_where_no_period_is_said_the_newest_settled_day_is_explained(database: Database, tmp_path: Path) -> None:
    world = World(database, FixedClock(NOW), tmp_path)
    connection = await connected(database)
    days = [TODAY - timedelta(days=age) for age in range(1, 11)]
    figures = costs(window(10, 10), *map(cost, days), grouping=("project", "key", "item"))
    await UsageStore(database).replace(connection, figures, NOW)
    young = await why(world, "")
    assert isinstance(young, NothingSettled)
    assert sentence(young.question) == "usage last 14 days"
    await world.fill(connection)
    found = await why(world, "for key:ci")
    assert isinstance(found, Explanation)
    assert found.days == (TODAY - timedelta(days=3), TODAY - timedelta(days=3))
    assert found.before == (TODAY - timedelta(days=10), TODAY - timedelta(days=10))
    missed = await why(world, "for key:cj")
    assert isinstance(missed, NotUnderstood)
    assert missed.nearest == ("why for key:ci",)
