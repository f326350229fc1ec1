"""The sandbox's organization: believable, the same for the same seed, and exact about what it costs."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from sandbox.openai.calls import RUNAWAY_AGE
from sandbox.openai.prices import CHEAPER_MODEL, CREDIT_ITEM, DISCOUNT, cheaper_from
from sandbox.openai.settling import midnight
from sandbox.openai.world import World

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
WEDNESDAY = date(2026, 11, 11)
"""Settled long ago."""


def at(moment: datetime = NOW) -> Callable[[], datetime]:
    return lambda: moment


@pytest.fixture(scope="module")
def world() -> World:
    return World(1, at())


def daily_totals(world: World, days: int) -> dict[date, Decimal]:
    found = [TODAY - timedelta(days=n) for n in range(days)]
    long_after = NOW + timedelta(days=30)
    return {day: world.total_cost(day, day + timedelta(days=1), long_after) for day in found}


def test_the_same_seed_gives_the_same_organization_and_the_same_figures_in_whatever_order_they_are_asked() -> None:
    one, other = World(5, at()), World(5, at())
    days = [TODAY - timedelta(days=n) for n in (1, 40, 200)]
    figures = [(one.costs(day, NOW), list(one.used("completions", day, NOW))) for day in days]
    assert [(other.costs(day, NOW), list(other.used("completions", day, NOW))) for day in days[::-1]] == figures[::-1]
    assert one.organization == other.organization


def test_another_seed_gives_another_organization(world: World) -> None:
    other = World(2, at())
    assert other.organization.id != world.organization.id
    assert other.total_cost(WEDNESDAY, TODAY, NOW) != world.total_cost(WEDNESDAY, TODAY, NOW)
    ids = {project.id for project in world.organization.projects}
    assert ids.isdisjoint(project.id for project in other.organization.projects)


def test_figures_never_change_between_releases_without_being_noticed(world: World) -> None:
    assert world.total_cost(WEDNESDAY, WEDNESDAY + timedelta(days=1), NOW) == Decimal("543.547432822902086")


def test_what_one_key_costs_is_its_tokens_by_the_price_list_less_the_discount(world: World) -> None:
    key = world.organization.key("copilot-prod")
    used = next(u for u in world.used("completions", WEDNESDAY, NOW) if u.labels.api_key_id == key.id)
    assert used.labels.model == "gpt-5.1-2025-11-13"
    share = (1 - DISCOUNT) / 10**6
    costs = world.costs(WEDNESDAY, NOW)

    def cost(item: str) -> Decimal:
        return costs[key.project, f"gpt-5.1-2025-11-13, {item}", key.id]

    assert cost("input") == sum(used.hours.fresh) * Decimal("1.25") * share
    assert cost("cached input") == sum(used.hours.cached) * Decimal("0.125") * share
    assert cost("output") == sum(used.hours.output) * Decimal(10) * share


def test_a_batch_costs_half_and_priority_twice_as_much(world: World) -> None:
    costs = world.costs(WEDNESDAY, NOW)
    share = (1 - DISCOUNT) / 10**6
    for name, model, price in (
        ("ingest-batch", "gpt-4.1-mini-2025-04-14", Decimal("1.6") / 2),
        ("copilot-priority", "gpt-5.1-2025-11-13", Decimal(10) * 2),
        ("sales-agent", "gpt-5-2025-08-07", Decimal(10) / 2),
    ):
        key = world.organization.key(name)
        used = [u for u in world.used("completions", WEDNESDAY, NOW) if u.labels.api_key_id == key.id]
        assert len(used) == 1
        assert costs[key.project, f"{model}, output", key.id] == sum(used[0].hours.output) * price * share


def test_all_tokens_used_are_billed_and_no_others(world: World) -> None:
    used: Counter[str] = Counter()
    for endpoint in ("completions", "decisions", "embeddings"):
        for one in world.used(endpoint, WEDNESDAY, NOW):
            used[one.labels.model] += sum(sum(numbers) for numbers in one.hours[1:])
    billed: Counter[str] = Counter()
    assert sum(used.values()) > 100_000_000
    for line in world.cost_lines(WEDNESDAY, NOW):
        if line.unit == "tokens":
            billed[line.line_item.split(", ")[0]] += int(line.quantity or 0)
    assert billed == used


@pytest.mark.parametrize(
    ("endpoint", "item", "unit"),
    [
        ("images", "gpt-image-1", 1),
        ("images", "gpt-image-1-mini", 1),
        ("audio_speeches", "tts-1", 1),
        ("audio_transcriptions", "whisper-1", 60),
        ("vector_stores", "vector storage", 2**30),
        ("code_interpreter_sessions", "code interpreter sessions", 1),
        ("file_search_calls", "file search tool calls", 1),
        ("web_search_calls", "web search tool calls", 1),
    ],
)
def test_what_is_not_counted_in_tokens_is_billed_as_it_was_used(
    world: World, endpoint: str, item: str, unit: int
) -> None:
    used: Counter[str] = Counter()
    for labels, hours in world.counted(endpoint, WEDNESDAY, NOW):
        if endpoint != "images" or labels.model == item:
            used[labels.project_id] += sum(hours.requests if item.endswith("tool calls") else hours.quantity)
    billed: dict[str, Decimal] = {}
    for line in world.cost_lines(WEDNESDAY, NOW):
        if line.line_item == item and line.project_id:
            billed[line.project_id] = billed.get(line.project_id, Decimal(0)) + (line.quantity or 0)
    assert used
    assert billed.keys() == used.keys()
    assert all(abs(billed[project] - Decimal(used[project]) / unit) < Decimal("0.00001") for project in billed)


def test_one_price_falls_in_the_middle_of_a_month(world: World) -> None:
    falls = cheaper_from(TODAY)
    assert 1 < falls.day < 28

    def price(day: date) -> Decimal:
        line = next(
            line
            for line in world.cost_lines(day, NOW)
            if line.line_item == f"{CHEAPER_MODEL}, output"
            and line.api_key_id == world.organization.key("mobile-ios").id
        )
        return line.amount / (line.quantity or 0)

    assert price(falls) == price(falls - timedelta(days=1)) * Decimal("0.8")


def test_the_newest_days_are_not_billed_yet_then_partly_then_revised_then_never_again(world: World) -> None:
    day = date(2026, 11, 18)
    ends = midnight(day) + timedelta(days=1)

    def billed(hours: float) -> Decimal:
        return world.total_cost(day, day + timedelta(days=1), ends + timedelta(hours=hours))

    assert billed(0) == 0
    assert 0 < billed(18) < billed(30) < billed(47.9) < billed(48)
    assert billed(48) == billed(72) == billed(24 * 300)


def test_what_was_billed_only_grows_while_it_settles(world: World) -> None:
    day = date(2026, 11, 18)
    seen = [world.costs(day, midnight(day) + timedelta(hours=hours)) for hours in range(20, 80)]
    for before, after in pairwise(seen):
        assert all(amount <= after[where] for where, amount in before.items())


def test_the_newest_hours_of_usage_are_incomplete_and_fill_up_within_a_day(world: World) -> None:
    def requests(moment: datetime) -> list[int]:
        hours = [used.hours.requests for used in world.used("completions", TODAY, moment)]
        return [sum(hour) for hour in zip(*hours, strict=True)]

    now, later, last = requests(NOW), requests(NOW + timedelta(hours=2)), requests(NOW + timedelta(days=2))
    assert now[9:] == [0] * 15
    assert 0 < now[8] < later[8] <= last[8]
    assert 0 < later[10] < last[10]
    assert all(a <= b for a, b in zip(now, later, strict=True))
    assert last == requests(NOW + timedelta(days=90))


def test_the_hour_that_runs_is_partial() -> None:
    world = World(1, at())

    def running(minutes: int) -> int:
        moment = NOW + timedelta(minutes=minutes)
        return sum(used.hours.requests[9] for used in world.used("completions", TODAY, moment))

    assert running(0) == 0 < running(10) < running(40) < running(90)


def test_tokens_are_never_known_without_a_request(world: World) -> None:
    for used in world.used("completions", TODAY, NOW):
        for numbers in used.hours[1:]:
            assert all(requests or not tokens for requests, tokens in zip(used.hours.requests, numbers, strict=True))


def test_a_month_costs_what_a_company_might_spend_and_the_year_grows(world: World) -> None:
    months: Counter[int] = Counter()
    for day, total in daily_totals(world, 360).items():
        months[(TODAY - day).days // 30] += int(total)
    assert all(5_000 < total < 16_000 for total in months.values())
    assert months[0] > 1.5 * months[11]


def test_weekends_are_quieter(world: World) -> None:
    totals = daily_totals(world, 70)
    weekend = sum((total for day, total in totals.items() if day.weekday() >= 5), Decimal(0)) / 20
    working = sum((total for day, total in totals.items() if day.weekday() < 5), Decimal(0)) / 50
    assert weekend < working * Decimal("0.6")


def test_one_night_of_the_last_ten_days_ran_away(world: World) -> None:
    totals = daily_totals(world, 60)
    worst = max(totals, key=lambda day: totals[day])
    assert worst == TODAY - timedelta(days=RUNAWAY_AGE)
    assert RUNAWAY_AGE < 10
    key = world.organization.key("nightly-eval")
    by_key = sum(amount for (_, _, key_id), amount in world.costs(worst, NOW).items() if key_id == key.id)
    assert by_key > totals[worst] * Decimal("0.4")


def test_an_hour_has_ten_to_forty_series(world: World) -> None:
    for day in (WEDNESDAY, TODAY - timedelta(days=190)):
        hours = [used.hours.requests for used in world.used("completions", day, NOW)]
        busy = [sum(map(bool, hour)) for hour in zip(*hours, strict=True)]
        assert min(busy) >= 5
        assert 10 <= max(busy) <= 40


def test_models_come_and_go(world: World) -> None:
    def models(age: int) -> set[str]:
        return {used.labels.model for used in world.used("completions", TODAY - timedelta(days=age), NOW)}

    assert "gpt-4o-2024-08-06" in models(300)
    assert "gpt-4o-2024-08-06" not in models(3)
    assert "gpt-6-astra" in models(3)
    assert "gpt-6-astra" not in models(40)


def test_some_costs_have_no_model_some_no_key_and_some_are_credits(world: World) -> None:
    lines = [line for day in daily_totals(world, 100) for line in world.cost_lines(day, NOW)]
    items = {line.line_item for line in lines}
    assert {"web search tool calls", "vector storage", "code interpreter sessions"} <= items
    assert {line.unit for line in lines} >= {"tokens", "gibibyte_hours", "duration_minutes", None}
    credits_given = [line for line in lines if line.line_item == CREDIT_ITEM]
    assert credits_given
    assert all(line.amount < 0 and line.project_id is None for line in credits_given)
    assert any(line.api_key_id is None and line.unit == "tokens" for line in lines)


def test_deleted_keys_gone_people_and_an_archived_project_have_a_past(world: World) -> None:
    past = list(world.used("completions", TODAY - timedelta(days=200), NOW))
    organization = world.organization
    assert {used.labels.api_key_id for used in past} >= {organization.key(n).id for n in ("old-script", "lab-quentin")}
    assert {used.labels.project_id for used in past} >= {organization.project("Legacy chatbot").id}
    recent = {used.labels.project_id for used in world.used("completions", WEDNESDAY, NOW)}
    assert organization.project("Legacy chatbot").id not in recent


def test_it_has_fourteen_projects_some_30_keys_and_18_people(world: World) -> None:
    organization = world.organization
    assert len(organization.projects) == 14
    assert sum(project.archived is not None for project in organization.projects) == 1
    assert len(organization.keys) == 30
    assert len(organization.users) == 18
    ids = [thing.id for group in (organization.projects, organization.keys, organization.users) for thing in group]
    assert len(set(ids)) == len(ids)


def test_nothing_was_used_before_the_first_day(world: World) -> None:
    before = world.first_day - timedelta(days=1)
    assert (TODAY - world.first_day).days == 364
    assert not list(world.used("completions", before, NOW))
    assert world.costs(before, NOW) == {}
    assert world.costs(world.first_day, NOW)


def test_the_story_stays_where_it_is_while_the_clock_goes_on() -> None:
    moment = [NOW]
    world = World(1, lambda: moment[0])
    day = TODAY + timedelta(days=3)
    assert not any(any(used.hours.requests) for used in world.used("completions", day, NOW))
    before = world.costs(WEDNESDAY, NOW)
    moment[0] = NOW + timedelta(days=10)
    assert world.costs(WEDNESDAY, moment[0]) == before
    assert world.total_cost(day, day + timedelta(days=1), moment[0]) > 100
    assert World(1, lambda: moment[0], last_day=TODAY).costs(WEDNESDAY, moment[0]) == before


def test_a_day_that_is_restated_has_other_figures_some_other_series_and_no_influence_on_other_days() -> None:
    world, before = World(1, at()), World(1, at())
    for editions in (1, 2):
        world.restate(WEDNESDAY)
        assert world.edition(WEDNESDAY) == editions
        one, other = before.costs(WEDNESDAY, NOW), world.costs(WEDNESDAY, NOW)
        assert one.keys() - other.keys()
        assert all(one[where] != other[where] for where in one.keys() & other.keys() if where[2])
        used = {each.labels for each in world.used("completions", WEDNESDAY, NOW)}
        assert {each.labels for each in before.used("completions", WEDNESDAY, NOW)} - used
        before.restate(WEDNESDAY)
    day_after = WEDNESDAY + timedelta(days=1)
    assert (world.costs(day_after, NOW), world.edition(day_after)) == (World(1, at()).costs(day_after, NOW), 0)


@pytest.mark.parametrize("wanted", [1, 40, 120])
def test_a_world_for_benchmarks_has_as_many_series_in_every_hour_as_asked_for(wanted: int) -> None:
    world = World(3, at(), series_an_hour=wanted)
    for day in (world.first_day, TODAY - timedelta(days=100), TODAY - timedelta(days=2)):
        used = list(world.used("completions", day, NOW))
        assert len({one.labels for one in used}) == wanted
        assert all(all(one.hours.requests) for one in used)
    assert world.total_cost(WEDNESDAY, TODAY, NOW) > 0


def test_a_world_for_benchmarks_refuses_more_series_than_it_can_name() -> None:
    with pytest.raises(ValueError, match="at most"):
        World(3, at(), series_an_hour=100_000)


def test_an_empty_organization_has_an_owner_a_project_and_nothing_else() -> None:
    world = World.empty(at())
    assert world.total_cost(TODAY - timedelta(days=400), TODAY, NOW) == 0
    assert not list(world.used("completions", WEDNESDAY, NOW))
    assert len(world.organization.projects) == len(world.organization.users) == 1
    assert world.organization.keys == ()


def test_a_day_of_an_unknown_endpoint_is_quiet(world: World) -> None:
    assert not list(world.used("telepathy", WEDNESDAY, NOW))


def test_a_world_may_be_without_an_endpoint_and_be_billed_in_another_currency() -> None:
    world = World(1, at(), without=["decisions"], currency="eur")
    assert not list(world.used("decisions", WEDNESDAY, NOW))
    assert list(World(1, at()).used("decisions", WEDNESDAY, NOW))
    assert world.currency == "eur"


def test_what_is_stored_stays_through_the_day_and_is_there_at_once(world: World) -> None:
    (labels, hours), *_ = world.counted("vector_stores", TODAY, NOW)
    assert labels.user_id is labels.api_key_id is None
    assert len(set(hours.quantity[:9])) == 1
    assert hours.quantity[0] > 10 * 2**30
    assert hours.quantity[9:] == [0] * 15
