"""Text for Slack. What comes from outside is shown as it is: never as markup, a mention or an emoji."""

import re
from datetime import datetime
from typing import Any, Final

_MARKUP: Final = re.compile(r"([*_~`:@#])")
_TIME: Final = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_LINK: Final = re.compile(r"<(https:[^|>]*)\|([^>]*)>")
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


def instant(moment: datetime) -> str:
    """Shown by Slack in the reader's own zone."""
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{moment:%Y-%m-%d %H:%M} UTC>"


def read_words(read_at: datetime | None) -> list[dict[str, Any]]:
    """When figures were read, to stand behind a footer; nothing where that is not known. An age would be wrong for
    whoever reads it later."""
    return [mrkdwn(f"read {instant(read_at)}")] if read_at is not None else []


def in_plain(text: str) -> str:
    """mrkdwn of ours for a terminal: no marks, links with their addresses, times in UTC, nothing that steers it."""
    without_times = _TIME.sub(r"\1", text)
    with_addresses = _LINK.sub(r"\2 (\1)", without_times)
    unmarked = re.sub(r"(?<!\u2060)[*`](?!\u2060)", "", with_addresses).replace(_JOINER, "")
    unescaped = unmarked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return printable(unescaped)


def printable(text: str) -> str:
    """A text from outside, without what steers a terminal."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
