"""When a light that has turned is told: once a turn, and no flicker."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.connections.lights import told_of
from core.connection import Connection, Trouble
from core.notices import CONFIRMED_AFTER, QUIET, Notice, Told, Turn, due_notice
from storage.deliveries import Delivery
from tests.unit.worlds import NOW, connection

MINUTE = timedelta(minutes=1)
WELL = replace(connection(), collected_at=NOW)
RED = replace(connection(trouble=Trouble.KEY_REJECTED), trouble_since=NOW)
NEVER = Told()


def due(connection: Connection, told: Told, now: datetime) -> Notice | None:
    """What is due for somebody who has been looking all the time."""
    return due_notice(connection, told, NOW - timedelta(days=1), now)


def test_red_is_told_when_it_has_lasted() -> None:
    assert due(WELL, NEVER, NOW) is None
    assert due(RED, NEVER, NOW + CONFIRMED_AFTER - MINUTE) is None
    assert due(RED, NEVER, NOW + CONFIRMED_AFTER) == Notice(Turn.RED, 1)


def test_what_is_red_because_nobody_collected_gets_the_time_to_be_collected() -> None:
    late, started = replace(WELL, collected_at=NOW - timedelta(days=3)), NOW
    assert due_notice(late, NEVER, started, NOW + CONFIRMED_AFTER - MINUTE) is None
    assert due_notice(late, NEVER, started, NOW + CONFIRMED_AFTER) == Notice(Turn.RED, 1)


def test_yellow_is_not_told() -> None:
    down = replace(RED, trouble=Trouble.PROVIDER_DOWN)
    assert due(down, NEVER, NOW + timedelta(hours=23)) is None
    assert due(down, NEVER, NOW + timedelta(hours=25)) == Notice(Turn.RED, 1)


def test_what_was_told_is_not_told_again_while_it_lasts() -> None:
    told = Told(1, NOW + CONFIRMED_AFTER)
    assert due(RED, told, NOW + timedelta(days=3)) is None


def test_well_is_told_after_a_collection_that_went_through() -> None:
    told = Told(1, NOW + MINUTE)
    rotated = replace(WELL, collected_at=NOW)
    assert due(rotated, told, NOW + 2 * MINUTE) is None, "a new key has proven nothing yet"
    collected = replace(WELL, collected_at=NOW + 3 * MINUTE)
    assert due(collected, told, NOW + 4 * MINUTE) == Notice(Turn.WELL, 1)
    assert due(collected, replace(told, well_at=NOW + 4 * MINUTE), NOW + 5 * MINUTE) is None


def test_after_it_was_well_again_nothing_new_is_told_for_a_while() -> None:
    told = Told(3, NOW - 2 * MINUTE, NOW)
    assert due(RED, told, NOW + QUIET - MINUTE) is None
    assert due(RED, told, NOW + QUIET) == Notice(Turn.RED, 4)


def test_an_end_that_some_have_slept_through_is_told_them_unless_it_is_red_again() -> None:
    told = Told(1, NOW - 2 * MINUTE, NOW - MINUTE, some_wait=True)
    assert due(replace(WELL, collected_at=NOW), told, NOW + MINUTE) == Notice(Turn.WELL, 1)
    assert due(RED, told, NOW + QUIET) == Notice(Turn.RED, 2), "somebody was told that it is well"


def test_what_is_told_by_the_rotation_is_not_told_twice() -> None:
    refused = replace(RED, replaced_ref=b"old", key_proven=False)
    assert due(refused, NEVER, NOW + timedelta(hours=1)) is None
    assert due(replace(refused, trouble=Trouble.PERMISSION_MISSING), NEVER, NOW + timedelta(hours=1)) is not None


def test_what_is_disconnected_is_not_told_of() -> None:
    left = replace(WELL, disconnected_at=NOW, collected_at=NOW + MINUTE)
    assert due(left, Told(1, NOW), NOW + timedelta(hours=1)) is None


def test_what_was_told_is_read_from_what_was_sent() -> None:
    def sent(kind: str, key: str, at: datetime | None) -> Delivery:
        return Delivery(1, "T1", kind, key, NOW, NOW, "", "", at)

    deliveries = [
        sent(Turn.RED, "a:2", NOW + 3 * MINUTE),
        sent(Turn.RED, "a:2:U1", NOW + 3 * MINUTE),
        sent(Turn.RED, "a:1", NOW),
        sent(Turn.WELL, "a:1", NOW + MINUTE),
        sent(Turn.RED, "a:3", None),
        sent(Turn.RED, "b:1", NOW),
        sent(Turn.WELL, "b:1", NOW + MINUTE),
        sent(Turn.RED, "c:1", None),
        sent(Turn.RED, "d:1", NOW),
        sent(Turn.WELL, "d:1", None),
        sent(Turn.WELL, "d:1:U1", NOW + MINUTE),
    ]
    assert told_of(deliveries) == {
        "a": Told(2, NOW + 3 * MINUTE),
        "b": Told(1, NOW, NOW + MINUTE),
        "d": Told(1, NOW, NOW + MINUTE, some_wait=True),
    }


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=60))
def test_however_it_flickers_reds_and_ends_take_turns_and_come_at_most_one_pair_an_hour(
    steps: list[tuple[int, bool]],
) -> None:
    """Each step: some minutes pass, and then a collection goes through or does not."""
    now, told, since = NOW, NEVER, None
    said: list[tuple[Turn, datetime]] = []
    for minutes, well in steps:
        now += MINUTE * minutes
        since = None if well else since or now
        state: Connection = replace(WELL, collected_at=now) if well else replace(RED, trouble_since=since)
        notice = due(state, told, now)
        if notice is None:
            continue
        said.append((notice.turn, now))
        told = Told(notice.number, now) if notice.turn is Turn.RED else replace(told, well_at=now)
    assert [turn for turn, _ in said] == [(Turn.RED, Turn.WELL)[each % 2] for each in range(len(said))]
    reds = [at for turn, at in said if turn is Turn.RED]
    assert all(later - earlier > QUIET for earlier, later in pairwise(reds))
