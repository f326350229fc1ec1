"""Which days are due, and in which requests."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.collection.ledger import LedgerDay
from core.collection.plan import NIGHT, Request, due, stagger_of, width_of
from core.providers.contract import Endpoint, Width, Window

USAGE = Endpoint("completions", "usage", ("1h", "1d"), {"1h": 7, "1d": 31})
COSTS = Endpoint("costs", "costs", ("1d",), {"1d": 60})
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
HOURLY_DAYS = 400


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def line(endpoint: Endpoint, day: date, collected_at: datetime, width: Width | None = None) -> LedgerDay:
    return LedgerDay(endpoint.name, day, width or endpoint.widths[0], (), collected_at, 1, collected_at)


def collected(endpoint: Endpoint, days: int, at: datetime) -> list[LedgerDay]:
    return [line(endpoint, days_ago(n), at) for n in range(days)]


def planned(
    endpoint: Endpoint,
    ledger: list[LedgerDay],
    days: int,
    now: datetime = NOW,
    hourly_days: int = HOURLY_DAYS,
    stagger: timedelta = timedelta(0),
) -> list[Request]:
    return due(endpoint, ledger, days_ago(days - 1), now, hourly_days, stagger)


def days_of(requests: list[Request]) -> list[int]:
    """How many days ago each planned day was, in the order of planning."""
    return [(TODAY - day).days for request in requests for day in reversed(request.window.days())]


def test_a_new_connection_is_fetched_newest_first_in_windows_of_one_request() -> None:
    requests = planned(USAGE, [], 180)
    assert len(requests) == 26
    assert requests[0] == Request(Window(days_ago(6), TODAY + timedelta(days=1)), "1h")
    assert days_of(requests) == list(range(180))


@pytest.mark.parametrize(
    ("endpoint", "at", "days"),
    [
        (USAGE, "09:30:00", 0),
        (USAGE, "09:29:59", 1),
        (USAGE, "09:00:00", 1),
        (USAGE, "08:59:59", 7),
        (USAGE, "00:00:00", 7),
        (COSTS, "09:00:00", 0),
        (COSTS, "08:59:59", 7),
        (COSTS, "00:00:00", 7),
    ],
)
def test_recent_days_are_collected_again_the_newer_the_more_often(endpoint: Endpoint, at: str, days: int) -> None:
    last = datetime.combine(TODAY, time.fromisoformat(at), UTC)
    assert days_of(planned(endpoint, collected(endpoint, 90, last), 90)) == list(range(days))


@pytest.mark.parametrize("endpoint", [USAGE, COSTS])
def test_once_a_night_the_last_35_days_are_collected_again(endpoint: Endpoint) -> None:
    evening = datetime.combine(days_ago(1), time(23, 59), UTC)
    assert days_of(planned(endpoint, collected(endpoint, 90, evening), 90)) == list(range(35))


def test_an_endpoint_without_activity_lately_is_asked_every_hour_only() -> None:
    last = NOW - timedelta(minutes=10)
    quiet = [replace(each, total=0) if each.day > days_ago(7) else each for each in collected(USAGE, 90, last)]
    assert planned(USAGE, quiet, 90) == []
    assert days_of(planned(USAGE, quiet, 90, now=last + timedelta(hours=1))) == list(range(7))
    begun = [replace(each, total=1) if each.day == days_ago(6) else each for each in quiet]
    assert days_of(planned(USAGE, begun, 90)) == [0]


def test_periods_begin_later_by_the_connections_stagger_which_is_its_own_and_within_the_night() -> None:
    collected_before = collected(USAGE, 90, NOW - timedelta(minutes=25))
    assert days_of(planned(USAGE, collected_before, 90)) == [0]
    assert days_of(planned(USAGE, collected_before, 90, stagger=timedelta(minutes=15))) == list(range(7))
    staggers = [stagger_of(f"{number:016x}") for number in range(1_000)]
    assert all(timedelta(0) <= each < NIGHT for each in staggers)
    for hour in range(6):
        assert 120 < sum(timedelta(hours=hour) <= each < timedelta(hours=hour + 1) for each in staggers) < 220


def test_older_days_are_collected_only_when_they_are_missing() -> None:
    ledger = [each for each in collected(USAGE, 90, NOW) if each.day not in (days_ago(50), days_ago(51), days_ago(80))]
    assert [request.window for request in planned(USAGE, ledger, 90)] == [
        Window(days_ago(51), days_ago(49)),
        Window(days_ago(80), days_ago(79)),
    ]


def test_a_day_whose_end_nobody_saw_is_collected_again_however_old_it_is() -> None:
    half_day = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
    ledger = [*collected(USAGE, 60, NOW), line(USAGE, half_day.date(), half_day)]
    assert days_of(planned(USAGE, ledger, 85)) == list(range(60, 85))
    ledger = [each for each in collected(USAGE, 90, NOW) if each.day != half_day.date()]
    assert [r.window.first for r in planned(USAGE, [*ledger, line(USAGE, half_day.date(), half_day)], 90)] == [
        half_day.date()
    ]


def test_a_day_that_was_last_seen_before_it_could_be_settled_is_collected_once_more() -> None:
    day = date(2026, 9, 1)
    seen = datetime(2026, 9, 3, 23, 59, tzinfo=UTC)
    others = [each for each in collected(COSTS, 90, NOW) if each.day != day]
    assert [request.window.first for request in planned(COSTS, [*others, line(COSTS, day, seen)], 90)] == [day]
    assert planned(COSTS, [*others, line(COSTS, day, seen + timedelta(minutes=1))], 90) == []


def test_hours_are_asked_for_within_their_retention_and_days_beyond_it() -> None:
    widths = [request.width for request in planned(USAGE, [], 120, hourly_days=10) for _ in request.window.days()]
    assert widths == sorted(widths, reverse=True)
    assert 10 <= widths.count("1h") < 10 + 31
    blocks = [
        len(request.window.days()) for request in planned(USAGE, [], 120, hourly_days=10) if request.width == "1d"
    ]
    assert blocks[:2] == [31, 31]


@pytest.mark.parametrize("stagger", [timedelta(0), timedelta(seconds=7)])
def test_days_that_grow_older_than_the_hourly_retention_are_fetched_at_day_width_a_whole_request_at_a_time(
    stagger: timedelta,
) -> None:
    lines = {each.day: each for each in collected(USAGE, 130, NOW)}
    grown: list[Request] = []
    for later in range(62):
        now = NOW + timedelta(days=later)
        for request in due(USAGE, list(lines.values()), days_ago(129), now, 90, stagger):
            lines |= {day: line(USAGE, day, now, request.width) for day in request.window.days()}
            grown += [request] if request.width == "1d" else []
            assert request.width == "1h" or now.date() - request.window.end >= timedelta(days=89)
    days = [day for request in grown for day in request.window.days()]
    assert len(days) == len(set(days))
    assert len(grown) <= 2 + 62 // 31
    last = TODAY + timedelta(days=61)
    assert {line.width for line in lines.values() if last - line.day >= timedelta(days=90 + 30)} == {"1d"}
    assert {line.width for line in lines.values() if last - line.day < timedelta(days=90)} == {"1h"}


def test_connections_have_their_blocks_on_days_of_their_own() -> None:
    def days_at_hours(number: int) -> int:
        requests = planned(USAGE, [], 60, hourly_days=10, stagger=stagger_of(f"{number:016x}"))
        return sum(len(request.window.days()) for request in requests if request.width == "1h")

    assert {days_at_hours(number) for number in range(300)} == set(range(10, 10 + 31))


def test_another_endpoints_lines_say_nothing() -> None:
    assert days_of(planned(COSTS, collected(USAGE, 30, NOW), 30)) == list(range(30))


def test_a_clock_that_was_set_back_makes_recent_days_due_as_if_it_had_gone_on() -> None:
    assert days_of(planned(USAGE, collected(USAGE, 60, NOW), 60, now=NOW - timedelta(minutes=1))) == [0]
    assert days_of(planned(USAGE, collected(USAGE, 60, NOW), 60, now=NOW - timedelta(hours=5))) == list(range(7))
    ahead = collected(USAGE, 60, NOW + timedelta(days=3))
    assert days_of(planned(USAGE, ahead, 60)) == list(range(35))


def test_nothing_is_due_before_the_first_day() -> None:
    assert due(USAGE, [], TODAY + timedelta(days=1), NOW, HOURLY_DAYS, timedelta(0)) == []


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerDay]:
    ages = draw(st.sets(st.integers(0, 120)))
    width = st.sampled_from(("1h", "1d"))
    minutes = st.integers(-3_000, 200_000)
    return [
        line(USAGE, days_ago(age), NOW - timedelta(minutes=draw(minutes)), "1d" if draw(width) == "1d" else "1h")
        for age in sorted(ages)
    ]


@given(ledgers(), st.integers(1, 130), st.integers(0, 140), st.sampled_from([USAGE, COSTS]))
def test_the_windows_are_the_due_days_exactly_once_newest_first_and_no_larger_than_a_request(
    ledger: list[LedgerDay], days: int, hourly_days: int, endpoint: Endpoint
) -> None:
    requests = planned(endpoint, ledger, days, hourly_days=hourly_days)
    each = days_of(requests)
    assert each == sorted(set(each))
    assert all(0 <= age < days for age in each)
    for request in requests:
        assert 1 <= len(request.window.days()) <= endpoint.days_a_request[request.width]
        newest = (TODAY - request.window.days()[-1]).days
        if newest < hourly_days:
            assert request.width == endpoint.widths[0]
        if newest >= hourly_days + endpoint.days_a_request["1d"]:
            assert request.width == endpoint.widths[-1]
    # A day alone is due just when it is due among others.
    alone = [age for age in range(days) if due_alone(endpoint, ledger, age, hourly_days)]
    assert each == alone


def due_alone(endpoint: Endpoint, ledger: list[LedgerDay], age: int, hourly_days: int) -> bool:
    days = [days_ago(n) for n in range(age)]
    others = [line(endpoint, day, NOW, width_of(endpoint, day, TODAY, hourly_days, timedelta(0))) for day in days]
    own = [each for each in ledger if each.day == days_ago(age)]
    return bool(due(endpoint, [*others, *own], days_ago(age), NOW, hourly_days, timedelta(0)))


@given(ledgers(), st.integers(1, 130))
def test_windows_that_could_be_one_request_are_one(ledger: list[LedgerDay], days: int) -> None:
    requests = planned(USAGE, ledger, days)
    for newer, older in pairwise(requests):
        touching = older.window.end == newer.window.first and older.width == newer.width
        assert not touching or len(newer.window.days()) == USAGE.days_a_request[newer.width]


@given(ledgers(), st.integers(1, 100))
def test_after_collecting_what_is_due_nothing_is_due(ledger: list[LedgerDay], days: int) -> None:
    lines = {each.day: each for each in ledger}
    for request in planned(USAGE, ledger, days):
        lines.update({day: line(USAGE, day, NOW, request.width) for day in request.window.days()})
    assert planned(USAGE, list(lines.values()), days) == []
