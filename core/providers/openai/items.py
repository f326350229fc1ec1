"""What a line item of OpenAI's costs says about the model."""

import re
from typing import Final

_MODEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@-]*\Z")


def model_of(line_item: str) -> str:
    """The model a line item names ("gpt-4o-2024-08-06, cached input" → "gpt-4o-2024-08-06"); "" when it names none.

    A model is written as one word with a digit or a hyphen in it, and what was counted follows behind a comma; storage
    and tools are written in plain words ("web search tool calls").
    """
    head, comma, _ = line_item.partition(",")
    head = head.strip()
    if _MODEL.match(head) is None:
        return ""
    digit = any(c.isdigit() for c in head)
    if comma:
        return head if digit or "-" in head else ""
    return head if digit and "-" in head else ""
