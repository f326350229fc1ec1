"""/tokenmeter keys: the API keys that somebody should look at, the worst first, and what to do about each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from bot.views.ids import LINK
from bot.views.modal_connect import names_hint
from bot.views.text import escape, mrkdwn, plain
from core import amounts
from core.hygiene import Finding, Findings, Reason, urgency
from core.providers.contract import Name, NameKind
from core.questions.words import shortened

Block = dict[str, Any]
Found = tuple[Findings, Finding]

MOST: Final = 12
"""Keys that are named."""

API_KEYS_URL: Final = "https://platform.openai.com/settings/organization/api-keys"

NOTHING_CONNECTED: Final = "No OpenAI account is connected, so there are no keys to look at."
NOT_READ: Final = "The keys of this organization are not read yet. They are read once a day."

_TITLES: Final[Mapping[Reason, tuple[str, str]]] = {
    Reason.OWNER_LEFT: (
        "The owner has left",
        "Revoke it. What still needs a key gets one of a service account.",
    ),
    Reason.OWNER_WITHOUT_ACCESS: (
        "The owner has no access to the project any more",
        "Revoke it. What still needs a key gets one of a service account.",
    ),
    Reason.ADMIN_KEY_AT_WORK: (
        "An admin key that usage is counted for",
        "It reads the whole organization: use another key for the work, and make a new one for administration.",
    ),
    Reason.EXPIRES: ("Expires within 14 days", "Make a new key, and put it in the place of this one before."),
    Reason.UNUSED: ("Not used for 30 days or more", "Revoke it, if nobody needs it any more."),
}
_IN_SHORT: Final[Mapping[Reason, str]] = {
    Reason.OWNER_LEFT: "of people who have left",
    Reason.OWNER_WITHOUT_ACCESS: "of people without access",
    Reason.ADMIN_KEY_AT_WORK: "admin keys at work",
    Reason.EXPIRES: "expiring",
    Reason.UNUSED: "unused",
}


def build_keys(
    found: Sequence[Findings], names: Mapping[int, Iterable[Name]], now: datetime, *, people: bool
) -> tuple[str, list[Block]]:
    """Text and blocks. `names` by connection; with `people`, for who may know whose each key is."""
    if not found:
        return NOTHING_CONNECTED, []
    worst_first = sorted(((each, one) for each in found for one in each.to_look_at), key=lambda pair: urgency(pair[1]))
    head = _head(len(worst_first), sum(each.keys for each in found))
    called = {(connection, name.kind, name.id): name for connection, known in names.items() for name in known}
    blocks: list[Block] = [{"type": "header", "text": plain(head)}]
    for reason, group in groupby(worst_first[:MOST], key=lambda pair: pair[1].worst):
        lines = [_line(pair, called, now, people=people, several=len(found) > 1) for pair in group]
        blocks.append(_group(*_TITLES[reason], lines))
    notes = [*_more(worst_first[MOST:]), *_unread(found), *_limits(worst_first, people=people)]
    blocks.append({"type": "context", "elements": [mrkdwn("\n".join(notes))]})
    if worst_first:
        link = {"type": "button", "action_id": LINK, "text": plain("Open OpenAI ↗"), "url": API_KEYS_URL}
        blocks.append({"type": "actions", "elements": [link]})
    return head, blocks


def keys_words(count: int) -> str:
    """ "4 keys need a look: `/tokenmeter keys`", of at least one."""
    return f"{_need_a_look(count)}: `/tokenmeter keys`"


def _head(count: int, keys: int) -> str:
    if not keys:
        return "Keys are not read yet"
    if not count:
        return f"None of {keys} keys needs a look" if keys > 1 else "The key needs no look"
    return f"{count} of {keys} keys {'needs' if count == 1 else 'need'} a look"


def _need_a_look(count: int) -> str:
    return "1 key needs a look" if count == 1 else f"{count} keys need a look"


def _group(title: str, cure: str, lines: Iterable[Block]) -> Block:
    """Rich text, in which Slack reads no markup in names from outside."""
    said = [{"type": "text", "text": title, "style": {"bold": True}}, {"type": "text", "text": f"  {cure}"}]
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": said},
            {"type": "rich_text_list", "style": "bullet", "elements": list(lines)},
        ],
    }


def _line(
    pair: Found, called: Mapping[tuple[int, NameKind, str], Name], now: datetime, *, people: bool, several: bool
) -> Block:
    findings, finding = pair
    key, connection = finding.key, findings.connection

    def name(kind: NameKind, value: str) -> str:
        found = called.get((connection.id, kind, value))
        return shortened(found.name) if found else ""

    ending = f" …{key.hint}" if key.hint else ""
    own = name(NameKind.KEY, key.id)
    title = own if ending and own.endswith(ending) else f"{own or 'key'}{ending}"
    parts = [
        "admin key" if key.admin else name(NameKind.PROJECT, key.project),
        name(NameKind.USER, key.owner) if people else "",
        shortened(connection.name) if several else "",
        *_when(finding, now),
        f"TokenMeter's own: /tokenmeter rotate {shortened(connection.name)}" if finding.is_ours else "",
    ]
    words = "".join(f" · {part}" for part in parts if part)
    elements = [{"type": "text", "text": title, "style": {"bold": True}}, {"type": "text", "text": words}]
    return {"type": "rich_text_section", "elements": elements}


def _when(finding: Finding, now: datetime) -> list[str]:
    key, this_year = finding.key, now.year
    when: list[str] = []
    if Reason.EXPIRES in finding.reasons and key.expires_at is not None:
        when.append(f"expires {_day(key.expires_at, this_year)}")
    if key.last_used_at is not None:
        when.append(f"last used {_day(key.last_used_at, this_year)}")
    elif Reason.UNUSED in finding.reasons and key.created_at is not None:
        when.append(f"made {_day(key.created_at, this_year)}, never used")
    return when


def _day(moment: datetime, this_year: int) -> str:
    return amounts.day(moment.date(), moment.year != this_year)


def _more(rest: Sequence[Found]) -> list[str]:
    if not rest:
        return []
    counted = Counter(finding.worst for _, finding in rest)
    kinds = ", ".join(f"{counted[reason]} {_IN_SHORT[reason]}" for reason in Reason if counted[reason])
    return [f"and {len(rest)} more: {kinds}"]


def _unread(found: Sequence[Findings]) -> list[str]:
    """Of which organizations no keys are known, and what would change that."""
    hints = []
    for each in (each for each in found if not each.keys):
        missing = each.connection.names_missing
        hint = names_hint(missing) if missing else NOT_READ
        hints.append(f"*{escape(each.connection.name)}*: {hint}")
    return hints


def _limits(worst_first: Sequence[Found], *, people: bool) -> list[str]:
    owners = "" if people or not worst_first else "Managers also see whose each is. "
    return [f"{owners}Read once a day; days are UTC. What else an admin key is used for, OpenAI does not tell."]
