"""Which model a line item of the costs names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.providers.openai import model_of


@pytest.mark.parametrize(
    ("line_item", "model"),
    [
        ("gpt-4o-2024-08-06, input", "gpt-4o-2024-08-06"),
        ("gpt-4o-2024-08-06, cached input", "gpt-4o-2024-08-06"),
        ("gpt-6-astra, input_tokens", "gpt-6-astra"),
        ("o3, output", "o3"),
        ("ft:gpt-4o-mini-2024-07-18:acme::AbC1, input", "ft:gpt-4o-mini-2024-07-18:acme::AbC1"),
        ("dall-e-3, 1024x1024, hd", "dall-e-3"),
        ("whisper-1, duration", "whisper-1"),
        ("gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
        ("web search tool calls", ""),
        ("code interpreter sessions", ""),
        ("file storage, gigabyte days", ""),
        ("storage, gigabyte days", ""),
        ("assistants api | file search", ""),
        ("", ""),
        (", input", ""),
        ("$x_{1}$, input", ""),
    ],
)
def test_the_model_stands_before_the_comma_and_is_one_word(line_item: str, model: str) -> None:
    assert model_of(line_item) == model


@given(st.text())
def test_any_line_item_has_a_model_or_none(line_item: str) -> None:
    model = model_of(line_item)
    assert line_item.strip().startswith(model)
    assert not any(c.isspace() for c in model)
