"""What was written for Slack, read on a terminal."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.views.text import escape, in_plain, instant


def test_times_links_and_marks_read_as_text() -> None:
    at = instant(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    text = f"*Late* since {at}. `tokenmeter doctor` or <https://status.openai.com|OpenAI's status page>"
    plain = "Late since 2026-11-24 09:00 UTC. tokenmeter doctor or OpenAI's status page (https://status.openai.com)"
    assert in_plain(text) == plain


@given(st.text(st.characters(codec="utf-8", exclude_characters="\u2060"), max_size=30))
def test_a_name_reads_as_it_is_on_one_line_and_steers_nothing(name: str) -> None:
    read = in_plain(f"before {escape(name)} after")
    assert read.isprintable()
    if name.isprintable():
        assert read == f"before {' '.join(name.split())} after"
