"""The audit log's chain: whatever is changed in it shows, and at which entry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.audit import LAST, build_audit
from core.audit import BEFORE_THE_FIRST, OPERATOR, Deed, Done, Entry, first_broken, next_entry
from core.deeds import plan_changed
from core.secret import Secret
from sandbox.slack.blocks import problems

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def chain(length: int, workspace: str = "T1") -> list[Entry]:
    entries: list[Entry] = []
    for number in range(length):
        deed = Deed("U1", Done.CONNECTED, f"Acme {number}", {"key": "a1B2"})
        entries.append(next_entry(workspace, entries[-1] if entries else None, deed, NOW + timedelta(hours=number)))
    return entries


def test_a_chain_that_nobody_touched_holds() -> None:
    entries = chain(5)
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[0].previous == BEFORE_THE_FIRST
    assert first_broken("T1", entries) is None
    assert first_broken("T1", []) is None


@pytest.mark.parametrize("changed", ["at", "actor", "action", "subject", "details", "hash", "previous"])
def test_a_changed_entry_is_found(changed: str) -> None:
    entries = chain(5)
    other = {
        "at": NOW + timedelta(microseconds=1),
        "actor": "U2",
        "action": "rotated",
        "subject": "Acme 22",
        "details": '{"key":"a1B3"}',
        "hash": bytes(32),
        "previous": bytes([1]) * 32,
    }
    entries[2] = replace(entries[2], **{changed: other[changed]})  # type: ignore[arg-type]  # of the field's own type
    broken = first_broken("T1", entries)
    assert broken is not None
    assert broken.seq == 3


def test_an_entry_that_was_written_anew_shows_at_the_one_after_it() -> None:
    """Its own hash is right, and the next one's is of what stood there before."""
    entries = chain(5)
    entries[2] = next_entry("T1", entries[1], Deed("U9", Done.CONNECTED, "Other"), NOW)
    broken = first_broken("T1", entries)
    assert broken is not None
    assert broken.seq == 4


def test_an_entry_that_was_taken_out_is_missing() -> None:
    entries = chain(5)
    del entries[1]
    broken = first_broken("T1", entries)
    assert broken is not None
    assert (broken.seq, broken.why) == (2, "it is missing")


def test_another_workspaces_chain_is_not_this_ones() -> None:
    assert first_broken("T2", chain(2)) is not None


def test_the_zone_a_time_is_told_in_does_not_matter() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))
    deed = Deed("U1", Done.CONNECTED, "Acme")
    assert next_entry("T1", None, deed, elsewhere) == next_entry("T1", None, deed, NOW)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_two_deeds_have_the_same_hash(actor: str, subject: str, other_actor: str, other_subject: str) -> None:
    """Also where what one ends with begins the other."""
    one = next_entry("T1", None, Deed(_said(actor), Done.CONNECTED, _said(subject)), NOW)
    other = next_entry("T1", None, Deed(_said(other_actor), Done.CONNECTED, _said(other_subject)), NOW)
    assert (one.hash == other.hash) == ((one.actor, one.subject) == (other.actor, other.subject))


def _said(text: str) -> str:
    return text.encode(errors="replace").decode()


def test_a_secret_cannot_get_into_the_details() -> None:
    deed = Deed("U1", Done.CONNECTED, "Acme", {"key": Secret("sk-admin-" + "test-" * 8)})  # type: ignore[dict-item]  # on purpose
    with pytest.raises(TypeError):
        next_entry("T1", None, deed, NOW)


def test_the_home_tab_shows_who_did_what_when_and_names_as_text() -> None:
    entries = [*chain(1), next_entry("T1", None, Deed(OPERATOR, Done.CONNECTED, "<!channel> *x*"), NOW)]
    entries.append(next_entry("T1", None, plan_changed("Acme", OPERATOR, "free", "paid"), NOW))
    text = str(build_audit(entries[::-1]))
    assert "The operator changed the plan of *Acme* to paid" in text
    assert "<@U1> connected *Acme 0*" in text
    assert "The operator connected" in text
    assert "<!channel>" not in text
    assert build_audit([]) == []


def test_the_longest_names_stay_within_slacks_limits() -> None:
    entries = [next_entry("T1", None, Deed("U" * 11, Done.CONNECTED, "&*" * 100), NOW) for _ in range(LAST)]
    blocks = build_audit(entries)
    assert problems(blocks, "home") == []
    assert str(blocks).count("connected") == LAST
