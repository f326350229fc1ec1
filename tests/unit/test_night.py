"""When nobody is told of what can wait, and what is ordered of what people are told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digests.zones import zones
from core.subscriptions.night import morning
from core.subscriptions.verbs import Order, Verb, read_order

ZONES = sorted(set(zones().values()))


@given(st.integers(0, 11 * 366 * 24 * 60), st.sampled_from(ZONES))
def test_a_night_ends_at_seven_by_the_clocks_there_and_is_no_longer_than_a_night(minutes: int, zone: str) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ends = morning(now, zone)
    local = now.astimezone(ZoneInfo(zone))
    assert (ends is None) is (7 <= local.hour < 22)
    if ends is not None:
        assert now < ends <= now + timedelta(hours=11)
        assert ends.astimezone(ZoneInfo(zone)).hour == 7


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", Order(Verb.LIST)),
        ("mute b1 for 7 days", Order(Verb.MUTE, "b1", timedelta(days=7))),
        ("Silence b1", Order(Verb.MUTE, "b1")),
        ("pause b1 for a week", Order(Verb.PAUSE, "b1", timedelta(weeks=1))),
        ("unmute b1", Order(Verb.RESUME, "b1")),
        ("b1 off", Order(Verb.OFF, "b1")),
        ("B1 mute for 2 days.", Order(Verb.MUTE, "B1", timedelta(days=2))),
    ],
)
def test_what_is_ordered_is_understood(text: str, order: Order) -> None:
    assert read_order(text) == order


def test_what_orders_nothing_is_no_order() -> None:
    assert [read_order(each) for each in ("$5000 a month", "off b1 for 2 days", "b1", "b1 $5 a day")] == [None] * 4
