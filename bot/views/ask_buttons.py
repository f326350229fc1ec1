"""Buttons that ask a question."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from bot.views.ids import BACK, DETAIL, ask, why
from bot.views.text import plain
from core.questions import Question, sentence
from core.why import why_sentence

Block = dict[str, Any]

LONGEST: Final = 75
"""Characters of a button's text."""


def ask_buttons(questions: Iterable[tuple[str, Question]]) -> list[Block]:
    """A button for each (text, question)."""
    return sentence_buttons((text, sentence(question)) for text, question in questions)


def why_button(question: Question) -> Block:
    """Asks why the period of `question` cost what it did."""
    return _button(why(0), "Why", why_sentence(question))


def table_button(question: Question) -> Block:
    """Shows all lines in a table; or, where that is what is asked, no table."""
    return _button(
        ask(0), "No table" if question.table else "Table", sentence(replace(question, table=not question.table))
    )


def detail_button(question: Question) -> Block:
    """Puts all lines in a table, and the file, into the thread below."""
    return _button(DETAIL, "Table and CSV in thread", sentence(question))


def back_button(before: str) -> Block:
    """`before`: the sentence that was asked before."""
    return _button(BACK, "◀ Back", before)


def sentence_buttons(sentences: Iterable[tuple[str, str]]) -> list[Block]:
    """A button for each (text, sentence); a sentence that asks why begins with it."""
    return [
        _button(why(number) if value.split()[0] == "why" else ask(number), text, value)
        for number, (text, value) in enumerate(sentences)
    ]


def _button(action: str, text: str, value: str) -> Block:
    return {"type": "button", "action_id": action, "text": plain(text[:LONGEST]), "value": value}
