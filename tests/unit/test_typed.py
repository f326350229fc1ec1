"""What Slack makes of what somebody types in a command, and what it is again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.typed import typed
from core.questions import Dimension, Filter, Question, parse, sentence
from tests.unit.worlds import TODAY

NAMES = st.text(st.characters(exclude_characters="<>|", exclude_categories=["C"]), max_size=20)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("usage for project:&quot;R&amp;D&quot;", "usage for project:&quot;R&D&quot;"),
        ("a &lt; b &amp;lt; c", "a < b &lt; c"),
        ("user:<@U0ANA|ana> 7d", "user:<@U0ANA|ana> 7d"),
        ("to <@W0ANA>", "to <@W0ANA>"),
        ("in <#C0COSTS|ai-costs>", "in #ai-costs"),
        ("in <#C0COSTS|>", "in #C0COSTS"),
        ("model:<http://gpt-5.io|gpt-5.io>", "model:gpt-5.io"),
        ("<https://x.example/a?b=1&amp;c=2>", "https://x.example/a?b=1&c=2"),
        ("<mailto:ana@acme.example|ana@acme.example>", "ana@acme.example"),
        ("<!here> <!channel>", "@here @channel"),
        ("<!subteam^S01|@finops>", "@finops"),
        ("last\N{NO-BREAK SPACE}7 days “x”", "last\N{NO-BREAK SPACE}7 days “x”"),
    ],
)
def test_an_escape_becomes_what_was_typed(sent: str, meant: str) -> None:
    assert typed(sent) == meant


def test_channels_stay_where_somebody_may_be_told_there() -> None:
    assert (
        typed("to <#C0COSTS|ai-costs>, <@U0ANA> &amp; <!here>", channels=True)
        == "to <#C0COSTS|ai-costs>, <@U0ANA> & @here"
    )


@given(st.text(max_size=80))
def test_what_slack_escapes_is_what_was_typed(text: str) -> None:
    """Slack escapes &, < and > alone; no other text has a <, and so none of it is read as an escape of Slack's."""
    sent = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert typed(sent) == text


@given(st.from_regex(r"[UW][A-Z0-9]{2,10}", fullmatch=True), NAMES, st.booleans())
def test_a_mention_is_a_filter_and_is_written_as_one(user: str, name: str, excluded: bool) -> None:
    sent = f"{'-' if excluded else ''}user:<@{user}|{name.replace('&', '&amp;')}> 7d"
    question = parse(typed(sent), TODAY)
    assert isinstance(question, Question)
    assert question.filters == (Filter(Dimension.USER, f"<@{user}|{name}>", excluded),)
    assert parse(sentence(question), TODAY) == question
