"""When a workspace is looked after again."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.due.looking import LATER, LONGEST, SOON, again_after, next_look, times_by
from core.digests.digest import Digest, spec_of
from core.digests.schedule import Cadence, Schedule
from core.subscriptions import FOREVER, Kind, Recipient, Subscription

NOW = datetime(2026, 11, 24, 8, 58, tzinfo=UTC)
MADE = NOW - timedelta(days=30)
DAILY = Schedule(Cadence.DAILY, time(9, 0), "UTC")


def digest(wait_until: time | None = None) -> Subscription:
    spec = spec_of(Digest(DAILY, wait_until=wait_until))
    return Subscription("d1", "T1", Kind.DIGEST, 1, "U1", MADE, (), spec, (Recipient("C1"),))


def test_it_is_looked_after_now_and_then_and_when_a_digest_is_due() -> None:
    nine = NOW.replace(hour=9, minute=0)
    assert next_look(times_by([], NOW), NOW, NOW + LONGEST) == NOW + LONGEST
    assert next_look(times_by([digest()], NOW), NOW, NOW + LONGEST) == nine
    assert next_look(times_by([digest()], nine), nine, nine + LONGEST) == nine + LONGEST


def test_what_begins_to_be_due_while_somebody_looks_is_looked_at_once_more() -> None:
    nine = NOW.replace(hour=9, minute=0)
    began, ended = nine - timedelta(seconds=2), nine + timedelta(seconds=3)
    assert next_look(times_by([digest()], began), began, ended + LONGEST) == nine
    assert next_look(times_by([digest()], nine), nine, ended + LONGEST) == ended + LONGEST


def test_what_could_not_be_done_is_tried_again_in_a_minute() -> None:
    assert next_look(times_by([digest()], NOW), NOW, NOW + SOON) == NOW + SOON


def test_a_digest_that_waits_for_the_bill_is_looked_at_when_it_waits_no_longer() -> None:
    ten = NOW.replace(hour=9, minute=58)
    waits = digest(wait_until=time(10, 0))
    assert next_look(times_by([waits], ten), ten, ten + LONGEST) == NOW.replace(hour=10, minute=0)


def test_the_end_of_a_pause_or_of_a_mute_is_looked_at_and_a_paused_digest_is_not() -> None:
    paused = replace(digest(), paused_until=NOW + timedelta(minutes=3))
    assert next_look(times_by([paused], NOW), NOW, NOW + LONGEST) == NOW + timedelta(minutes=3)
    muted = replace(digest(), paused_until=FOREVER, recipients=(Recipient("C1", NOW + timedelta(minutes=1)),))
    assert next_look(times_by([muted], NOW), NOW, NOW + LONGEST) == NOW + timedelta(minutes=1)
    off = replace(digest(), paused_until=FOREVER)
    assert next_look(times_by([off], NOW), NOW, NOW + LONGEST) == NOW + LONGEST


def test_what_does_not_go_well_is_tried_again_later_and_later() -> None:
    assert again_after(timedelta(0)) == SOON
    assert again_after(timedelta(minutes=6)) == timedelta(minutes=3)
    assert again_after(timedelta(days=1)) == LATER
