"""Help, what was not understood, and what cannot be answered yet: each with the next step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.help import build_help
from bot.views.nothing_yet import build_nothing, build_own_only
from core.budgets import parse as parse_budget
from core.digests import Wanted
from core.digests import parse as parse_digest
from core.grain import Grain
from core.questions import Dimension, Filters, Measure, NotUnderstood, Question, parse, read_filters
from core.reports import (
    BeforeHistory,
    NoConnection,
    NoSuchUser,
    NothingLeft,
    NothingUsed,
    NothingYet,
    ReportedDays,
    Unmatched,
)
from core.subscriptions.verbs import read_order
from core.why import read_why
from sandbox.slack.blocks import problems
from tests.unit.golden import assert_golden
from tests.unit.worlds import NOW, READ_AT, TODAY, day, question


def not_understood(text: str) -> NotUnderstood:
    answer = parse(text, TODAY)
    assert isinstance(answer, NotUnderstood)
    return answer


def read(text: str) -> Filters:
    filters = read_filters(text)
    assert not isinstance(filters, NotUnderstood)
    return filters


Empty = NoConnection | NothingYet | BeforeHistory | NothingUsed | NothingLeft | NotUnderstood | NoSuchUser

JULY = ReportedDays(day(1, 7), day(31, 7), day(31, 7), (), (day(3, 7),), None, READ_AT, NOW)
EMPTY: dict[str, Empty] = {
    "no_connection": NoConnection(),
    "nothing_yet": NothingYet(question("7d by model"), 0, 180, in_trouble=False),
    "importing": NothingYet(question("july by model"), 12, 180, in_trouble=False),
    "import_in_trouble": NothingYet(question("july"), 12, 180, in_trouble=True),
    "before_history": BeforeHistory(question("2025 by key"), day(28, 5), TODAY),
    "nothing_used": NothingUsed(question("july by key"), JULY),
    "no_tokens_used": NothingUsed(question("july in tokens"), JULY),
    "no_rate_known": NothingUsed(question("july in cost per request"), JULY),
    "not_understood": not_understood("last 7 dyas <!channel>"),
    "not_yet": not_understood("for Search & Rank 7d"),
    "narrowed_to_nothing": NothingUsed(
        question("july for project:<Web> -model:o3"), JULY, (read("project:Web,key:*ci*"), ())
    ),
    "nothing_left": NothingLeft(question("july -project:*"), ()),
    "own_email_hidden": NoSuchUser(question("7d mine"), "", Unmatched.NO_EMAIL),
    "users_not_listed": NoSuchUser(question("7d mine by model"), "", Unmatched.NOT_LISTED),
    "no_such_user": NoSuchUser(question("7d for user:<@U1|a&b>"), "user @a&b", Unmatched.NOBODY),
    "nothing_allowed": NothingLeft(question("july"), (read('project:"*Old* & <Rank>"'),)),
}


@pytest.mark.parametrize("name", EMPTY)
def test_what_has_no_report_says_why_and_what_next(name: str) -> None:
    text, blocks = build_nothing(EMPTY[name])
    assert text
    assert problems(blocks, "message") == []
    has_next = any(block["type"] == "actions" and block["elements"] for block in blocks)
    assert has_next is (name != "nothing_allowed")
    assert_golden(name, {"text": text, "blocks": blocks})


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("july in requests", "No requests were used · July 2026"),
        ("july in cost per 1M tokens", "No cost per 1M tokens is known: no tokens were counted · July 2026"),
        ("july in cost per request", "No cost per request is known: no requests were counted · July 2026"),
        ("july in cache rate", "No cache rate is known: no tokens read were counted · July 2026"),
        (
            "july in batch share",
            "No batch share is known: of no tokens is it told whether they went in batches · July 2026",
        ),
    ],
)
def test_where_nothing_was_used_it_says_of_what(asked: str, begins: str) -> None:
    assert build_nothing(NothingUsed(question(asked), JULY))[0].startswith(begins)


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("7d by user", ["usage last 7 days mine", "usage last 7 days by key"]),
        (
            "by model for user:@ana key:ci",
            ["usage last 30 days by model for key:ci mine", "usage last 30 days by model for key:ci"],
        ),
    ],
)
def test_who_may_not_see_others_is_offered_their_own_and_the_keys(asked: str, values: list[str]) -> None:
    text, blocks = build_own_only(question(asked))
    assert "anybody may see their own" in text
    assert problems(blocks, "message") == []
    assert [button["value"] for button in blocks[-1]["elements"]] == values


def test_every_button_that_asks_asks_something_that_is_understood() -> None:
    for answer in EMPTY.values():
        for block in build_nothing(answer)[1]:
            for button in block.get("elements", []):
                if button.get("action_id", "").startswith("ask"):
                    assert isinstance(parse(button["value"], TODAY), Question)


@given(st.text(max_size=300))
def test_slack_takes_the_answer_to_whatever_was_typed(text: str) -> None:
    answer = parse(text, TODAY)
    if isinstance(answer, NotUnderstood):
        assert problems(build_nothing(answer)[1], "message") == []


def test_what_was_typed_is_shown_as_plain_text() -> None:
    text, blocks = build_nothing(not_understood("<!channel> *bold*"))
    assert blocks[0]["text"]["type"] == "plain_text"
    assert "“<!channel> *bold*”" in blocks[0]["text"]["text"]
    assert "<" not in text


@pytest.mark.parametrize("topic", ["", "usage", "why", "digest", "alert", "budget", "export", "accuracy", "security"])
def test_help_looks_as_it_did(topic: str) -> None:
    text, blocks = build_help(topic)
    assert problems(blocks, "message") == []
    assert_golden(f"help_{topic or 'overview'}", {"text": text, "blocks": blocks})


def test_an_unknown_topic_is_said_and_the_nearest_offered_above_the_overview() -> None:
    text, [missed, *overview] = build_help("<!channel> colour")
    assert (text, overview) == build_help()
    assert missed["text"]["type"] == "plain_text"
    assert missed["text"]["text"] == "I have no help about “<!channel> colour”. Here is what I can do."
    _, [missed, offered, *overview] = build_help("bugdet")
    assert "The nearest there is:" in missed["text"]["text"]
    assert [each["value"] for each in offered["elements"]] == ["help budget"]
    assert overview == build_help()[1]


@pytest.mark.parametrize("topic", ["status", "Connect", " rotate "])
def test_a_command_that_the_overview_tells_about_needs_no_excuse(topic: str) -> None:
    assert build_help(topic) == build_help()


def test_the_case_of_a_topic_does_not_matter() -> None:
    assert build_help(" USAGE ") == build_help("usage")


def test_every_question_that_help_shows_is_understood() -> None:
    """The examples of help are copied and typed: each must work as it stands."""
    shown = asked_in_help()
    assert len(shown) > 20
    for example in shown:
        assert isinstance(parse(example, TODAY), Question), example


def test_help_has_an_example_of_everything_that_can_be_asked() -> None:
    asked = [found for each in asked_in_help() if isinstance(found := parse(each, TODAY), Question)]
    assert {each for found in asked for each in found.by} == set(Dimension)
    assert {found.measure for found in asked} == set(Measure)
    assert {found.per for found in asked} >= {Grain.HOUR, Grain.WEEK, Grain.MONTH}
    filters = [each for found in asked for each in found.filters]
    assert {each.excluded for each in filters} == {True, False}
    assert any("*" in each.pattern for each in filters)
    assert any(len(found.by) == 2 for found in asked)
    assert any(found.ranked for found in asked)
    assert any(found.table for found in asked)
    assert any(found.mine for found in asked)
    assert any(found.privately for found in asked)


def asked_in_help() -> list[str]:
    return [
        example.removeprefix("/tokenmeter usage").strip()
        for topic in ("", "usage")
        for block in build_help(topic)[1][1:]
        for example in block["text"]["text"].split("`")[1::2]
        if not example.startswith("/tokenmeter") or example.startswith("/tokenmeter usage")
    ]


def test_every_digest_that_help_shows_is_understood() -> None:
    shown = [
        example.removeprefix("/tokenmeter ").removeprefix("digest ").removeprefix("d1 ")
        for topic in ("", "digest")
        for block in build_help(topic)[1][1:]
        for example in block["text"]["text"].split("`")[1::2]
        if example.removeprefix("/tokenmeter ").startswith("digest ")
    ]
    assert len(shown) > 8
    for example in shown:
        assert isinstance(parse_digest(example, "UTC"), Wanted) or read_order(example), example


def test_every_budget_that_help_shows_is_understood() -> None:
    shown = [
        example.removeprefix("/tokenmeter ").removeprefix("budget ")
        for topic in ("", "budget")
        for block in build_help(topic)[1][1:]
        for example in block["text"]["text"].split("`")[1::2]
        if example.removeprefix("/tokenmeter ").startswith("budget ")
    ]
    assert len(shown) > 8
    before = parse_budget("$5000 a month")
    assert not isinstance(before, NotUnderstood)
    for example in shown:
        typed = example.replace("@ana", "<@U1|ana>").replace("#costs", "<#C1|costs>")
        found = parse_budget(typed.removeprefix("b1 "), before=before if typed.startswith("b1 ") else None)
        assert typed == "add" or read_order(typed) or not isinstance(found, NotUnderstood), example


def test_every_question_why_that_help_shows_is_understood() -> None:
    shown = [
        example.removeprefix("/tokenmeter ")
        for topic in ("", "why")
        for block in build_help(topic)[1][1:]
        for example in block["text"]["text"].split("`")[1::2]
        if example.removeprefix("/tokenmeter ").startswith("why")
    ]
    assert len(shown) > 8
    for example in shown:
        assert isinstance(read_why(example, TODAY), Question), example
