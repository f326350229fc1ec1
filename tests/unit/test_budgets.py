"""How a budget stands, and what is told of it: each threshold once in a period, the highest alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.budgets import (
    AHEAD,
    Budget,
    Every,
    Raised,
    State,
    WouldHave,
    asked,
    days_of,
    due,
    judged_days,
    key,
    replayed,
    state_of,
)
from core.forecasts import Forecast, TooLittle
from core.forecasts.replay import Misses
from core.money import NANOS
from core.questions import Dimension, Filter, parse, sentence
from core.reports import NothingUsed, NothingYet
from core.subscriptions import Kind, Subscription
from tests.unit.worlds import ALL, NOW, TODAY, cost, daily, day, estimates, question, report, rest, span

MONTHLY = Budget(1000 * NANOS, Every.MONTH)
FIRST, END = day(1), day(1, 12)


def state(dollars: float, budget: Budget = MONTHLY, ahead: Forecast | TooLittle | None = None) -> State:
    return State(budget, FIRST, END, round(dollars * NANOS), 0, (round(dollars * NANOS),), ahead, None, NOW)


def ahead(so_far: int, daily: int, likely: float = 0.0) -> Forecast:
    """What is known came to `so_far` dollars on the 1st; from today on it is `daily` dollars a day."""
    by_day = (so_far * NANOS, *[0] * 22, *[daily * NANOS] * 7)
    return Forecast(
        FIRST, "usd", so_far * NANOS, by_day, frozenset(span(TODAY, day(30))), Misses(likely / 2, likely), NOW
    )


def test_months_weeks_from_monday_and_days_are_those_of_utc() -> None:
    assert days_of(Every.DAY, TODAY) == (TODAY, day(25))
    assert days_of(Every.WEEK, TODAY) == (day(23), day(30))
    assert days_of(Every.WEEK, day(22)) == (day(16), day(23))
    assert days_of(Every.MONTH, date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 3, 1))


@given(st.sampled_from(Every), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_day_is_in_one_period_and_the_periods_follow_each_other(every: Every, when: date) -> None:
    first, end = days_of(every, when)
    assert first <= when < end
    assert days_of(every, first) == days_of(every, end - timedelta(days=1)) == (first, end)
    assert days_of(every, end)[0] == end


@given(st.sampled_from(Every), st.integers(0, 400))
def test_what_is_asked_for_a_budget_can_be_asked_by_anybody(every: Every, back: int) -> None:
    """Its button "Why" asks the same days by a sentence."""
    when = TODAY - timedelta(days=back)
    period = asked(every, when, TODAY)
    again = parse(sentence(replace(question("today"), period=period)), TODAY)
    assert not hasattr(again, "nearest")
    assert (again.period.first, again.period.end) == (period.first, period.end)


def test_what_is_billed_and_what_is_not_billed_yet_count_together() -> None:
    figures = daily(span(day(1), day(23)), "a", 20)
    found = state_of(MONTHLY, TODAY, report("month to date", figures, estimates=estimates(rest(TODAY, 41))), NOW)
    assert found is not None
    assert (found.billed, found.not_billed, found.spent) == (460 * NANOS, 41 * NANOS, 501 * NANOS)
    assert (found.percent, found.crossed, found.since(50)) == (50, (50,), TODAY)


def test_a_threshold_counts_from_its_last_nano_on_and_is_said_from_the_day_it_was_reached() -> None:
    figures = daily(span(day(1), day(23)), "a", 25)
    found = state_of(MONTHLY, TODAY, report("month to date", figures), NOW)
    assert found is not None
    assert found.since(50) == day(20)
    assert found.since(100) is None
    assert replace(found, billed=500 * NANOS - 1).crossed == ()


def test_what_is_billed_in_another_currency_is_no_part_of_it() -> None:
    figures = [cost(day(2), "a", 900), cost(day(3), "b", 40, currency="eur")]
    found = report("month to date", figures)
    dollars, euros = (state_of(replace(MONTHLY, currency=each), TODAY, found, NOW) for each in ("usd", "eur"))
    assert dollars is not None
    assert euros is not None
    assert (dollars.spent, euros.spent) == (900 * NANOS, 40 * NANOS)


def test_nothing_used_is_nothing_spent_and_nothing_collected_is_not_known() -> None:
    asked_for = question("month to date")
    used = NothingUsed(asked_for, report("month to date", [cost(day(2), "a", 1)]).days)
    nothing = state_of(MONTHLY, TODAY, used, NOW)
    assert nothing is not None
    assert (nothing.spent, nothing.percent, nothing.crossed) == (0, 0, ())
    assert state_of(MONTHLY, TODAY, NothingYet(asked_for, 3, 30, in_trouble=False), NOW) is None


def test_of_several_thresholds_that_are_reached_at_once_the_highest_alone_is_told() -> None:
    assert due(state(499.99), ()) is None
    assert due(state(500), ()) == 50
    assert due(state(1200), ()) == 100
    assert due(state(1200), (100,)) is None


def test_a_lower_threshold_is_not_told_after_a_higher_one() -> None:
    assert due(state(850), (100,)) is None


@given(st.lists(st.integers(-50, 400), max_size=40), st.sets(st.integers(1, 200), min_size=1, max_size=6))
def test_each_threshold_is_told_at_most_once_and_each_one_higher_than_the_last(
    spending: list[int], thresholds: set[int]
) -> None:
    budget = replace(MONTHLY, thresholds=tuple(sorted(thresholds)))
    told: list[int] = []
    total, most = 0, 0
    for dollars in spending:
        total += dollars
        most = max(most, total)
        if (found := due(state(total, budget), told)) is not None:
            told.append(found)
    assert all(before < after for before, after in pairwise(told))
    reached = [each for each in budget.thresholds if most * NANOS >= budget.comes_to(each)]
    assert told[-1:] == reached[-1:]


def test_a_budget_that_is_raised_tells_again_what_lies_above_the_spend() -> None:
    raised = replace(MONTHLY, amount=1500 * NANOS, raised=Raised(FIRST, 1100 * NANOS))
    assert due(state(1100, raised), ()) is None
    assert due(state(1200, raised), ()) == 80
    assert due(state(1600, raised), (80,)) == 100


def test_what_was_spent_when_it_was_raised_is_forgotten_in_the_next_period() -> None:
    raised = replace(MONTHLY, raised=Raised(day(1, 10), 1100 * NANOS))
    assert due(state(800, raised), ()) == 80


def test_that_it_will_be_used_up_is_told_once_and_after_what_is_reached() -> None:
    coming = state(700, ahead=ahead(700, 100))
    assert coming.used_up_on == day(26)
    assert due(coming, ()) == 50
    assert due(coming, (50,)) == AHEAD
    assert due(coming, (50, AHEAD)) is None


def test_that_it_will_be_used_up_is_no_news_once_it_was() -> None:
    """Its bill can be corrected downwards."""
    assert due(state(700, ahead=ahead(700, 100)), (100,)) is None


def test_that_it_may_be_used_up_is_not_told_as_long_as_it_may_as_well_not_be() -> None:
    assert due(state(700, ahead=ahead(700, 50, likely=0.1)), (50,)) == AHEAD
    assert due(state(700, ahead=ahead(700, 50, likely=0.2)), (50,)) is None
    assert due(state(700, ahead=ahead(700, 60, likely=0.2)), (50,)) == AHEAD
    assert due(state(700, ahead=ahead(700, 20)), (50,)) is None
    assert due(state(700, ahead=TooLittle(5)), (50,)) is None


def test_a_day_is_not_forecast() -> None:
    daily_budget = Budget(100 * NANOS, Every.DAY)
    found = replace(report("today", [cost(TODAY, "a", 60)]), forecast=ahead(60, 100))
    state = state_of(daily_budget, TODAY, found, NOW)
    assert state is not None
    assert state.ahead is None


def test_a_period_that_is_over_is_judged_as_long_as_its_last_usage_comes_in_and_not_when_it_is_restated() -> None:
    daily_budget = Budget(100 * NANOS, Every.DAY)
    long_ago = datetime(2026, 10, 1, tzinfo=UTC)
    night = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert judged_days(daily_budget, long_ago, night) == (day(23), day(24))
    assert judged_days(daily_budget, long_ago, night + timedelta(hours=12)) == (day(23), day(24)), "a late morning"
    assert judged_days(daily_budget, long_ago, night + timedelta(hours=13)) == (day(24),)
    assert judged_days(MONTHLY, long_ago, night) == (day(24),)


def test_a_period_that_was_over_when_it_was_set_is_not_judged() -> None:
    night = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert judged_days(Budget(100 * NANOS, Every.DAY), night - timedelta(hours=1), night) == (day(24),)


def test_the_messages_of_a_period_an_amount_a_part_and_a_recipient_have_names_of_their_own() -> None:
    more, euros = (state(1, replace(MONTHLY, **it)) for it in ({"amount": 2 * MONTHLY.amount}, {"currency": "eur"}))
    whole = Subscription("s", "T1", Kind.BUDGET, 1, "U1", NOW, (), "", ())
    web, search = (replace(whole, filters=(Filter(Dimension.PROJECT, name),)) for name in ("Web", "Search"))
    keys = {
        key(each, stands, what, place)
        for each in (whole, web, search)
        for stands in (state(1), more, euros)
        for what in (50, AHEAD)
        for place in ("U1", "C1")
    }
    assert len(keys) == 36


def test_the_last_days_are_replayed_in_whole_periods() -> None:
    by_day = [90 * NANOS] * 31 + [40 * NANOS] * 30
    budget = replace(MONTHLY, thresholds=(50, 80, 100))
    assert replayed(budget, day(15, 9), [500 * NANOS] * 16 + by_day[:30]) == (
        WouldHave(day(6, 10), 50),
        WouldHave(day(9, 10), 80),
        WouldHave(day(12, 10), 100),
    )


@given(st.lists(st.integers(0, 300), min_size=1, max_size=80), st.sampled_from(Every))
def test_what_is_replayed_is_what_would_have_been_told_day_by_day(dollars: list[int], every: Every) -> None:
    budget = Budget(1000 * NANOS, every)
    first, _ = days_of(every, day(1, 9))
    found: list[WouldHave] = []
    told: list[int] = []
    spent: list[int] = []
    for number, each in enumerate(dollars):
        today = first + timedelta(days=number)
        begun, end = days_of(every, today)
        if begun == today:
            told, spent = [], []
        spent.append(each * NANOS)
        stands = State(budget, begun, end, sum(spent), 0, tuple(spent), None, None, NOW)
        if (what := due(stands, told)) is not None:
            told.append(what)
            found.append(WouldHave(today, what))
    assert list(replayed(budget, first, [each * NANOS for each in dollars])) == found


def test_what_is_reached_in_one_day_is_replayed_as_one_message() -> None:
    assert replayed(Budget(100 * NANOS, Every.DAY), day(1), [120 * NANOS, 10 * NANOS, 55 * NANOS]) == (
        WouldHave(day(1), 100),
        WouldHave(day(3), 50),
    )


def test_every_figure_of_a_state_is_of_its_period() -> None:
    figures = daily(span(day(1, 10), day(23)), "a", 20)
    found = state_of(Budget(100 * NANOS, Every.WEEK), TODAY, report("this week", figures, ALL), NOW)
    assert found is not None
    assert (found.first, found.end, found.spent) == (day(23), day(30), 20 * NANOS)
