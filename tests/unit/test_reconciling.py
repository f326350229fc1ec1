"""Which days are compared with OpenAI's own totals in a night, and what a difference is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.views.differences import differences_words
from core.collection.ledger import LedgerDay
from core.collection.reconciling import SLICE, YOUNGEST, differences, tonight, totals_of
from core.providers.contract import CostRow, Endpoint, Figures, Series, Window
from core.totals import DayTotal, Difference

TODAY = date(2026, 11, 24)
COSTS = Endpoint("costs", "costs", ("1d",), {"1d": 60}, essential=True)
DOLLAR = 10**9


def line(age: int, collected: timedelta = timedelta(days=3), endpoint: str = "costs") -> LedgerDay:
    day = TODAY - timedelta(days=age)
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + collected
    return LedgerDay(endpoint, day, "1d", (), at, 0, at)


def ages(runs: list[list[LedgerDay]]) -> list[list[int]]:
    return [[(TODAY - each.day).days for each in run] for run in runs]


def test_every_night_the_newest_days_and_a_slice_of_the_older_ones() -> None:
    ledger = [line(age) for age in range(YOUNGEST, 400)]
    for night in range(24):
        recent, older = ages(tonight(COSTS, ledger, TODAY, night))
        assert recent == list(range(YOUNGEST, YOUNGEST + SLICE)), "one page"
        assert len(older) <= SLICE


@given(days=st.integers(1, 1200), night=st.integers(0, 10**6))
def test_in_turns_all_days_are_compared_and_after_an_import_all_at_once(days: int, night: int) -> None:
    ledger, slices = [line(age) for age in range(days)], 1 + max(0, days - YOUNGEST - 1) // SLICE
    seen = {age for n in range(slices) for run in ages(tonight(COSTS, ledger, TODAY, night + n)) for age in run}
    assert seen == set(range(days))
    assert sorted(age for run in ages(tonight(COSTS, ledger, TODAY, None)) for age in run) == list(range(days))


def test_days_that_were_still_moving_when_they_were_collected_are_left_out() -> None:
    ledger = [line(1, timedelta(days=1)), line(2, timedelta(days=2, hours=23)), line(3), line(4, endpoint="images")]
    assert ages(tonight(COSTS, ledger, TODAY, 0)) == [[3]]
    assert tonight(replace(COSTS, level=True), ledger, TODAY, None) == []


def test_totals_are_by_day_and_currency_and_rounding_is_no_difference() -> None:
    start = int(datetime(2026, 11, 3, tzinfo=UTC).timestamp())
    series = [Series("costs", "", currency, ()) for currency in ("usd", "eur")]
    rows = [CostRow(start, 0, 5, None), CostRow(start, 1, 7, None), CostRow(start, 0, 6, None)]
    window = Window(date(2026, 11, 3), date(2026, 11, 5))
    theirs = totals_of(Figures(COSTS, window, "1d", (), series, costs=rows))
    assert theirs == {window.first: DayTotal({"usd": 11, "eur": 7}, 3)}
    near = {window.first: DayTotal({"usd": 12, "eur": 5}, 1)}
    assert list(differences(COSTS, window.days(), near, theirs)) == []
    nothing = list(differences(COSTS, window.days(), {}, theirs))
    assert [(each.unit, each.ours, each.theirs) for each in nothing] == [("eur", 0, 7), ("usd", 0, 11)]


def test_a_difference_is_told_with_its_amount_to_those_who_may_see_it() -> None:
    found = [
        Difference("completions", date(2026, 11, 4), "requests", 5, 6),
        Difference("costs", date(2026, 11, 3), "usd", 3 * DOLLAR, 15_400_000_000),
        Difference("images", date(2026, 11, 3), "requests", 1, 0),
        Difference("costs", date(2025, 12, 31), "usd", 3 * DOLLAR, 2 * DOLLAR),
        Difference("costs", date(2025, 12, 30), "usd", 3 * DOLLAR, 2 * DOLLAR),
    ]
    start = "OpenAI's own total differs from its lines, also when read again: "
    assert differences_words(found, 2026, manage=True) == (
        f"{start}usage of 4 Nov, 3 Nov +$12.40, 31 Dec 2025 -$1.00 and 1 more day"
    )
    assert "$" not in differences_words(found, 2026, manage=False)
