"""The DM that reminds of a key that wants to be rotated."""

from typing import Any

from bot.views.modal_connect import ADMIN_KEYS
from bot.views.modal_rotate import rotate_button
from bot.views.text import escape, mrkdwn
from core.connection import Connection
from core.reminders import Reminder

Block = dict[str, Any]


def build_reminder(connection: Connection, reminder: Reminder, days_left: int) -> tuple[str, list[Block]]:
    """`days_left` may be none or negative: a late reminder says what is so now."""
    name = f"The key …{escape(connection.key_hint)} of *{escape(connection.name)}*"
    if reminder.expires:
        head = f"{name} expires {_when(days_left)}." if days_left > 0 else f"🔴 {name} has expired."
        then = "From then on nothing is read any more."
    else:
        head = f"{name} will be 90 days old {_when(days_left)}." if days_left > 0 else f"🟡 {name} is over 90 days old."
        then = "It goes on working, but the guide is to rotate it by then."
    how = f"Make a new one under {ADMIN_KEYS} and rotate it here; what was collected stays."
    text = f"{head} {then} {how}" if days_left > 0 else f"{head} {how}"
    return text, [
        {"type": "section", "text": mrkdwn(text)},
        {"type": "actions", "elements": [rotate_button(connection)]},
    ]


def _when(days_left: int) -> str:
    return "tomorrow" if days_left == 1 else f"in {days_left} days"
