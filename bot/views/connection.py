"""A connection in words: its light, why, and what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from bot.views.differences import differences_words
from bot.views.guards import guards_lines
from bot.views.keys import keys_words
from bot.views.modal_connect import ADMIN_KEYS, box, names_hint
from bot.views.modal_disconnect import disconnect_button
from bot.views.modal_rotate import rotate_button
from bot.views.oddities import oddities_words
from bot.views.restated import restated_words
from bot.views.text import escape, instant, mrkdwn
from core.connection import Connection
from core.coverage import Coverage
from core.guards import Guards
from core.health import Health, Light, Reason
from core.oddities import Oddity
from core.restated import RestatedDay
from core.totals import Difference

Block = dict[str, Any]

STATUS_PAGE: Final = "<https://status.openai.com|OpenAI's status page>"

_MOST_GAPS: Final = 3
"""Gaps that are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    connection: Connection
    covered: Coverage
    health: Health
    restated: tuple[RestatedDay, ...] = ()
    """Settled days whose bill the provider changed lately, newest first."""
    differences: tuple[Difference, ...] = ()
    """Days that do not come to the provider's own total, newest first."""
    keys_to_look_at: int = 0
    oddities: tuple[Oddity, ...] = ()
    """What is particular about the organization."""
    guards: Guards = field(default_factory=Guards)
    """The provider's own spend limits and alerts."""


def build_connection(status: ConnectionStatus, now: datetime, support: str, *, manage: bool) -> list[Block]:
    """The light with its reason and cure, and the details; with `manage`, the buttons of those who may change it."""
    connection = status.connection
    light = f"{status.health.light} " if status.health.light else ""
    line = f"{light}*{escape(connection.name)}* · {why(status)}"
    if status.health.also:
        line += f" Also: {'; '.join(_in_short(connection, reason) for reason in status.health.also)}."
    if status.health.light is Light.RED:
        line += f" Support: {support}."
    blocks: list[Block] = [
        {"type": "section", "text": mrkdwn(line)},
        {"type": "context", "elements": [mrkdwn("\n".join(_details(status, now, manage=manage)))]},
    ]
    if manage and not connection.is_leaving:
        rotate = [rotate_button(connection)] if connection.disconnected_at is None else []
        blocks.append({"type": "actions", "elements": [*rotate, disconnect_button(connection)]})
    return blocks


def why(status: ConnectionStatus) -> str:
    """The worst of what is wrong, and its cure, in whole sentences."""
    connection, covered = status.connection, status.covered
    since = f" since {instant(connection.trouble_since)}" if connection.trouble_since else ""
    left = f" since {instant(connection.disconnected_at)}" if connection.disconnected_at else ""
    until = f" until {instant(connection.next_collect_at)}" if connection.next_collect_at else ""
    new_key = f"What was collected is safe. An owner can make a new key under {ADMIN_KEYS}; rotate to it then."
    reasons = {
        Reason.DISCONNECTED: f"Disconnected{left}. Its key is destroyed, its history is kept.",
        Reason.LEAVING: f"Disconnected{left}. The vault did not destroy its key yet; it is tried every minute.",
        Reason.FRESH: "Connected.",
        Reason.IMPORTING: f"Connected. Importing: {covered.done} of {covered.days} days.",
        Reason.LATE: "Late: the last collections did not run. `tokenmeter doctor` on the machine says why.",
        Reason.ROTATE: f"Connected, but its key is over 90 days old. Make a new one under {ADMIN_KEYS} and rotate it.",
        Reason.EXPIRING: f"Connected, but its key expires{_end(connection)}. Make a new one under {ADMIN_KEYS} and "
        "rotate it before.",
        Reason.KEY_EXPIRED: f"Its key expired{_end(connection)}. {new_key}",
        Reason.KEY_REJECTED: f"OpenAI does not accept its key{since}: it was revoked or has expired. {new_key}",
        Reason.PERMISSION_MISSING: f"Its key may not read everything any more{since}. Under {ADMIN_KEYS}, tick "
        f"{box(connection.trouble_detail)} for the key …{escape(connection.key_hint)}; the next collection sees "
        "it.",
        Reason.ORGANIZATION_CHANGED: f"Its key is of another organization{since} than the one that was connected. "
        "Nothing of the other was stored, and what was collected is safe. Rotate to a key of the first one; the "
        "other can be connected under a name of its own.",
        Reason.KEY_UNREADABLE: f"Its key cannot be read from the vault{since}: its vault or the master key is not the "
        "one it was stored with. What was collected is safe; whoever runs TokenMeter can restore the two.",
        Reason.VAULT_DOWN: f"The vault does not give its key{since}. It goes on by itself when the vault is back; if "
        "it stays, `tokenmeter doctor` on the machine says why.",
        Reason.RATE_LIMITED: f"OpenAI asks us to wait{until}. It goes on by itself then.",
        Reason.PROVIDER_DOWN: f"OpenAI does not answer{since}. It goes on by itself when OpenAI is back; {STATUS_PAGE} "
        "may say more.",
        Reason.NONSENSE: f"OpenAI's answers make no sense{since}. Nothing of them was stored; it is tried again.",
    }
    return reasons[status.health.reason]


def _in_short(connection: Connection, reason: Reason) -> str:
    """What else is wrong: named, its cure comes when it is the worst."""
    short = {
        Reason.KEY_REJECTED: "OpenAI does not accept its key",
        Reason.KEY_UNREADABLE: "its key cannot be read from the vault",
        Reason.VAULT_DOWN: "the vault does not give its key",
        Reason.PERMISSION_MISSING: f"the permission {box(connection.trouble_detail)} is missing",
        Reason.RATE_LIMITED: "OpenAI asks us to wait",
        Reason.PROVIDER_DOWN: "OpenAI does not answer",
        Reason.NONSENSE: "OpenAI's answers make no sense",
        Reason.KEY_EXPIRED: f"its key expired{_end(connection)}",
        Reason.LATE: "the last collections did not run",
        Reason.EXPIRING: f"its key expires{_end(connection)}",
        Reason.ROTATE: "its key is over 90 days old",
    }
    return short[reason]


def _details(status: ConnectionStatus, now: datetime, *, manage: bool) -> Iterator[str]:
    connection = status.connection
    yield " · ".join([_days(status.covered), *_reads(connection, now)])
    if status.restated and manage:  # a figure of the whole organization, which others may be narrowed from
        yield f"OpenAI {restated_words(status.restated, now.year)}"
    if status.differences:
        yield differences_words(status.differences, now.year, manage=manage)
    if connection.disconnected_at is None:
        yield from oddities_words(status.oddities)
    yield from guards_lines(status.guards, manage=manage)
    if connection.key_hint:
        yield _key(connection, now)
    if status.keys_to_look_at and manage:
        yield keys_words(status.keys_to_look_at)
    if connection.names_missing:
        yield names_hint(connection.names_missing)


def _days(covered: Coverage) -> str:
    days = f"{covered.done} of {covered.days} days since {day_words(covered.first)}"
    gaps = missing_words(covered)
    return f"{days}, {gaps}" if gaps else days


def missing_words(covered: Coverage) -> str:
    """Which days are missing; "" when none are, or all."""
    if not covered.missing or not covered.done:
        return ""
    gaps = [_gap(gap) for gap in gaps_of(covered.missing)]
    left = len(gaps) - _MOST_GAPS
    more = f" and {left} more gap{'s' if left > 1 else ''}" if left > 0 else ""
    return f"missing {', '.join(gaps[:_MOST_GAPS])}{more}"


def gaps_of(missing: Sequence[date]) -> list[tuple[date, date]]:
    """First and last day of each unbroken run of days, which come oldest first."""
    runs = groupby(enumerate(missing), key=lambda each: each[1] - timedelta(days=each[0]))
    days = [[day for _, day in run] for _, run in runs]
    return [(run[0], run[-1]) for run in days]


def _gap(gap: tuple[date, date]) -> str:
    first, last = gap
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    return f"{first.day} {first:%b}{'' if first.year == last.year else f' {first.year}'} – {day_words(last)}"


def _reads(connection: Connection, now: datetime) -> Iterator[str]:
    yield f"last read {instant(connection.collected_at)}" if connection.collected_at else "not read to the end yet"
    if connection.disconnected_at is None and connection.next_collect_at is not None:
        due = connection.next_collect_at
        yield f"next {instant(due)}" if due > now else "next right now"


def _key(connection: Connection, now: datetime) -> str:
    age = (now - connection.key_since).days
    days = "1 day" if age == 1 else f"{age} days"
    expires = connection.key_expires_at
    ends = f", {'expires' if expires > now else 'expired'}{_end(connection)}" if expires else ""
    return f"key …{escape(connection.key_hint)}, {days} old{ends}"


def _end(connection: Connection) -> str:
    return f" {instant(connection.key_expires_at)}" if connection.key_expires_at else ""


def day_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
