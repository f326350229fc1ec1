"""When to remind of a key: 14, 3 and 1 days before its time is over, by age or by its own end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.connection import Connection
from core.reminders import due_reminder
from tests.unit.worlds import connection

MADE = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def of(expires_after: float | None = None) -> Connection:
    expires = None if expires_after is None else MADE + DAY * expires_after
    return replace(connection(), key_since=MADE, key_expires_at=expires)


@pytest.mark.parametrize(
    ("after", "days_before"),
    [
        (DAY * 76 - SECOND, None),
        (DAY * 76, 14),
        (DAY * 87 - SECOND, 14),
        (DAY * 87, 3),
        (DAY * 89 - SECOND, 3),
        (DAY * 89, 1),
        (DAY * 200, 1),
    ],
)
def test_the_last_one_whose_time_has_come_is_due(after: timedelta, days_before: int | None) -> None:
    reminder = due_reminder(of(), MADE + after)
    assert (reminder.days_before if reminder else None) == days_before


def test_a_key_that_ends_earlier_is_reminded_of_by_its_end() -> None:
    reminder = due_reminder(of(expires_after=30), MADE + DAY * 16)
    assert reminder is not None
    assert (reminder.days_before, reminder.rotate_by, reminder.expires) == (14, MADE + DAY * 30, True)


def test_a_key_that_ends_later_is_rotated_by_its_age() -> None:
    reminder = due_reminder(of(expires_after=365), MADE + DAY * 76)
    assert reminder is not None
    assert not reminder.expires


def test_who_made_a_key_for_a_week_is_not_told_at_once() -> None:
    assert due_reminder(of(expires_after=7), MADE + DAY * 3) is None
    reminder = due_reminder(of(expires_after=7), MADE + DAY * 4)
    assert reminder is not None
    assert reminder.days_before == 3


def test_what_is_disconnected_is_not_reminded_of() -> None:
    assert due_reminder(replace(of(), disconnected_at=MADE + DAY), MADE + DAY * 89) is None


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.none() | st.integers(1, 400))
def test_a_key_has_at_most_three_reminders_in_their_order(one: int, other: int, expires: int | None) -> None:
    """Whenever it is asked: the days before never grow again."""
    earlier, later = sorted((one, other))
    first = due_reminder(of(expires), MADE + timedelta(hours=earlier))
    second = due_reminder(of(expires), MADE + timedelta(hours=later))
    if first is not None:
        assert second is not None
        assert second.days_before <= first.days_before
        assert first.key(of(expires)).startswith(of(expires).uid)


def test_another_key_has_reminders_of_its_own() -> None:
    reminder = due_reminder(of(), MADE + DAY * 89)
    assert reminder is not None
    assert reminder.key(of()) != reminder.key(replace(of(), key_since=MADE + DAY))
