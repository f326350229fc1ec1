"""Reports over a connection that was disconnected, and whose history was kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.unit.worlds import ACME, ALL, NOW, daily, day, ledger, report, span

LEFT = replace(ACME, disconnected_at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
UP_TO_THEN = {
    1: [
        replace(line, collected_at=NOW - timedelta(days=4))
        for line in ledger(ACME.backfill_from, settled_to=day(17), last=day(20))
    ]
}
FIGURES = daily(span(day(28, 9), day(20)), "gpt-5-mini, input", 10)


def test_days_after_it_was_disconnected_are_not_missing() -> None:
    found = report("last 30 days by model", FIGURES, UP_TO_THEN, (LEFT,))
    assert found.days.missing == ()
    still_connected = report("last 30 days by model", FIGURES, UP_TO_THEN, (ACME,))
    assert still_connected.days.missing == (day(21), day(22), day(23))


def test_its_last_days_move_no_more() -> None:
    found = report("last 30 days by model", FIGURES, UP_TO_THEN, (LEFT,))
    assert found.days.unsettled == (day(24),), "today is never over"


def test_a_day_before_that_was_never_collected_is_still_missing() -> None:
    gap = {1: [line for line in UP_TO_THEN[1] if line.day != day(19)]}
    assert report("last 30 days by model", FIGURES, gap, (LEFT,)).days.missing == (day(19),)


def test_it_does_not_keep_others_from_being_compared() -> None:
    other = replace(ACME, id=2, name="Other")
    ledgers = {1: UP_TO_THEN[1], 2: ALL[1]}
    figures = [*FIGURES, *daily(span(day(28, 9), day(23)), "o3, input", 5, connection=2)]
    found = report("last 7 days by model", figures, ledgers, (LEFT, other))
    assert found.compared == (day(18), day(21))


def test_it_does_not_make_the_others_look_old() -> None:
    other = replace(ACME, id=2, name="Other")
    ledgers = {1: UP_TO_THEN[1], 2: ALL[1]}
    others = daily(span(day(28, 9), day(23)), "o3, input", 5, connection=2)
    both = report("last 7 days by model", [*FIGURES, *others], ledgers, (LEFT, other))
    alone = report("last 7 days by model", others, ledgers, (other,))
    assert both.days.read_at == alone.days.read_at
