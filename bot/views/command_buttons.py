"""Buttons that do what a command does."""

from collections.abc import Iterable
from typing import Any, Final

from bot.views.ids import command
from bot.views.text import plain

Block = dict[str, Any]

LONGEST: Final = 75
"""Characters of a button's text."""


def command_button(name: str | int, text: str, said: str) -> Block:
    """`said`: what one would type behind `/tokenmeter`; `name` tells the buttons of a message apart."""
    return {"type": "button", "action_id": command(name), "text": plain(text[:LONGEST]), "value": said}


def command_buttons(said: Iterable[str]) -> list[Block]:
    """A button for each command, which reads as it does."""
    return [command_button(number, each, each) for number, each in enumerate(said)]
