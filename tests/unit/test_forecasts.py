"""What a month will come to, and how close that usually is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forecasts import Forecast, Spent, TooLittle, forecast, history_needed
from core.forecasts.replay import misses
from core.money import NANOS
from core.questions.dimensions import Measure
from core.reports.days import ledger_of
from core.reports.spent import spent_of
from tests.unit.worlds import ALL, HISTORY, NOW, TODAY, connection, cost, daily, day, ledger, rest, settled, span

MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
FIRST, END = day(1), day(1, 12)
WEEKEND = 5


def on_weekdays(when: date) -> int:
    """$100 from Monday to Friday, $20 on Saturday and Sunday."""
    return (100 if when.weekday() < WEEKEND else 20) * NANOS


def history(amount: Callable[[date], int] = on_weekdays, days: int = 120) -> dict[date, int]:
    return {each: amount(each) for each in (TODAY - timedelta(days=back) for back in range(days, 0, -1))}


def spent(known: Mapping[date, int], today: int = 0, now: datetime = MIDNIGHT) -> Spent:
    return Spent("usd", known, known, today, frozenset(), now)


def month(known: Mapping[date, int], today: int = 0, now: datetime = MIDNIGHT) -> Forecast:
    found = forecast(spent(known, today, now), FIRST, END)
    assert isinstance(found, Forecast)
    return found


def close(found: int, wanted: float, percent: float) -> bool:
    return abs(found - wanted) * 100 <= wanted * percent


def test_what_is_the_same_every_week_goes_on_as_it_was() -> None:
    found = month(history())
    assert found.total == sum(map(on_weekdays, span(FIRST, day(30))))
    assert found.so_far == sum(map(on_weekdays, span(FIRST, day(23))))
    assert (found.first, found.last) == (FIRST, day(30))
    assert (found.either_way, found.usual_error) == (0, 1)


def test_a_week_and_a_day_are_forecast_like_a_month() -> None:
    week = forecast(spent(history()), day(23), day(30))
    today = forecast(spent(history()), day(24), day(25))
    assert isinstance(week, Forecast)
    assert isinstance(today, Forecast)
    assert (week.total, today.total) == (540 * NANOS, 100 * NANOS)


@pytest.mark.parametrize("runaway", [day(23), day(20), day(2), day(17, 10)])
def test_one_runaway_day_changes_next_to_nothing_of_what_is_still_to_come(runaway: date) -> None:
    usual = month(history()).rest
    assert close(month(history() | {runaway: 5000 * NANOS}).rest, usual, 2)
    assert close(month(history() | {runaway: -5000 * NANOS}).rest, usual, 2)


def test_a_bill_that_grows_goes_on_growing_and_one_that_shrinks_goes_on_shrinking() -> None:
    def times(daily_factor: float) -> Callable[[date], int]:
        return lambda when: round(on_weekdays(when) * daily_factor ** (when - TODAY).days)

    for factor in (1.01, 0.99):
        truth = sum(map(times(factor), span(TODAY, day(30))))
        assert close(month(history(times(factor))).rest, truth, 4)


def test_what_is_new_is_taken_to_stay_after_four_days() -> None:
    usual = month(history()).rest
    for days, expected in ((3, usual), (5, 3 * usual)):
        since = {TODAY - timedelta(days=back): 3 * on_weekdays(TODAY - timedelta(days=back)) for back in range(1, days)}
        assert close(month(history() | since).rest, expected, 15)


def test_what_today_has_spent_already_is_not_expected_again_and_a_runaway_today_counts() -> None:
    at_noon = MIDNIGHT + timedelta(hours=12)
    usual = month(history())
    assert month(history(), 40 * NANOS, at_noon).total == usual.total
    assert month(history(), 400 * NANOS, at_noon).total == usual.total - 100 * NANOS + 450 * NANOS


def test_with_less_than_three_weeks_nothing_is_guessed() -> None:
    assert forecast(spent(history(days=20)), FIRST, END) == TooLittle(20, 21)
    assert forecast(spent({}), FIRST, END) == TooLittle(0, 21)
    assert isinstance(forecast(spent(history(days=21)), FIRST, END), Forecast)


def test_days_that_were_never_collected_are_expected_and_not_taken_for_nothing() -> None:
    gone = day(11)
    found = month({when: nanos for when, nanos in history().items() if when != gone})
    assert found.expected == {gone, *span(TODAY, day(30))}
    assert found.total == month(history()).total


def test_an_amount_is_crossed_on_the_day_the_pace_reaches_it() -> None:
    found = month(history())
    assert found.crosses(found.so_far) == day(23)
    assert found.crosses(found.so_far + 1) == day(24)
    assert found.crosses(found.so_far + 250 * NANOS) == day(26)
    assert found.crosses(found.total) == day(30)
    assert found.crosses(found.total + 1) is None


def test_what_a_credit_has_brought_back_under_the_amount_is_crossed_when_it_is_once_more() -> None:
    by_day = (1000, -500, *[100] * 28)
    with_credit = replace(month(history()), by_day=by_day)
    assert with_credit.crosses(900) == day(6)
    assert with_credit.crosses(4000) is None


def test_the_interval_is_as_wide_as_past_forecasts_were_wrong() -> None:
    restless = month(history(lambda when: on_weekdays(when) * (50 + when.toordinal() * 37 % 101) // 100))
    assert restless.either_way is not None
    assert restless.usual_error is not None
    assert restless.either_way > month(history()).total // 100
    assert 1 < restless.usual_error < 20


def test_a_history_too_short_for_two_such_periods_looks_at_shorter_ones() -> None:
    def restless(when: date) -> int:
        return on_weekdays(when) * (50 + when.toordinal() * 37 % 101) // 100

    of_days = {days: misses(history(restless, days=21), TODAY, days) for days in (3, 30)}
    assert of_days[30] == of_days[3]
    assert misses(history(restless, days=19), TODAY, 3) is None


@pytest.mark.parametrize("days", [30, 60, 240])
def test_the_interval_holds_four_of_five_however_long_the_history_is(days: int) -> None:
    chance = Random(days)
    amounts = [round(100 * NANOS * chance.lognormvariate(0, 0.4)) for _ in range(12 * 40 + 300)]
    held = []
    for at in range(300, len(amounts), 12):
        known = {TODAY - timedelta(days=back): amounts[at - back] for back in range(1, days + 1)}
        found = forecast(spent(known), TODAY, TODAY + timedelta(days=12))
        assert isinstance(found, Forecast)
        assert found.either_way is not None
        held.append(abs(sum(amounts[at : at + 12]) - found.total) <= found.either_way)
    assert 0.7 <= sum(held) / len(held) <= 0.95


@pytest.mark.parametrize(("batch", "counts"), [(28, True), (2, False)])
def test_forecasts_made_at_the_same_time_of_a_month_count_as_much_as_all_others(batch: int, counts: bool) -> None:
    known = history(lambda when: on_weekdays(when) * (20 if when.day == batch else 1), days=200)
    found = misses(known, TODAY, 7)
    assert found is not None
    assert (found.likely > 0.5) is counts


def test_what_stopped_for_good_comes_to_what_it_is_and_nobody_knows_how_close_that_is() -> None:
    found = month(history(lambda when: on_weekdays(when) if when < day(1, 9) else 0))
    assert (found.total, found.rest) == (0, 0)


@given(st.lists(st.integers(-(10**13), 10**14), min_size=21, max_size=90), st.integers(0, 10**14), st.integers(0, 1439))
def test_whatever_was_spent_a_forecast_adds_up(amounts: list[int], today: int, minute: int) -> None:
    known = {TODAY - timedelta(days=back): amount for back, amount in enumerate(amounts, 1)}
    found = month(known, today, MIDNIGHT + timedelta(minutes=minute))
    assert len(found.by_day) == 30
    assert found.total == sum(found.by_day)
    assert found.rest >= 0
    assert found.either_way is None or 0 <= found.either_way <= found.rest
    crossed = found.crosses(found.total)
    assert crossed is not None
    assert crossed <= found.last


def test_what_is_used_and_not_billed_yet_counts_and_other_currencies_do_not() -> None:
    first, _ = history_needed(FIRST, NOW)
    figures = [*daily(span(HISTORY, day(23)), "a", 10), cost(day(23), "a", 900, currency="eur")]
    rests = [rest(day(23), 2), rest(TODAY, 3), rest(TODAY, 70, currency="eur")]
    found = spent_of(first, figures, rests, ledger_of(Measure.COST, ALL, [connection()]), "usd", NOW)
    assert (found.known[day(22)], found.known[day(23)], found.today) == (10 * NANOS, 12 * NANOS, 3 * NANOS)
    assert found.about == {day(23), TODAY}


def test_a_day_that_is_not_collected_is_not_known_and_one_before_all_history_has_nothing() -> None:
    acme = connection(backfill_from=day(5))
    gap = {1: [line for line in ledger(day(5), day(21)) if line.day != day(11)]}
    found = spent_of(
        day(1), daily(span(day(5), day(23)), "a", 10), [], ledger_of(Measure.COST, gap, [acme]), "usd", NOW
    )
    assert day(11) not in found.known
    assert found.known[day(4)] == 0
    assert sorted(found.pace) == [each for each in span(day(5), day(23)) if each != day(11)]


def test_what_a_disconnected_account_spent_counts_and_does_not_go_on() -> None:
    gone = replace(connection(2, "Gone"), disconnected_at=NOW)
    both = {1: ledger(HISTORY, day(21)), 2: [settled(each) for each in span(HISTORY, day(20))]}
    days = span(HISTORY, day(20))
    figures = [*daily(days, "a", 10), *daily(days, "b", 90, connection=2)]
    found = spent_of(HISTORY, figures, [], ledger_of(Measure.COST, both, [connection(), gone]), "usd", NOW)
    assert (found.known[day(20)], found.pace[day(20)]) == (100 * NANOS, 10 * NANOS)


def test_a_pace_begins_with_the_first_day_that_anything_was_spent() -> None:
    figures = daily(span(day(10), day(23)), "new", 10)
    found = spent_of(HISTORY, figures, [], ledger_of(Measure.COST, ALL, [connection()]), "usd", NOW)
    assert min(found.pace) == day(10)
    assert forecast(found, FIRST, END) == TooLittle(14, 21)
