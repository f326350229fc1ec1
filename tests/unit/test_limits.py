"""What a manager types to limit somebody or a channel, and how limits are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.access_words import limit_words, made, not_a_limit
from bot.views.limited import Limits, build_limited, build_my_limit, whom_to_ask
from bot.views.modal_access import FORMS, build_access, build_saved, build_saving
from bot.views.request import build_request
from core.limits import HELD, read_limit
from core.questions.dimensions import Dimension
from core.questions.filters import Filter, Filters
from core.questions.not_understood import NotUnderstood
from core.questions.words import LONGEST
from core.rights import Action, Limit, Reach, Rule, RuleKind
from sandbox.slack.blocks import problems, view_problems

RANK: Filters = (Filter(Dimension.PROJECT, "Search & Rank"), Filter(Dimension.MODEL, "gpt-5*"))
HOSTILE: Filters = tuple(Filter(Dimension.PROJECT, "&<!channel>*" * 20) for _ in range(5))


def test_filters_of_the_dimensions_that_every_figure_has_are_limits() -> None:
    assert read_limit('project:"Search & Rank" model:gpt-5*') == RANK
    for dimension in HELD:
        assert read_limit(f"-{dimension}:x") == (Filter(dimension, "x", excluded=True),)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "A filter looks like this"),
        ("  , and ", "A filter looks like this"),
        ("Search & Rank", "A filter looks like this"),
        ("item:storage project:x", "“item:storage”: Not every figure is known by item"),
        ("item:storage project:x", "Nearest that works: project:x"),
        ("projekt:x", "Nearest that works: project:x"),
        ('project:"Search', "A quotation mark is not closed."),
        ("x" * (LONGEST + 1), "longer than filters can be"),
    ],
)
def test_what_is_no_limit_is_answered_with_why_and_the_nearest_that_is(typed: str, said: str) -> None:
    answer = read_limit(typed)
    assert isinstance(answer, NotUnderstood)
    assert said in not_a_limit(answer)


@pytest.mark.parametrize("dimension", [each for each in Dimension if each not in HELD])
def test_what_not_every_figure_is_known_by_is_refused_with_the_reason(dimension: Dimension) -> None:
    answer = read_limit(f"{dimension}:x")
    assert isinstance(answer, NotUnderstood)
    assert answer.why.startswith(f"Not every figure is known by {dimension}")


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_limit_that_says_something_or_is_answered(text: str) -> None:
    limit = read_limit(text)
    if isinstance(limit, NotUnderstood):
        assert not_a_limit(limit)
    else:
        assert limit
        assert limit_words(limit) != "nothing"


def test_limits_are_said_as_people_say_them() -> None:
    assert limit_words(RANK) == "project Search &amp; Rank, model gpt-5\u2060*\u2060"
    assert limit_words(()) == "nothing"
    assert made(Rule(RuleKind.MEMBER, "U1")) == "<@U1> may ask about nothing from now on."
    assert "<!channel>" not in limit_words(HOSTILE)


@pytest.mark.parametrize(
    ("limits", "manages", "said", "button"),
    [
        (Limits(Reach.EVERYTHING, RANK[:1], "C1"), False, "Costs in <#C1> are limited to project", "channel C1"),
        (Limits(RANK[:1], Reach.EVERYTHING, ""), False, "You may ask about project", "member"),
        (Limits(RANK[:1], RANK[1:], "C1"), False, "You may ask about project", "member"),
        (Limits(Reach.NOTHING, RANK, "C1"), False, "Costs are not open to you.", "member"),
        (Limits(Reach.EVERYTHING, Reach.NOTHING, "C1"), False, "Costs are not open in <#C1>.", "channel C1"),
        (Limits(Reach.EVERYTHING, RANK, "C1"), True, "In a DM with TokenMeter you see everything.", "channel C1"),
        (Limits(HOSTILE, HOSTILE, "C1"), False, "You may ask about", "member"),
    ],
)
def test_who_is_limited_reads_to_what_and_whom_to_ask(limits: Limits, manages: bool, said: str, button: str) -> None:
    text, blocks = build_limited(limits, ["U1", "U2"], manages=manages)
    assert said in text
    assert ("Ask <@U1> or <@U2>, who manage TokenMeter here." in text) != manages
    assert blocks[-1]["elements"][0]["value"] == button
    assert problems(blocks, "message") == []


def test_one_manager_manages_and_without_any_an_admin_is_asked() -> None:
    assert whom_to_ask(["U1"]) == "Ask <@U1>, who manages TokenMeter here."
    assert whom_to_ask([]) == "Ask an admin of this workspace."
    assert whom_to_ask(["U1"] * 5).count("U1") == 3


@pytest.mark.parametrize("kind", RuleKind)
@pytest.mark.parametrize("filters", [(), RANK, HOSTILE])
def test_forms_stay_within_slacks_limits_however_many_rules_there_are(kind: RuleKind, filters: Filters) -> None:
    rules = [Rule(each, f"U{number:010}", filters) for each in RuleKind for number in range(300)]
    for subject in ("", "U0000000001", "<!channel>"):
        view = build_access(kind, rules, subject)
        assert view_problems(view) == []
        assert "and 100 more" in str(view)
        assert ("U0000000199" in str(view), "U0000000200" in str(view)) == (True, False)
    assert view_problems(build_saving(kind)) == []
    assert view_problems(build_saved(kind, made(Rule(kind, "C1", filters)))) == []
    assert FORMS[kind].choices[0][1] in str(view)


def test_a_form_for_somebody_who_is_limited_holds_the_limit() -> None:
    view = build_access(RuleKind.MEMBER, [Rule(RuleKind.MEMBER, "U1", RANK), Rule(RuleKind.MEMBER, "U2")], "U1")
    assert view["blocks"][1]["element"]["initial_user"] == "U1"
    assert view["blocks"][3]["element"]["initial_value"] == 'project:"Search & Rank" model:gpt-5*'


@pytest.mark.parametrize("wish", [*RuleKind, *Action])
@pytest.mark.parametrize("limit", [Reach.NOTHING, RANK, HOSTILE])
def test_a_request_says_who_wants_what_and_slack_takes_it(wish: Action | RuleKind, limit: Limit) -> None:
    text, blocks = build_request("U1", wish, "C1", limit)
    assert text.startswith("<@U1> asks you to ")
    assert problems(blocks, "message") == []


def test_the_home_tab_of_somebody_who_is_limited_says_so() -> None:
    blocks = build_my_limit(RANK, ["U9"])
    assert problems(blocks, "home") == []
    assert "You may ask about project Search &amp; Rank" in str(blocks)
