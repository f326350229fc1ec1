"""A question that gets no answer: what about it, and the nearest ones that do, as buttons."""

from typing import Any

from bot.views.ask_buttons import sentence_buttons
from bot.views.command_buttons import LONGEST, command_buttons
from bot.views.text import escape, mrkdwn, plain
from core.questions import NotUnderstood

Block = dict[str, Any]


def build_not_understood(answer: NotUnderstood) -> tuple[str, list[Block]]:
    """Text and blocks. What was typed stands there as plain text."""
    text = not_understood_words(answer)
    offer = "Nearest question that works:" if len(answer.nearest) == 1 else "Nearest questions that work:"
    blocks: list[Block] = [{"type": "section", "text": plain(f"{text} {offer}" if answer.nearest else text)}]
    if answer.nearest:
        blocks.append({"type": "actions", "elements": sentence_buttons((each, each) for each in answer.nearest)})
    blocks.append({"type": "context", "elements": [mrkdwn("`/tokenmeter help usage` lists what I understand.")]})
    return escape(text), blocks


def build_command_not_understood(answer: NotUnderstood, topic: str, name: str = "") -> tuple[str, list[Block]]:
    """The same of a command that is no question; `topic`: its help's; `name`: of what the buttons change."""
    text = not_understood_words(answer)
    start = f"{topic} {name} " if name else f"{topic} "
    nearest = [
        f"{start}{each.removeprefix(f'{topic} ')}" if each.startswith(f"{topic} ") else each for each in answer.nearest
    ]
    fitting = [each for each in nearest if len(each) <= LONGEST]
    blocks: list[Block] = [{"type": "section", "text": plain(text)}]
    if fitting:
        blocks.append({"type": "actions", "elements": command_buttons(fitting)})
    blocks.append({"type": "context", "elements": [mrkdwn(f"`/tokenmeter help {topic}` lists what I understand.")]})
    return escape(text), blocks


def not_understood_words(answer: NotUnderstood) -> str:
    """What about it, as plain text."""
    about = f"“{answer.what}”: " if answer.what else ""
    return about + (answer.why or "I don't understand this part.")
