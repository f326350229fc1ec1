"""The audit log on the Home tab, for managers."""

import json
from collections.abc import Sequence
from typing import Any, Final

from bot.views.text import escape, instant, mrkdwn, plain
from core.audit import OPERATOR, SLACK, Done, Entry

Block = dict[str, Any]

LAST: Final = 20
"""Entries that are shown."""

_TOGETHER: Final = 5
"""Entries in one block: it stays under Slack's 3,000 characters whatever the names are."""
_LONGEST_NAME: Final = 60
_LONGEST_LIMIT: Final = 80

_DONE: Final = {
    Done.INSTALLED: "installed TokenMeter in",
    Done.REINSTALLED: "installed TokenMeter again in",
    Done.UNINSTALLED: "removed TokenMeter from",
    Done.REVOKED: "revoked the bot's token in",
    Done.CONNECTED: "connected",
    Done.ROTATED: "rotated the key of",
    Done.DISCONNECTED: "disconnected",
    Done.HISTORY_DELETED: "deleted the history of",
}
_LIMITED: Final = {
    Done.LIMITED: "limited <@{}>",
    Done.BOUND: "limited <#{}>",
    Done.PLAN_CHANGED: "changed the plan of *{}*",
    Done.WEEK_START_CHANGED: "changed the first day of *{}*'s weeks",
}
_RULED: Final = {
    Done.APPOINTED: "made <@{}> a manager",
    Done.DISMISSED: "took <@{}> off the managers",
    Done.UNLIMITED: "let <@{}> ask about everything again",
    Done.UNBOUND: "limited <#{}> no more",
    Done.ALLOWED: "let figures be posted in <#{}>",
    Done.FORBIDDEN: "let no figures be posted in <#{}> any more",
}


def build_audit(newest: Sequence[Entry]) -> list[Block]:
    """Blocks with these entries, newest first; none when there are none."""
    if not newest:
        return []
    lines = [_line(entry) for entry in newest[:LAST]]
    together = ["\n".join(lines[at : at + _TOGETHER]) for at in range(0, len(lines), _TOGETHER)]
    return [
        {"type": "divider"},
        {"type": "header", "text": plain("Audit log")},
        *({"type": "context", "elements": [mrkdwn(text)]} for text in together),
    ]


def _line(entry: Entry) -> str:
    who = {OPERATOR: "The operator", SLACK: "Slack"}.get(entry.actor) or f"<@{escape(entry.actor)}>"
    return f"{instant(entry.at)} · {who} {_deed(entry)}"


def _deed(entry: Entry) -> str:
    subject, done = escape(entry.subject[:_LONGEST_NAME]), Done(entry.action) if entry.action in list(Done) else None
    if done in _LIMITED:
        return f"{_LIMITED[done].format(subject)} to {_limit(entry)}"
    if done in _RULED:
        return _RULED[done].format(subject)
    return f"{_DONE[done] if done in _DONE else escape(entry.action)} *{subject}*"


def _limit(entry: Entry) -> str:
    text = str(json.loads(entry.details).get("to", ""))
    return escape(text if len(text) <= _LONGEST_LIMIT else f"{text[:_LONGEST_LIMIT]}…") or "nothing"
