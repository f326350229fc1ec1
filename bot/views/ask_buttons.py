"""Buttons that ask a question."""

from collections.abc import Iterable
from typing import Any, Final

from bot.views.ids import ask
from bot.views.text import plain
from core.questions import Question, sentence

Block = dict[str, Any]

LONGEST: Final = 75
"""Characters of a button's text."""


def ask_buttons(questions: Iterable[tuple[str, Question]]) -> list[Block]:
    """A button for each (text, question)."""
    return sentence_buttons((text, sentence(question)) for text, question in questions)


def sentence_buttons(sentences: Iterable[tuple[str, str]]) -> list[Block]:
    """A button for each (text, sentence)."""
    return [
        {"type": "button", "action_id": ask(number), "text": plain(text[:LONGEST]), "value": value}
        for number, (text, value) in enumerate(sentences)
    ]
