"""The message in the owner's DM that shows an import, and becomes the first chart."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.views.text import escape, mrkdwn
from core.amounts import NO_BREAK, billed

Block = dict[str, Any]

BAR = 20
"""Characters of the progress bar."""


def build_importing(
    name: str, done: int, days: int, cost: Mapping[str, int], left: timedelta | None
) -> tuple[str, list[Block]]:
    """`cost` is nano-dollars by currency, so far; `left` the time it will still take, when it can be told."""
    filled = BAR * done // days if days else BAR
    bar = "█" * filled + "░" * (BAR - filled)
    parts = [f"{done} of {days} days", *(f"{billed(nanos, unit)} so far" for unit, nanos in sorted(cost.items()))]
    if left is not None:
        parts.append(f"about {_minutes(left)} left")
    text = f"Importing {days} days of {escape(name)}"
    return text, [
        {"type": "section", "text": mrkdwn(f"*{text}*\n`{bar}`  {' · '.join(parts)}")},
        {"type": "context", "elements": [mrkdwn("Newest days first. It goes on by itself, also after a restart.")]},
    ]


def build_imported(name: str, days: int) -> tuple[str, list[Block]]:
    """The import is done, for somebody who may see no figures."""
    text = f"🟢 {escape(name)} is connected, and {days} days are imported."
    return text, [{"type": "section", "text": mrkdwn(text)}]


def build_imported_nothing(name: str, days: int) -> tuple[str, list[Block]]:
    """The import is done, and there was nothing in it."""
    text = f"🟢 {escape(name)} is connected. OpenAI reports no usage and no costs in the last {days} days."
    hint = "New usage appears here within an hour or two of OpenAI reporting it."
    return text, [
        {"type": "section", "text": mrkdwn(text)},
        {"type": "context", "elements": [mrkdwn(hint)]},
    ]


def build_import_waits(name: str, done: int, days: int, why: str) -> tuple[str, list[Block]]:
    """The import cannot go on for now. `why` (mrkdwn, ours) says what to do."""
    text = f"Importing {escape(name)} waits at {done} of {days} days"
    return text, [{"type": "section", "text": mrkdwn(f"*{text}*\n{why}")}]


def build_import_stopped(name: str) -> tuple[str, list[Block]]:
    """It was disconnected before the import was done."""
    text = f"The import of {escape(name)} has stopped: it was disconnected."
    return text, [{"type": "section", "text": mrkdwn(text)}]


def _minutes(left: timedelta) -> str:
    seconds = max(1, round(left.total_seconds()))
    return f"{seconds}{NO_BREAK}s" if seconds < 90 else f"{round(seconds / 60)}{NO_BREAK}min"
