"""Filters: read, written, and what they match."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.questions import (
    Dimension,
    Filter,
    Filters,
    NotUnderstood,
    Question,
    in_words,
    read_filters,
    sentence,
    written,
)
from core.questions.filters import matcher
from core.questions.parse import parse
from core.questions.words import plainly, visible
from tests.unit.worlds import TODAY

SEARCH = Filter(Dimension.PROJECT, "Search & Rank")
NO_O3 = Filter(Dimension.MODEL, "o3*", excluded=True)

PATTERNS = (
    st.one_of(st.text(max_size=40), st.text(alphabet="aB*\"'\\“”‘ ,:-.?&é研", max_size=12))
    .map(lambda text: visible(text).strip())
    .filter(lambda text: plainly(text) != "")
)
FILTERS = st.lists(st.builds(Filter, st.sampled_from(Dimension), PATTERNS, st.booleans()), max_size=5, unique=True).map(
    tuple
)


def read(text: str) -> Filters:
    filters = read_filters(text)
    assert not isinstance(filters, NotUnderstood), filters
    return filters


def test_filters_are_written_as_one_types_them() -> None:
    assert written((SEARCH, NO_O3)) == 'project:"Search & Rank" -model:o3*'
    assert in_words((NO_O3, SEARCH, Filter(Dimension.PROJECT, "Web"))) == (
        "project Search & Rank or Web, without model o3*"
    )


@given(FILTERS)
@example((Filter(Dimension.KEY, 'a\\" b\\'),))
def test_what_is_written_is_read_again(filters: Filters) -> None:
    assert read(written(filters)) == filters
    question = parse("7d " + written(filters), TODAY)
    assert isinstance(question, Question)
    assert question.filters == filters
    assert parse(sentence(question), TODAY) == question


@given(st.text(max_size=300))
def test_any_text_is_filters_or_says_why_not(text: str) -> None:
    found = read_filters(text)
    if isinstance(found, NotUnderstood):
        assert found.why.endswith(".")
        assert all(not isinstance(read_filters(offered), NotUnderstood) for offered in found.nearest)


@pytest.mark.parametrize(
    ("text", "what", "nearest"),
    [
        ("Search & Rank", "Search", ()),
        ("project:Web by model", "by", ()),
        ("prject:Web", "prject:Web", ("project:Web",)),
        ('key:"ci', 'key:"ci', ()),
        ("key:a " * 200, f"{'key:a ' * 10}"[:59] + "…", ()),
    ],
)
def test_a_text_that_is_no_filters_is_told_from_where_on(text: str, what: str, nearest: tuple[str, ...]) -> None:
    found = read_filters(text)
    assert isinstance(found, NotUnderstood)
    assert (found.what, found.nearest) == (what, nearest)


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("search & rank", "Search & Rank", True),
        ("Search  &  Rank", "Search & Rank", True),
        ("search", "Search & Rank", False),
        ("search*", "Search & Rank", True),
        ("*rank", "Search & Rank", True),
        ("*&*", "Search & Rank", True),
        ("gpt-5*", "gpt-5", True),
        ("gpt-5*", "gpt-4o", False),
        ("gpt–5", "gpt-5", True),
        ("Ana's", "Ana’s", True),
        ("ﬁnance", "FINANCE", True),
        ("straße", "STRASSE", True),
        ("a*a", "a", False),
        ("*", "anything", True),
        ("a.c", "abc", False),
        ("👨‍👩‍👧", "👨👩👧", True),
    ],
)
def test_a_pattern_matches_whole_names_whatever_their_case(pattern: str, name: str, *, matches: bool) -> None:
    assert matcher(pattern)(name) is matches


SHORT = st.text(alphabet="aA*b ", max_size=8)


@given(SHORT, SHORT)
def test_a_star_is_any_run_of_characters(pattern: str, name: str) -> None:
    like = ".*".join(map(re.escape, plainly(pattern).split("*")))
    assert matcher(pattern)(name) is (re.fullmatch(like, plainly(name)) is not None)


def test_a_hostile_pattern_takes_no_time() -> None:
    """As a regular expression it would try for years."""
    assert not matcher("*a" * 100 + "*b")("a" * 300)
