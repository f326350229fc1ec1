"""Who moved a bill: one line each, below each other, so that what wraps stays with its own amount."""

from collections.abc import Sequence
from typing import Any

from core.amounts import NO_BREAK

Block = dict[str, Any]


def build_movers(lines: Sequence[tuple[str, str, str]]) -> Block:
    """Of each the change, in a column, then who it is in bold, and how it came about: "" where there is no word of
    that. Names from outside stand in rich text, where they are no markup."""
    width = max(len(amount) for amount, _, _ in lines)
    return {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [_line(amount.rjust(width), name, words) for amount, name, words in lines],
            }
        ],
    }


def _line(amount: str, name: str, words: str) -> Block:
    how = [{"type": "text", "text": f" · {words}"}] if words else []
    return {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": amount.replace(" ", NO_BREAK), "style": {"code": True}},
            {"type": "text", "text": f"  {name}", "style": {"bold": True}},
            *how,
        ],
    }
