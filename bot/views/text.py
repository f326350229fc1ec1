"""Text for Slack. What comes from outside is shown as it is: never as markup, a mention or an emoji."""

import re
from typing import Any, Final

_MARKUP: Final = re.compile(r"([*_~`:@#])")
_JOINER: Final = "\u2060"
"""An invisible character that is no blank: beside a mark it keeps Slack from reading the mark."""


def plain(text: str) -> dict[str, Any]:
    """A plain_text object; Slack shows all of it literally."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> dict[str, Any]:
    """A mrkdwn object of our own words; names in it have gone through `escape`."""
    return {"type": "mrkdwn", "text": text}


def escape(name: str) -> str:
    """A name from outside, for use inside mrkdwn."""
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    one_line = " ".join(escaped.split())
    return _MARKUP.sub(rf"{_JOINER}\1{_JOINER}", one_line)
