"""A connection's light: the worst that is true of it, with what else is wrong."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.connection import NEEDS_A_PERSON, Connection, Trouble
from core.coverage import Coverage
from core.health import Light, Reason, health, red_since
from tests.unit.worlds import NOW, TODAY, connection

FULL = Coverage(TODAY, 1, ())
PART = Coverage(TODAY, 1, (TODAY,))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def in_trouble(trouble: Trouble, lasting: timedelta = HOUR, **more: datetime | None) -> Connection:
    return replace(connection(trouble=trouble), trouble_since=NOW - lasting, **more)  # type: ignore[arg-type]  # times all


@pytest.mark.parametrize(
    ("one", "light", "reason"),
    [
        (connection(), Light.GREEN, Reason.FRESH),
        (replace(connection(), collected_at=NOW - 2 * HOUR), Light.YELLOW, Reason.LATE),
        (replace(connection(), collected_at=NOW - DAY), Light.RED, Reason.LATE),
        (replace(connection(), collected_at=None, created_at=NOW - HOUR), Light.GREEN, Reason.FRESH),
        (replace(connection(), key_since=NOW - 90 * DAY), Light.YELLOW, Reason.ROTATE),
        (replace(connection(), key_expires_at=NOW + 14 * DAY), Light.YELLOW, Reason.EXPIRING),
        (replace(connection(), key_expires_at=NOW + 15 * DAY), Light.GREEN, Reason.FRESH),
        (replace(connection(), key_expires_at=NOW), Light.RED, Reason.KEY_EXPIRED),
        (in_trouble(Trouble.RATE_LIMITED), Light.YELLOW, Reason.RATE_LIMITED),
        (in_trouble(Trouble.PROVIDER_DOWN), Light.YELLOW, Reason.PROVIDER_DOWN),
        (in_trouble(Trouble.PROVIDER_DOWN, DAY), Light.RED, Reason.PROVIDER_DOWN),
        (in_trouble(Trouble.NONSENSE), Light.YELLOW, Reason.NONSENSE),
        (in_trouble(Trouble.VAULT_DOWN), Light.YELLOW, Reason.VAULT_DOWN),
        (in_trouble(Trouble.KEY_REJECTED), Light.RED, Reason.KEY_REJECTED),
        (
            in_trouble(Trouble.KEY_REJECTED, key_expires_at=NOW - HOUR, collected_at=NOW - HOUR),
            Light.RED,
            Reason.KEY_EXPIRED,
        ),
        (in_trouble(Trouble.PERMISSION_MISSING), Light.RED, Reason.PERMISSION_MISSING),
        (in_trouble(Trouble.KEY_UNREADABLE), Light.RED, Reason.KEY_UNREADABLE),
        (in_trouble(Trouble.ORGANIZATION_CHANGED), Light.RED, Reason.ORGANIZATION_CHANGED),
    ],
)
def test_each_state_has_its_light(one: Connection, light: Light, reason: Reason) -> None:
    found = health(one, FULL, NOW)
    assert (found.light, found.reason, found.also) == (light, reason, ())
    assert (red_since(one, NOW) is not None) == (light is Light.RED)


def test_what_is_still_to_be_imported_is_no_trouble() -> None:
    assert health(connection(), PART, NOW).reason is Reason.IMPORTING


def test_the_worst_comes_first_and_the_others_are_named() -> None:
    old = in_trouble(Trouble.RATE_LIMITED, key_since=NOW - 91 * DAY, key_expires_at=NOW + DAY)
    found = health(old, FULL, NOW)
    assert (found.light, found.reason) == (Light.YELLOW, Reason.RATE_LIMITED)
    assert found.also == (Reason.EXPIRING, Reason.ROTATE)
    expired = health(replace(old, key_expires_at=NOW), FULL, NOW)
    assert (expired.light, expired.reason) == (Light.RED, Reason.KEY_EXPIRED)
    assert expired.also == (Reason.RATE_LIMITED, Reason.ROTATE)


def test_a_key_that_was_prolonged_at_openai_has_not_expired() -> None:
    """We know its end from when it was connected: a collection after that says that it was moved."""
    works = replace(connection(), key_expires_at=NOW - HOUR, collected_at=NOW - HOUR / 2)
    assert health(works, FULL, NOW).reason is Reason.FRESH


def test_red_begins_with_what_made_it_red() -> None:
    assert red_since(in_trouble(Trouble.KEY_REJECTED), NOW) == NOW - HOUR
    assert red_since(in_trouble(Trouble.NONSENSE, 2 * DAY), NOW) == NOW - DAY
    assert red_since(replace(connection(), collected_at=NOW - 3 * DAY), NOW) == NOW - 2 * DAY
    both = in_trouble(Trouble.KEY_UNREADABLE, HOUR, key_expires_at=NOW - 2 * HOUR, collected_at=NOW - 3 * HOUR)
    assert red_since(both, NOW) == NOW - 2 * HOUR


def test_what_is_disconnected_is_neither_well_nor_ill() -> None:
    left = replace(in_trouble(Trouble.KEY_REJECTED), disconnected_at=NOW)
    assert health(left, FULL, NOW).light is None
    assert red_since(left, NOW) is None


hours = st.integers(0, 4_000).map(lambda n: NOW - HOUR * n)


later = hours.map(lambda at: NOW + (NOW - at))


@given(st.sampled_from([None, *Trouble]), hours, hours, hours, st.none() | hours | later)
def test_red_is_exactly_what_has_a_beginning(
    trouble: Trouble | None, since: datetime, collected: datetime, key: datetime, ends: datetime | None
) -> None:
    """Whatever comes together: the light and what is told of it never disagree, and nothing is named twice."""
    one = replace(connection(trouble=trouble), trouble_since=since if trouble else None, collected_at=collected)
    one = replace(one, key_since=key, key_expires_at=ends)
    found = health(one, FULL, NOW)
    began = red_since(one, NOW)
    assert (found.light is Light.RED) == (began is not None)
    assert began is None or began <= NOW
    assert len({found.reason, *found.also}) == 1 + len(found.also)
    if trouble in NEEDS_A_PERSON:
        assert found.light is Light.RED
