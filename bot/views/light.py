"""The DMs that tell how a connection's light has turned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.views.connection import ConnectionStatus, missing_words, why
from bot.views.ids import LINK
from bot.views.modal_connect import ADMIN_KEYS_URL
from bot.views.modal_rotate import rotate_button
from bot.views.text import escape, instant, mrkdwn, plain
from bot.views.trouble import connect_button
from core.health import Reason

Block = dict[str, Any]

OPEN_OPENAI: Final[Block] = {
    "type": "button",
    "action_id": LINK,
    "text": plain("Open OpenAI ↗"),
    "url": ADMIN_KEYS_URL,
}


def build_red(status: ConnectionStatus, support: str) -> tuple[str, list[Block]]:
    """`support`: the support contact, as mrkdwn."""
    connection = status.connection
    text = f"🔴 *{escape(connection.name)}* · {why(status)} Support: {support}."
    read = f"Last read {instant(connection.collected_at)}. " if connection.collected_at else ""
    blocks: list[Block] = [
        {"type": "section", "text": mrkdwn(text)},
        {"type": "context", "elements": [mrkdwn(f"{read}A message here says when it is read again.")]},
    ]
    cures = _cures(status)
    return text, [*blocks, {"type": "actions", "elements": cures}] if cures else blocks


def build_well_again(status: ConnectionStatus, told_at: datetime | None) -> tuple[str, list[Block]]:
    """`told_at`: when it was told to be red."""
    connection, covered = status.connection, status.covered
    read = f" at {instant(connection.collected_at)}" if connection.collected_at else ""
    gaps = missing_words(covered)
    days = (
        f"{covered.done} of {covered.days} days are there, {gaps}." if gaps else f"All {covered.days} days are there."
    )
    told = f" It was red when I wrote {instant(told_at)}." if told_at else ""
    text = f"🟢 *{escape(connection.name)}* is read again: a collection went through{read}. {days}{told}"
    return text, [{"type": "section", "text": mrkdwn(text)}]


def _cures(status: ConnectionStatus) -> list[Block]:
    """The buttons that help, the likeliest first."""
    rotate = rotate_button(status.connection)
    cures: Mapping[Reason, list[Block]] = {
        Reason.KEY_EXPIRED: [rotate, OPEN_OPENAI],
        Reason.KEY_REJECTED: [rotate, OPEN_OPENAI],
        Reason.PERMISSION_MISSING: [OPEN_OPENAI, rotate],
        Reason.KEY_UNREADABLE: [rotate],
        Reason.ORGANIZATION_CHANGED: [rotate, connect_button("Connect the other…")],
    }
    return cures.get(status.health.reason, [])
