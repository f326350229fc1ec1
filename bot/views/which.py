"""Which connection is meant, where a name was not given or not known."""

from collections.abc import Sequence
from typing import Any, Final

from bot.views.text import escape, mrkdwn

Block = dict[str, Any]

LONGEST_BUTTON: Final = 75
"""Characters of a button's text."""

MOST: Final = 25
"""Buttons in a block of Slack's."""


def build_which(name: str, buttons: Sequence[Block]) -> tuple[str, list[Block]]:
    """Text and blocks. `name` is what was typed, "" for nothing; each of `buttons` says the name of its connection."""
    unknown = f"There is no connection called *{escape(name[:60])}*. " if name else ""
    text = f"{unknown}Which one?" if buttons else f"{unknown}Nothing is connected."
    blocks: list[Block] = [{"type": "section", "text": mrkdwn(text)}]
    return text, [*blocks, {"type": "actions", "elements": list(buttons[:MOST])}] if buttons else blocks
