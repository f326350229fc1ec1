"""What today will come to hour by hour, and when a budget for the day is used up at that pace."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.budget_words import ahead_words, heading_words, light, list_words
from core.budgets import AHEAD, Budget, Every, State, due
from core.forecasts import Today, TooLittle, today_of
from core.forecasts.hours import Hours
from core.money import NANOS
from tests.unit.worlds import TODAY

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
OFFICE = (*[0] * 8, *[10 * NANOS] * 10, *[0] * 6)
"""$100 from eight to eighteen o'clock."""
NIGHT = (20 * NANOS, *[0] * 23)
DAILY = Budget(200 * NANOS, Every.DAY)


def past(hours: Hours = OFFICE, weekend: Hours = NIGHT, days: int = 28) -> dict[date, Hours]:
    found = [TODAY - timedelta(days=back) for back in range(1, days + 1)]
    return {each: weekend if each.weekday() > 4 else hours for each in found}


def today(so_far: float, at: datetime = NINE, of: Mapping[date, Hours] | None = None) -> Today:
    found = today_of(past() if of is None else of, round(so_far * NANOS), at, "usd")
    assert isinstance(found, Today)
    return found


def state(so_far: float, at: datetime = NINE, budget: Budget = DAILY) -> State:
    end, spent = TODAY + timedelta(days=1), round(so_far * NANOS)
    return State(budget, TODAY, end, 0, spent, (), None, None, at, today(so_far, at))


def test_a_usual_day_goes_on_as_such_days_do_and_those_of_the_weekend_are_others() -> None:
    assert (today(10).total, today(10).either_way) == (100 * NANOS, 0)
    saturday = datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert today(20, saturday).total == 20 * NANOS


def test_a_dearer_day_is_taken_to_go_on_so_and_the_less_the_earlier_it_is() -> None:
    at_eleven = NINE.replace(hour=11)
    assert today(60, at_eleven).total == 60 * NANOS + 70 * NANOS * 70 // 40
    assert today(20).total == 20 * NANOS + 90 * NANOS * 30 // 20


def test_an_amount_is_crossed_within_the_hour_that_reaches_it() -> None:
    usual = today(10)
    assert usual.crosses(55 * NANOS) == NINE.replace(hour=13, minute=30)
    assert usual.crosses(100 * NANOS) == NINE.replace(hour=18)
    assert usual.crosses(100 * NANOS + 1) is None
    assert today(15, NINE.replace(minute=30)).crosses(20 * NANOS) == NINE.replace(hour=10)


def test_with_less_than_five_days_like_it_nothing_is_guessed() -> None:
    assert today_of(past(days=5), 0, NINE, "usd") == TooLittle(3, 5)
    assert today_of(past(hours=(0,) * 24), 0, NINE, "usd") == TooLittle(0, 5)
    assert today_of(past(hours=(-NANOS, *OFFICE[1:])), 0, NINE, "usd") == TooLittle(0, 5), "credits are no pace"


def test_the_interval_holds_four_of_five_days() -> None:
    chance, held = Random(5), []
    for _ in range(150):
        of = [[round(each * chance.lognormvariate(0, 0.6)) for each in OFFICE] for _ in range(21)]
        *before, whole = of
        found = today_of(
            {TODAY - timedelta(days=7 * back): each for back, each in enumerate(before, 1)},
            sum(whole[:12]),
            NINE.replace(hour=12),
            "usd",
        )
        assert isinstance(found, Today)
        held.append(abs(found.total - sum(whole)) <= found.either_way)
    assert 0.72 <= sum(held) / len(held) <= 0.95


@given(
    st.lists(st.lists(st.integers(0, 10**13), min_size=24, max_size=24), min_size=5, max_size=20),
    st.integers(-(10**12), 10**14),
    st.integers(0, 1439),
    st.integers(1, 10**15),
)
def test_whatever_was_spent_it_is_crossed_today_exactly_where_the_whole_day_comes_to_it(
    days: list[list[int]], so_far: int, minute: int, amount: int
) -> None:
    at = NINE.replace(hour=0) + timedelta(minutes=minute)
    found = today_of({TODAY - timedelta(days=7 * back): each for back, each in enumerate(days, 1)}, so_far, at, "usd")
    if isinstance(found, TooLittle):
        assert sum(sum(each) > 0 for each in days) < 5
        return
    crossed = found.crosses(amount)
    assert found.total >= so_far
    assert 0 <= found.either_way <= found.total - so_far
    if so_far < amount:
        assert (crossed is not None) is (found.total >= amount)
        assert crossed is None or at <= crossed <= at.replace(hour=0, minute=0) + timedelta(days=1)


def test_that_it_will_be_used_up_is_told_by_the_hour() -> None:
    stands = state(100, NINE.replace(hour=12))
    assert (due(stands, (50,)), light(stands)) == (AHEAD, "🟡")
    assert ahead_words(stands) == "$200 for today will be used up about 17:00 UTC at this pace"
    assert heading_words(stands) == ["Forecast for today: $232, used up about 17:00 UTC at this pace"]
    assert list_words(stands).endswith("50\u00a0% · forecast $232, used up about 17:00 UTC at this pace")


def test_what_is_used_up_within_the_hour_is_told_when_it_is() -> None:
    stands = state(185, NINE.replace(hour=15))
    assert heading_words(stands) == ["Forecast for today: $258, used up within the hour at this pace"]
    assert due(stands, (80,)) is None
    assert due(state(100, NINE.replace(hour=12)), (50, AHEAD)) is None
    assert due(state(210, NINE.replace(hour=15)), (80,)) == 100


@pytest.mark.parametrize("so_far", [10, 100])
def test_a_day_that_stays_within_it_says_so_and_tells_nothing(so_far: float) -> None:
    stands = state(so_far, NINE.replace(hour=9 + round(so_far / 10) - 1))
    assert heading_words(stands) == ["Forecast for today: $100, within the budget at this pace"]
    assert due(stands, (50,)) is None


def test_the_last_half_hour_is_shortly_before_midnight() -> None:
    late = Today("usd", 0, ((NINE, 0), (NINE.replace(hour=23), 0), (NINE.replace(hour=23, minute=59), 200 * NANOS)), 0)
    assert "used up shortly before midnight UTC at this pace" in heading_words(replace(state(0), today=late))[0]


def test_what_is_not_known_is_said() -> None:
    stands = replace(state(10), today=TooLittle(3, 5))
    said = "What today will come to, we don't know yet: that takes 5 working days of history, 3 so far."
    assert heading_words(stands) == [said]
    assert due(stands, (50,)) is None
