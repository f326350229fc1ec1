"""What people type to have a digest, and what is understood."""

from datetime import time
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digests import Cadence, Digest, Schedule, Wanted, digest_of, parse, spec_of
from core.questions import Dimension, Filter, NotUnderstood

BERLIN = "Europe/Berlin"
EIGHT, NINE, NOON = time(8), time(9), time(12)
RANK = Filter(Dimension.PROJECT, "Search & Rank")


def daily(at: time = NINE, zone: str = BERLIN) -> Schedule:
    return Schedule(Cadence.DAILY, at, zone)


SAID = {
    "daily": Digest(daily()),
    "daily at 09:00": Digest(daily()),
    "Daily at 9": Digest(daily()),
    "every day at 9am please": Digest(daily()),
    "9:00 daily": Digest(daily()),
    "daily @ 8:30pm": Digest(daily(time(20, 30))),
    "daily 8 pm": Digest(daily(time(20))),
    "daily at noon": Digest(daily(NOON)),
    "daily at midnight in utc": Digest(daily(time(0), "UTC")),
    "daily at 09:00 in Europe/Lisbon": Digest(daily(zone="Europe/Lisbon")),
    "daily at 09:00 in lisbon": Digest(daily(zone="Europe/Lisbon")),
    "daily at 9 new york": Digest(daily(zone="America/New_York")),
    "daily in america/argentina/buenos_aires": Digest(daily(zone="America/Argentina/Buenos_Aires")),
    "weekdays at 08:00": Digest(Schedule(Cadence.WEEKDAYS, EIGHT, BERLIN)),
    "every weekday at 8": Digest(Schedule(Cadence.WEEKDAYS, EIGHT, BERLIN)),
    "mon-fri at 8": Digest(Schedule(Cadence.WEEKDAYS, EIGHT, BERLIN)),
    "mondays – fridays at 8": Digest(Schedule(Cadence.WEEKDAYS, EIGHT, BERLIN)),
    "every monday to friday at 8": Digest(Schedule(Cadence.WEEKDAYS, EIGHT, BERLIN)),
    "weekdays from mon through fri at 8": Digest(Schedule(Cadence.WEEKDAYS, EIGHT, BERLIN)),
    "weekly": Digest(Schedule(Cadence.WEEKLY, NINE, BERLIN, on=0)),
    "weekly on friday": Digest(Schedule(Cadence.WEEKLY, NINE, BERLIN, on=4)),
    "every tuesday at 8": Digest(Schedule(Cadence.WEEKLY, EIGHT, BERLIN, on=1)),
    "every monday on mon at 9 at 9:00 in berlin": Digest(Schedule(Cadence.WEEKLY, NINE, BERLIN, on=0)),
    "on sundays": Digest(Schedule(Cadence.WEEKLY, NINE, BERLIN, on=6)),
    "monthly": Digest(Schedule(Cadence.MONTHLY, NINE, BERLIN, on=1)),
    "monthly on 15 at 08:00": Digest(Schedule(Cadence.MONTHLY, EIGHT, BERLIN, on=15)),
    "on the 31st": Digest(Schedule(Cadence.MONTHLY, NINE, BERLIN, on=31)),
    "monthly on the last": Digest(Schedule(Cadence.MONTHLY, NINE, BERLIN, on=31)),
    "daily by model": Digest(daily(), Dimension.MODEL),
    "by key, daily": Digest(daily(), Dimension.KEY),
    "daily wait until 12:00": Digest(daily(), wait_until=NOON),
    "wait until noon, daily at 8": Digest(daily(EIGHT), wait_until=NOON),
}


@pytest.mark.parametrize("said", SAID)
def test_what_is_said_is_understood(said: str) -> None:
    assert parse(said, BERLIN) == Wanted(SAID[said], ())


def test_filters_are_those_of_questions() -> None:
    found = parse('daily for project:"Search & Rank" -model:o3*', BERLIN)
    assert isinstance(found, Wanted)
    assert found.filters == (RANK, Filter(Dimension.MODEL, "o3*", excluded=True))


@pytest.mark.parametrize(
    ("said", "what", "why"),
    [
        ("dayly at 9", "dayly", ""),
        ("daily in colour", "in colour", ""),
        ("daily at 9 in general", "in general", ""),
        ("at 9", "at 9", "How often"),
        ("daily at 25:00", "at 25:00", ""),
        ("daily weekly", "weekly", "two rhythms"),
        ("daily on monday", "daily on monday", "no day of its own"),
        ("weekly on 15", "weekly on 15", "day of the week"),
        ("weekly on 1", "weekly on 1", "day of the week"),
        ("monthly on monday", "monthly on monday", "day of the month"),
        ("monthly on the first monday", "monthly on the first monday", "day of the month"),
        ("on the last friday", "on the last friday", "day of the month"),
        ("weekly mon-fri", "mon-fri", "two rhythms"),
        ("daily last 7 days", "last 7 days", "since the one before"),
        ("daily in tokens", "in tokens", "in money"),
        ("daily by project, model", "by project, model", "one thing"),
        ("daily at 9 wait until 8:00", "daily at 9 wait until 8:00", "later than its time"),
        ("daily for project:", "project:", "stands a name"),
        ("at 9 for project:Web Daily", "for project:Web Daily", "in quotes"),
    ],
)
def test_what_is_not_a_digest_is_answered_with_one_that_is(said: str, what: str, why: str) -> None:
    found = parse(said, BERLIN)
    assert isinstance(found, NotUnderstood), found
    assert what in found.what
    assert why in found.why
    assert found.nearest
    assert all(isinstance(parse(each.removeprefix("digest "), BERLIN), Wanted) for each in found.nearest)


@pytest.mark.parametrize(
    ("said", "why", "instead"),
    [
        ("mon, wed, fri at 17:00", "one day", ["monday at 17:00", "wednesday at 17:00", "friday at 17:00"]),
        ("mon fri", "one day", ["monday at 09:00", "friday at 09:00"]),
        ("tue-thu", "one day", ["tuesday at 09:00", "thursday at 09:00"]),
        ("every monday and thursday", "one day", ["monday at 09:00", "thursday at 09:00"]),
        ("monthly on the 1st and the 15th", "one day", ["1 at 09:00", "15 at 09:00"]),
        ("on sunday at 9 and 17:00", "one time", ["sunday at 09:00", "sunday at 17:00"]),
        ("on sunday at 1-2pm", "one time", ["sunday at 01:00", "sunday at 14:00"]),
        ("on sunday wait until noon wait until 13:00", "one time", ["wait until 12:00", "wait until 13:00"]),
        ("on sunday in berlin in utc", "one time zone", ["at 09:00 in Europe/Berlin", "at 09:00 in UTC"]),
    ],
)
def test_two_where_a_digest_has_one_are_offered_one_by_one(said: str, why: str, instead: list[str]) -> None:
    found = parse(said, BERLIN)
    assert isinstance(found, NotUnderstood), found
    assert why in found.why
    assert len(found.nearest) == len(instead)
    assert all(each in near for each, near in zip(instead, found.nearest, strict=True)), found.nearest


@pytest.mark.parametrize(
    ("said", "now"),
    [
        ("at 10:00", "weekly on friday at 10:00 in Asia/Tokyo by model for project:Web wait until 12:00"),
        ("weekly", "weekly on friday at 08:00 in Asia/Tokyo by model for project:Web wait until 12:00"),
        ("on tuesday", "weekly on tuesday at 08:00 in Asia/Tokyo by model for project:Web wait until 12:00"),
        ("monthly", "monthly on 1 at 08:00 in Asia/Tokyo by model for project:Web wait until 12:00"),
        ("daily in utc", "daily at 08:00 in UTC by model for project:Web wait until 12:00"),
        ("by project for project:App", "weekly on friday at 08:00 in Asia/Tokyo for project:App wait until 12:00"),
        ("at 15:00", "weekly on friday at 15:00 in Asia/Tokyo by model for project:Web"),
        ("wait until 9:00", "weekly on friday at 08:00 in Asia/Tokyo by model for project:Web wait until 09:00"),
    ],
)
def test_what_a_change_does_not_say_stays(said: str, now: str) -> None:
    before = parse("weekly on friday at 8 in tokyo by model for project:Web wait until 12:00", BERLIN)
    assert isinstance(before, Wanted)
    after = parse(said, BERLIN, before)
    assert isinstance(after, Wanted), after
    assert after.sentence == now


def test_what_does_not_go_with_what_stays_is_refused() -> None:
    before = parse("weekly on friday at 8 in tokyo for project:Web", BERLIN)
    assert isinstance(before, Wanted)
    found = parse("wait until 7:00", BERLIN, before)
    assert isinstance(found, NotUnderstood)
    assert found.nearest == ("digest weekly on friday at 08:00 in Asia/Tokyo for project:Web",)


def test_a_typing_error_is_put_right() -> None:
    found = parse("dayly at 9 in berlin", "UTC")
    assert isinstance(found, NotUnderstood)
    assert found.nearest == ("digest daily at 9 in berlin",)


WORDS = st.sampled_from(
    [
        *SAID,
        "on",
        "at",
        "monday",
        "fri",
        "1st",
        "17:00",
        "mon-fri",
        "in",
        "by",
        "wait",
        "until",
        "for project:x",
        '"',
        "<#C1|costs>",
        "25:00",
        "²",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_text_is_a_digest_or_gets_a_helpful_answer(text: str) -> None:
    begun = perf_counter()
    found = parse(text, BERLIN)
    assert perf_counter() - begun < 1, "a text that takes so long is an attack"
    if isinstance(found, Wanted):
        assert parse(found.sentence, "UTC") == found
        assert digest_of(spec_of(found.digest)) == found.digest
    else:
        assert found.nearest
        assert all(isinstance(parse(each.removeprefix("digest "), BERLIN), Wanted) for each in found.nearest)
