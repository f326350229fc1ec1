"""One person may ask for much, not for everything, and nobody waits because of somebody else."""

from datetime import UTC, datetime, timedelta

from bot.pace import MOST, WINDOW, Pace

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_person_may_ask_twenty_times_a_minute() -> None:
    pace = Pace()
    assert [pace.allows(("T1", "U0ANA"), NOW) for _ in range(MOST + 5)] == [True] * 20 + [False] * 5


def test_another_person_does_not_wait_for_them() -> None:
    pace = Pace()
    for _ in range(MOST + 1):
        pace.allows(("T1", "U0ANA"), NOW)
    assert pace.allows(("T1", "U0BEN"), NOW)


def test_a_minute_later_they_may_again() -> None:
    pace = Pace(most=1)
    assert pace.allows(("T1", "U0ANA"), NOW)
    assert not pace.allows(("T1", "U0ANA"), NOW + WINDOW - timedelta(seconds=1))
    assert pace.allows(("T1", "U0ANA"), NOW + WINDOW)


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    pace = Pace(most=1)
    assert pace.allows(("T1", "U0ANA"), NOW)
    assert pace.allows(("T1", "U0ANA"), NOW - timedelta(hours=1))


def test_it_remembers_nobody_longer_than_a_minute() -> None:
    pace = Pace()
    for number in range(10_000):
        pace.allows(("T1", f"U{number}"), NOW)
    pace.allows(("T1", "U0ANA"), NOW + WINDOW)
    assert len(pace._asked) == 1
