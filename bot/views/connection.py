"""A connection in words: its light, why, and what to do."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.views.modal_connect import ADMIN_KEYS, names_hint
from bot.views.modal_disconnect import disconnect_button
from bot.views.modal_rotate import rotate_button
from bot.views.text import escape, mrkdwn
from core.connection import Connection
from core.coverage import Coverage
from core.health import Health, Light, Reason

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    connection: Connection
    covered: Coverage
    health: Health


def build_connection(status: ConnectionStatus, now: datetime, support: str, *, manage: bool) -> list[Block]:
    """The light with its reason and cure, and the details; with `manage`, the buttons of those who may change it."""
    connection = status.connection
    light = f"{status.health.light} " if status.health.light else ""
    line = f"{light}*{escape(connection.name)}* · {why(status)}"
    if status.health.light is Light.RED:
        line += f" Support: {support}."
    details = [_days(status.covered), _read(connection, now)]
    if connection.key_hint:
        details.append(_key(connection, now))
    blocks: list[Block] = [
        {"type": "section", "text": mrkdwn(line)},
        {"type": "context", "elements": [mrkdwn(" · ".join(details))]},
    ]
    if connection.names_missing:
        blocks.append({"type": "context", "elements": [mrkdwn(names_hint(connection.names_missing))]})
    if manage and not connection.is_leaving:
        rotate = [rotate_button(connection)] if connection.disconnected_at is None else []
        blocks.append({"type": "actions", "elements": [*rotate, disconnect_button(connection)]})
    return blocks


def why(status: ConnectionStatus) -> str:
    connection, covered = status.connection, status.covered
    since = f" since {instant(connection.trouble_since)}" if connection.trouble_since else ""
    left = f" since {instant(connection.disconnected_at)}" if connection.disconnected_at else ""
    reasons = {
        Reason.DISCONNECTED: f"Disconnected{left}. Its key is destroyed, its history is kept.",
        Reason.LEAVING: f"Disconnected{left}. The vault did not destroy its key yet; it is tried every minute.",
        Reason.FRESH: "Connected.",
        Reason.IMPORTING: f"Connected. Importing: {covered.done} of {covered.days} days.",
        Reason.LATE: "Late: the last collections did not run. `tokenmeter doctor` on the machine says why.",
        Reason.ROTATE: f"Connected, but its key is over 90 days old. Make a new one under {ADMIN_KEYS} and rotate it.",
        Reason.KEY_REJECTED: f"OpenAI does not accept its key{since}: it was revoked or has expired. What was "
        f"collected is safe. An owner can make a new one under {ADMIN_KEYS}; rotate it then.",
        Reason.PERMISSION_MISSING: f"Its key may not read everything any more{since}. Under {ADMIN_KEYS}, tick "
        f"`{escape(connection.trouble_detail)}`.",
        Reason.KEY_UNREADABLE: f"Its key cannot be read from the vault{since}: its vault or the master key is not the "
        "one it was stored with. What was collected is safe; whoever runs TokenMeter can restore the two.",
        Reason.VAULT_DOWN: f"The vault does not give its key{since}. It goes on by itself when the vault is back; if "
        "it stays, `tokenmeter doctor` on the machine says why.",
        Reason.RATE_LIMITED: f"OpenAI asks us to wait{since}. It goes on by itself.",
        Reason.PROVIDER_DOWN: f"OpenAI does not answer{since}. It goes on by itself when OpenAI is back.",
        Reason.NONSENSE: f"OpenAI's answers make no sense{since}. Nothing of them was stored; it is tried again.",
    }
    return reasons[status.health.reason]


def _days(covered: Coverage) -> str:
    days = f"{covered.done} of {covered.days} days since {_day(covered.first)}"
    if covered.missing and covered.done:
        days += f", missing {_day(covered.missing[0])}" + (
            f" to {_day(covered.missing[-1])}" if covered.missing[1:] else ""
        )
    return days


def _read(connection: Connection, now: datetime) -> str:
    if connection.collected_at is None:
        return "not read to the end yet"
    return f"last read {instant(connection.collected_at)}"


def _key(connection: Connection, now: datetime) -> str:
    age = (now - connection.key_since).days
    days = "1 day" if age == 1 else f"{age} days"
    ends = f", ends {_day(connection.key_expires_at.date())}" if connection.key_expires_at else ""
    return f"key …{escape(connection.key_hint)}, {days} old{ends}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def instant(moment: datetime) -> str:
    """Shown by Slack in the reader's own zone."""
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{moment:%Y-%m-%d %H:%M} UTC>"
