"""Slack's limits of blocks, as the sandbox holds the bot to them: each at its edge, and one beyond."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.slack.blocks import problems, slack_files, view_problems

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Go"), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://acme.example/a.png", "alt_text": "Bars", **more}


def option(text: str = "x", value: str = "x") -> Json:
    return {"text": plain(text), "value": value}


def select(*options: Json, **more: Any) -> Json:
    return {"type": "static_select", "options": list(options), **more}


def field(**more: Any) -> Json:
    return {"type": "input", "label": plain("Name"), "element": {"type": "plain_text_input", **more}}


def chart(**more: Any) -> Json:
    series = [{"name": "gpt-5", "data": [{"label": "Mon", "value": 1}]}]
    bars = {"type": "bar", "series": series, "axis_config": {"categories": ["Mon"]}, **more}
    return {"type": "data_visualization", "title": "Costs", "chart": bars}


AT_THE_EDGE = [
    [section("x" * 3000)],
    [{"type": "section", "fields": [mrkdwn("x" * 2000)] * 10}],
    [{"type": "header", "text": plain("x" * 150)}],
    [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    [actions(*[button()] * 25)],
    [actions(button(text=plain("x" * 75), value="x" * 2000, style="danger", url="https://acme.example"))],
    [actions(button(action_id="x" * 255))],
    [image(alt_text="x" * 2000)],
    [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "Bars"}],
    [section(accessory=select(*[option("x" * 75, "x" * 150)] * 100))],
    [section(accessory={"type": "users_select", "initial_user": "U1", "placeholder": plain("Who")})],
    [section(accessory={"type": "conversations_select", "filter": {"include": ["public", "private"]}})],
    [{"type": "divider"}] * 50,
    [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]}],
    [{"type": "markdown", "text": "x" * 12_000}],
    [chart(), chart()],
    [{"type": "data_table", "caption": "Costs", "rows": [[{"type": "raw_text", "text": "x"}] * 20] * 101}],
    [],
]

BEYOND = [
    ([section("x" * 3001)], "must be less than 3001 characters"),
    ([section("")], "must be more than 0 characters"),
    ([{"type": "section"}], "text or fields"),
    ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "no more than 10 items"),
    ([{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "/blocks/0/fields/0/text"),
    ([{"type": "header", "text": plain("x" * 151)}], "less than 151"),
    ([{"type": "header", "text": mrkdwn("x")}], "must be plain_text"),
    ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "no more than 10 items"),
    ([{"type": "context", "elements": []}], "no fewer than 1 items"),
    ([actions(*[button()] * 26)], "no more than 25 items"),
    ([actions(button(text=plain("x" * 76)))], "less than 76"),
    ([actions(button(value="x" * 2001))], "less than 2001"),
    ([actions(button(style="red"))], "must be one of"),
    ([actions(button(url="javascript:alert(1)"))], "invalid url"),
    ([actions(button(action_id="x" * 256))], "less than 256"),
    ([actions(button(action_id="a"), button(action_id="a"))], "action_id a already exists"),
    ([actions({"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    ([section(block_id="a"), section(block_id="a")], "block_id a already exists"),
    ([section(block_id="x" * 256)], "less than 256"),
    ([image(alt_text="")], "more than 0"),
    ([image(alt_text="x" * 2001)], "less than 2001"),
    ([{"type": "image", "image_url": "https://acme.example/a.png"}], "missing required field: alt_text"),
    ([image(slack_file={"id": "F1"})], "exactly one of image_url and slack_file"),
    ([section(accessory=select(option(value="x" * 151)))], "less than 151"),
    ([section(accessory=select(*[option()] * 101))], "no more than 100"),
    ([section(accessory=select(option(), initial_option=option("y", "y")))], "one of the options"),
    ([section(accessory={"type": "users_select", "initial_users": ["U1"]})], "invalid additional property"),
    ([section(accessory={"type": "users_select", "options": []})], "invalid additional property: options"),
    ([section(accessory={"type": "conversations_select", "filter": {}})], "at least one property"),
    ([section(accessory={"type": "conversations_select", "filter": {"include": ["dm"]}})], "must be some of"),
    ([section(accessory={"type": "conversations_select", "filter": {"include": []}})], "no fewer than 1"),
    ([{"type": "divider"}] * 51, "no more than 50"),
    ([{"type": "marquee"}], "unsupported type: marquee"),
    ([section(colour="red")], "invalid additional property: colour"),
    ([chart()] * 3, "no more than 2"),
    ([chart(axis_config={"categories": ["Mon", "Tue"]})], "one point for each category"),
    ([{"type": "data_table", "caption": "x", "rows": [[{"type": "raw_text", "text": "x"}]]}], "no fewer than 2"),
    ([{"type": "alert"}], "unsupported type: alert"),
    (["text"], "unsupported type"),
]


@pytest.mark.parametrize("blocks", AT_THE_EDGE)
def test_what_slack_documents_as_possible_is_taken(blocks: list[Json]) -> None:
    assert problems(blocks, "message") == []


@pytest.mark.parametrize(("blocks", "words"), BEYOND)
def test_what_is_beyond_a_limit_is_named_with_its_place(blocks: list[Json], words: str) -> None:
    found = problems(blocks, "message")
    assert found
    assert words in found[0]
    assert found[0].startswith("[ERROR]")
    assert "[json-pointer:/blocks" in found[0]


def test_a_hundred_blocks_fit_into_a_modal_and_a_home_tab_only() -> None:
    blocks = [{"type": "divider"}] * 100
    assert problems(blocks, "modal") == problems(blocks, "home") == []
    assert problems(blocks, "message") != []
    assert problems([*blocks, {"type": "divider"}], "home") != []


def test_markdown_and_data_blocks_are_for_messages_only() -> None:
    for block in ({"type": "markdown", "text": "x"}, chart()):
        assert problems([block], "message") == []
        assert "unsupported type" in problems([block], "modal")[0]


def test_an_ephemeral_message_has_no_files() -> None:
    block = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "Bars"}
    assert "invalid slack file" in problems([block], "ephemeral")[0]
    assert (
        slack_files([block, section(accessory=block), {"type": "context", "elements": [block]}]) == [{"id": "F1"}] * 3
    )


MODAL = {"type": "modal", "title": plain("Connect OpenAI"), "submit": plain("Connect"), "blocks": [field()]}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"title": plain("x" * 24), "close": plain("x" * 24), "private_metadata": "x" * 3000}, ""),
        ({"title": plain("x" * 25)}, "less than 25"),
        ({"title": None}, "missing required field"),
        ({"submit": None}, "needs submit"),
        ({"private_metadata": "x" * 3001}, "less than 3001"),
        ({"callback_id": "x" * 256}, "less than 256"),
        ({"colour": "red"}, "invalid additional property: colour"),
        ({"type": "workflow_step"}, "unsupported type"),
        ({"blocks": [field(max_length=3001)]}, "from 1 to 3000"),
        ({"blocks": [field(max_length=2, initial_value="long")]}, "less than 3"),
        ({"blocks": [{**field(), "element": button()}]}, "unsupported type: button"),
        ({"type": "home"}, "invalid additional property: submit"),
    ],
)
def test_modals_and_home_tabs_have_limits_too(changed: Json, words: str) -> None:
    found = view_problems(MODAL | changed)
    assert bool(found) == bool(words)
    assert words in (found or [""])[0]


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "elements"]), inner),
    max_leaves=8,
)
kinds = st.sampled_from(["section", "actions", "context", "input", "image", "rich_text", "table", "data_visualization"])
parts = st.sampled_from(
    ["text", "elements", "element", "accessory", "fields", "rows", "chart", "alt_text", "slack_file"]
)


@given(kinds, st.dictionaries(parts, json_like))
def test_nonsense_is_named_and_never_raises(kind: str, block: Json) -> None:
    assert isinstance(problems([{**block, "type": kind}], "message"), list)
