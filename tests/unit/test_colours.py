"""The same name has the same colour in every chart."""

from hypothesis import given
from hypothesis import strategies as st

from core.chart import SLOTS
from core.colours import assign

LABELS = st.lists(st.text("abcdefgh", max_size=2), max_size=12)
KNOWN = st.dictionaries(st.text("abcdefgh", max_size=2), st.integers(0, 50))


def test_a_known_name_keeps_its_colour_whatever_its_rank() -> None:
    known = {"a": 3, "b": 5}
    assert assign(known, ["a", "b"]) == {"a": 3, "b": 5}
    assert assign(known, ["b", "a"]) == {"b": 5, "a": 3}


def test_a_new_name_gets_the_colour_used_least() -> None:
    assert assign({"x": 0, "y": 0, "z": 1}, ["new"], slots=3) == {"new": 2}


def test_a_new_name_never_takes_the_colour_of_a_known_one_in_the_chart() -> None:
    assert assign({"known": 0}, ["new", "known"], slots=2) == {"new": 1, "known": 0}


def test_of_two_names_with_one_colour_the_later_one_moves() -> None:
    assert assign({"a": 2, "b": 2, "c": 0}, ["a", "b", "c"], slots=3) == {"a": 2, "b": 1, "c": 0}


@given(KNOWN, LABELS)
def test_no_two_of_a_chart_are_alike_while_there_are_colours(known: dict[str, int], labels: list[str]) -> None:
    chosen = assign(known, labels)
    assert list(chosen) == list(dict.fromkeys(labels))
    assert all(0 <= slot < SLOTS for slot in chosen.values())
    assert len(set(chosen.values())) == min(len(chosen), SLOTS)


@given(KNOWN, LABELS)
def test_what_was_chosen_is_chosen_again(known: dict[str, int], labels: list[str]) -> None:
    chosen = assign(known, labels[:SLOTS])
    assert assign(chosen, labels[:SLOTS]) == chosen
