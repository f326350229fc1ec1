"""When a digest is due: for every local date once, in every zone, around every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digests.digest import Digest, digest_of, spec_of
from core.digests.schedule import Cadence, Schedule, between, following, instant, newest

NINE = time(9)
DAYS = [date(2027, 9, 1) + timedelta(days=n) for n in range(366)]
"""`make storm` looks at every day from 2024 to 2035."""
LISBON_TO_KIRITIMATI = ("Europe/Lisbon", "Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns", "Etc/GMT+12")


@cache
def changes(zone: str) -> list[date]:
    """The days on which the zone's clocks are changed."""
    there = ZoneInfo(zone)
    offsets = [datetime.combine(day, time(0), tzinfo=there).utcoffset() for day in DAYS]
    return [DAYS[n] for n in range(len(DAYS) - 1) if offsets[n] != offsets[n + 1]]


@pytest.mark.parametrize("at", [time(0, 30), time(2, 30), time(23, 59)], ids=str)
def test_every_zone_has_one_instant_for_each_local_date_around_its_changes(at: time) -> None:
    seen = 0
    for zone in sorted(available_timezones()):
        schedule = Schedule(Cadence.DAILY, at, zone)
        for change in changes(zone):
            dates = [change + timedelta(days=n) for n in range(-2, 3)]
            instants = [instant(schedule, each) for each in dates]
            assert instants == sorted(set(instants)), (zone, change)
            assert [newest(schedule, each).on for each in instants] == dates, (zone, change)
            seen += 1
    assert seen > 200


@pytest.mark.parametrize(
    ("zone", "on", "at", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),
        ("America/New_York", date(2026, 3, 8), time(2, 0), "2026-03-08T07:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30"),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 0), "2026-04-23T22:00"),
        ("Asia/Kathmandu", date(2026, 11, 24), time(9, 0), "2026-11-24T03:15"),
    ],
)
def test_a_skipped_time_is_when_the_clocks_go_forward_and_a_repeated_one_the_first(
    zone: str, on: date, at: time, utc: str
) -> None:
    assert instant(Schedule(Cadence.DAILY, at, zone), on) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_weekdays_digest_is_about_friday_to_sunday_on_monday() -> None:
    schedule = Schedule(Cadence.WEEKDAYS, NINE, "Europe/Berlin")
    monday = newest(schedule, datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert (monday.on, monday.first, monday.end) == (date(2026, 11, 23), date(2026, 11, 20), date(2026, 11, 23))
    tuesday = following(schedule, monday)
    assert (tuesday.on, tuesday.first, tuesday.end) == (date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 24))


def test_a_monthly_digest_on_the_31st_is_posted_on_a_shorter_month_s_last_day() -> None:
    schedule = Schedule(Cadence.MONTHLY, NINE, "UTC", on=31)
    found = between(schedule, datetime(2027, 12, 31, 9, tzinfo=UTC), datetime(2028, 4, 30, 9, tzinfo=UTC))
    assert [each.on for each in found] == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]
    assert [(each.first, each.end) for each in found[:2]] == [
        (date(2027, 12, 31), date(2028, 1, 31)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ]


def test_where_yesterday_is_not_over_yet_it_is_about_the_day_before() -> None:
    auckland = newest(Schedule(Cadence.DAILY, NINE, "Pacific/Auckland"), datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert (auckland.on, auckland.first, auckland.end) == (date(2026, 11, 24), date(2026, 11, 22), date(2026, 11, 23))


def test_nothing_is_due_at_the_very_instant_it_was_made_after() -> None:
    schedule = Schedule(Cadence.DAILY, NINE, "UTC")
    made = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert between(schedule, made, made + timedelta(hours=23)) == []
    assert [each.at for each in between(schedule, made, made + timedelta(days=1))] == [made + timedelta(days=1)]


@pytest.mark.parametrize(("on", "day"), [(0, 1), (99, 30)])
def test_one_that_was_stored_with_a_day_that_no_month_has_is_on_the_nearest(on: int, day: int) -> None:
    spec = spec_of(Digest(Schedule(Cadence.MONTHLY, NINE, "UTC", on=15))).replace('"on":15', f'"on":{on}')
    found = digest_of(spec).schedule
    assert newest(found, datetime(2026, 11, 30, 12, tzinfo=UTC)).on == date(2026, 11, day)
    assert found.on in (1, 31)


SCHEDULES = st.one_of(
    st.builds(
        Schedule, st.sampled_from([Cadence.DAILY, Cadence.WEEKDAYS]), st.times(), st.sampled_from(LISBON_TO_KIRITIMATI)
    ),
    st.builds(Schedule, st.just(Cadence.WEEKLY), st.times(), st.sampled_from(LISBON_TO_KIRITIMATI), st.integers(0, 6)),
    st.builds(
        Schedule, st.just(Cadence.MONTHLY), st.times(), st.sampled_from(LISBON_TO_KIRITIMATI), st.integers(1, 31)
    ),
)


INSTANTS = st.integers(0, 12 * 365 * 24 * 60).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


@given(SCHEDULES, INSTANTS)
def test_digests_follow_each_other_without_a_day_twice_or_left_out(schedule: Schedule, now: datetime) -> None:
    occurrence = newest(schedule, now)
    assert occurrence.at <= now < following(schedule, occurrence).at
    for _ in range(4):
        after = following(schedule, occurrence)
        assert after.first == occurrence.end
        assert after.end > after.first
        assert datetime.combine(after.end, time(0), tzinfo=UTC) <= after.at
        occurrence = after
