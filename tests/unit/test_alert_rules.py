"""What people type after /tokenmeter alert, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.read import Asked, read_rule
from core.alerts.rule import CAN_BE_NEW, DEFAULTS, Condition, New, Over, OverUsual, Span
from core.alerts.sentence import rule_sentence
from core.alerts.spec import read_spec, written_spec
from core.money import LARGEST, NANOS
from core.questions.dimensions import Measure
from core.questions.not_understood import NotUnderstood


def asked(text: str) -> Asked:
    found = read_rule(text)
    assert isinstance(found, Asked), found
    return found


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("when day > $500", "alert when day > $500"),
        ("day>$500", "alert when day > $500"),
        ("WHEN the day costs more than 500 dollars", "alert when day > $500"),
        ("over 1,250.50 usd a day", "alert when day > $1,250.5"),
        ("$2k daily", "alert when day > $2,000"),
        ("if an hour > 2M tokens", "alert when hour > 2M tokens"),
        ("hour over 9,000 requests", "alert when hour > 9K requests"),
        ("hour > .5M tokens", "alert when hour > 500K tokens"),
        ("tokens > 2M a day", "alert when day > 2M tokens"),
        ("requests > 9000 per hour", "alert when hour > 9K requests"),
        ("day > $0.500", "alert when day > $0.5"),
        ("day > 1 request", "alert when day > 1 request"),
        ("when hour > 1234567 tokens", "alert when hour > 1234567 tokens"),
        ("day > 150% of usual", "alert when day > 150% of usual and > $50 over it"),
        ("day > 150 percent of normal", "alert when day > 150% of usual and > $50 over it"),
        ("day > 150% over usual", "alert when day > 250% of usual and > $50 over it"),
        ("150% more than usual in a day", "alert when day > 250% of usual and > $50 over it"),
        ("day is 200% above the usual", "alert when day > 300% of usual and > $50 over it"),
        ("50 percent over normal a day and > $80", "alert when day > 150% of usual and > $80 over it"),
        ("hour > 3x usual", "alert when hour > 300% of usual and > $20"),
        ("hour at least 3 times the usual and > $35", "alert when hour > 300% of usual and > $35"),
        ("day > 150% of usual and > $80 over it", "alert when day > 150% of usual and > $80 over it"),
        ("runaway", "alert when hour > 300% of usual and > $20"),
        ("new model", "alert when new model"),
        ("when a new key appears", "alert when new key"),
        ("on new projects", "alert when new project"),
        (
            'day > $500 for project:"Search & Rank" -model:o3*',
            'alert when day > $500 for project:"Search & Rank" -model:o3*',
        ),
        ("to <@U1|ana>, <#C2|costs> when day > $5", "alert when day > $5 to <@U1>, <#C2>"),
        ("new model for key:ci to <#C2>", "alert when new model for key:ci to <#C2>"),
        ("day > $500 except model:o3", "alert when day > $500 for -model:o3"),
        ("day > $500 without model:o3 and key:ci", "alert when day > $500 for -model:o3 -key:ci"),
    ],
)
def test_a_rule_means_what_its_canonical_form_says(text: str, canonical: str) -> None:
    found = asked(text)
    assert rule_sentence(found.condition, found.filters, found.places) == canonical
    assert asked(canonical.removeprefix("alert ")) == found


@pytest.mark.parametrize(
    ("text", "nearest", "why"),
    [
        ("", "alert when day > $500", "Say how much"),
        ("day > 500", "alert when day > $500", "Say of what"),
        ("day > 150 of usual", "alert when day > 150% of usual and > $50 over it", "Say of what"),
        ("> $500", "alert when day > $500", "Say whether"),
        ("day and hour > $500", "alert when day > $500", "A rule is about a day or about an hour."),
        ("day > 80% of usual", "alert when day > 180% of usual and > $50 over it", "Over what is usual"),
        ("day > $500 and > $600", "alert when day > $500", "A rule has one limit"),
        ("new colour", "alert when day > $500", ""),
        ("new model > $5", "alert when day > $5", "What is new"),
        ("new user", "alert when day > $500", "What is new"),
        ("when any key is a runaway", "alert when hour > 300% of usual and > $20", "Say what of a key"),
        ("when key spending is over usual", "alert when hour > 300% of usual and > $20", "Say what of a key"),
        ("model usage", "alert when new model", "Say what of a model"),
        ("hour > 3x usual and > $9 over it", "alert when hour > 300% of usual and > $20", "Of an hour the least"),
        ("day > $1.000,50", "alert when day > $500", "I can't read that number."),
        ("day > 1.5 requests", "alert when day > 2 requests", "A number of requests is a whole one."),
        ("day > 1.500 requests", "alert when day > 1.5K requests", "Some read that as thousands"),
        ("requests > $500 a day", "alert when day > $500", "A limit is of money"),
        ("tokens > 150% of usual a day", "alert when day > 150% of usual and > $50 over it", "A limit is of money"),
        ("runaway tokens", "alert when hour > 300% of usual and > $20", "A limit is of money"),
        ("day > 2M input tokens", "alert when day > 2M tokens", ""),
        ("when any project spends over $50 an hour", "alert when hour > $50", "A rule with a limit is about all of it"),
        ("day > $500 on fridays", "alert when day > $500", ""),
        ("day > $500 for projct:web", "alert when day > $500 for project:web", "I can filter by"),
        (
            "hour > 3x usual for key nightly-eval",
            "alert when hour > 300% of usual and > $20 for key:nightly-eval",
            "A filter",
        ),
        (
            "for project Search & Rank when day > $5",
            'alert when day > $5 for project:"Search & Rank"',
            "A filter looks",
        ),
        ("day > $5 for model:o3, project Web", "alert when day > $5 for model:o3 project:Web", "A filter looks"),
        ("day > $5 for project Web and key ci", "alert when day > $5 for project:Web key:ci", "A filter looks"),
        ("day > $500 to #costs", "alert when day > $500", "Pick whom to tell"),
        ("day > $500 to ana", "alert when day > $500", ""),
        ("hour > banana", "alert when hour > 300% of usual and > $20", ""),
        ("day > $0", "alert when day > $500", "A limit is more than nothing"),
    ],
)
def test_what_is_not_understood_is_answered_with_the_nearest_rule(text: str, nearest: str, why: str) -> None:
    found = read_rule(text)
    assert isinstance(found, NotUnderstood), found
    assert found.nearest[0] == nearest
    assert found.why.startswith(why)
    assert bool(found.why) == bool(why)
    assert isinstance(read_rule(nearest.removeprefix("alert ")), Asked)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        (
            "day > $5 for project:Data Usage",
            ('alert when day > $5 for project:"Data Usage"', "alert when day > $5 for project:Data"),
        ),
        (
            "day > $1.500 for key ci",
            ("alert when day > $1,500 for key:ci", "alert when day > $1.5 for key:ci"),
        ),
    ],
)
def test_a_name_or_an_amount_that_can_be_read_in_two_ways_is_asked_about(text: str, nearest: tuple[str, ...]) -> None:
    found = read_rule(text)
    assert isinstance(found, NotUnderstood), found
    assert found.nearest == nearest


def test_an_amount_that_two_people_read_differently_is_asked_about() -> None:
    found = read_rule("day > $1.500 for project:v1.500")
    assert isinstance(found, NotUnderstood), found
    assert found.nearest == (
        "alert when day > $1,500 for project:v1.500",
        "alert when day > $1.5 for project:v1.500",
    )
    assert found.why == "Some read that as thousands, some as a decimal. Which is meant?"


def test_what_is_offered_for_an_amount_that_is_read_differently_is_not_asked_about_again() -> None:
    found = read_rule("day > $1.125")
    assert isinstance(found, NotUnderstood), found
    assert found.nearest == ("alert when day > $1,125", "alert when day > $1.1250")
    assert all(isinstance(read_rule(each), Asked) for each in found.nearest)


@pytest.mark.parametrize(
    "text",
    [
        *("day > $1 000", "day > 1 000 000 tokens", "day > €500", "day > 500 eur", "day > €500 for key ci"),
        *("day > $500 for colour:red", "day > $500 for colour:red and key ci", "day > $500 but not project:web"),
        "day > $500 for key ci and colour:red",
    ],
)
def test_what_would_mean_something_else_is_not_offered(text: str) -> None:
    found = read_rule(text)
    assert isinstance(found, NotUnderstood), found
    assert found.nearest == ()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("when month > $500", ("budget $500 a month",)),
        ("$70 weekly for project:Web", ("budget $70 a week for project:Web",)),
        ("month > 2M tokens", ()),
    ],
)
def test_a_limit_for_a_month_is_a_budget(text: str, nearest: tuple[str, ...]) -> None:
    found = read_rule(text)
    assert isinstance(found, NotUnderstood), found
    assert found.nearest == nearest
    assert "is a budget" in found.why


CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(
        Over,
        st.sampled_from(Span),
        st.just(Measure.COST),
        st.integers(1, 10**9).map(lambda cents: cents * NANOS // 100),
    ),
    st.builds(
        Over, st.sampled_from(Span), st.sampled_from([Measure.TOKENS, Measure.REQUESTS]), st.integers(1, LARGEST)
    ),
    st.builds(
        OverUsual,
        st.sampled_from(Span),
        st.integers(101, 10_000),
        st.integers(1, 10**6).map(lambda dollars: dollars * NANOS),
    ),
    st.builds(New, st.sampled_from(CAN_BE_NEW)),
)


@given(CONDITIONS, st.lists(st.sampled_from(["U1", "C2", "U3"]), max_size=3, unique=True).map(tuple))
def test_every_rule_is_read_back_from_its_sentence(condition: Condition, places: tuple[str, ...]) -> None:
    said = rule_sentence(condition, (), places)
    assert read_rule(said) == Asked(condition, (), places), said


@given(CONDITIONS)
def test_every_rule_is_read_back_as_it_is_kept(condition: Condition) -> None:
    assert read_spec(written_spec(condition)) == condition


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    found = read_rule(text)
    if isinstance(found, NotUnderstood):
        for nearest in found.nearest:
            assert isinstance(read_rule(nearest), Asked), nearest


def test_the_rules_that_are_there_by_default_can_be_typed() -> None:
    said = [rule_sentence(each) for each in DEFAULTS]
    assert said == ["alert when hour > 300% of usual and > $20", "alert when day > 150% of usual and > $50 over it"]
    assert [asked(each).condition for each in said] == list(DEFAULTS)
