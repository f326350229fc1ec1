"""Who may what, on the Home tab of managers."""

from collections.abc import Sequence
from typing import Any, Final

from bot.views.access_words import SHORT, limit_words, mention
from bot.views.modal_access import access_button
from bot.views.text import escape, mrkdwn, plain
from core.rights import Rule, RuleKind

Block = dict[str, Any]

LISTED: Final = 10
"""Rules of a kind that are listed; the form lists the others too."""


def build_who_may_what(rules: Sequence[Rule], named: Sequence[str]) -> list[Block]:
    """Blocks, for managers. `named`: the managers in the settings."""
    return [
        {"type": "divider"},
        {"type": "header", "text": plain("Who may what")},
        _section(_managers(_of(RuleKind.MANAGER, rules), named), RuleKind.MANAGER, "Managers…"),
        _section(_members(_of(RuleKind.MEMBER, rules)), RuleKind.MEMBER, "Members…"),
        _section(_channels(_of(RuleKind.CHANNEL, rules)), RuleKind.CHANNEL, "Channels…"),
        _section(_shared(_of(RuleKind.SHARED, rules)), RuleKind.SHARED, "Shared channels…"),
    ]


def _section(text: str, kind: RuleKind, button: str) -> Block:
    return {"type": "section", "text": mrkdwn(text), "accessory": access_button(kind, button)}


def _managers(appointed: Sequence[Rule], named: Sequence[str]) -> str:
    text = "*Managers*: the admins and owners of this workspace"
    if named:
        text += f"; named by those who run TokenMeter: {_some([f'<@{escape(user)}>' for user in named])}"
    if appointed:
        text += f"; appointed here: {_some([mention(rule) for rule in appointed])}"
    return text


def _members(limited: Sequence[Rule]) -> str:
    text = "*Members* may ask about everything except other people's figures"
    return f"{text}; limited: {_limits(limited)}" if limited else text


def _channels(limited: Sequence[Rule]) -> str:
    return f"*Channels* limited: {_limits(limited)}" if limited else "*Channels*: what is asked there is not limited"


def _limits(limited: Sequence[Rule]) -> str:
    return _some([f"{mention(rule)} to {limit_words(rule.filters, SHORT)}" for rule in limited], " · ")


def _shared(allowed: Sequence[Rule]) -> str:
    text = "*Channels shared with another organization*: no figures are posted there"
    return f"{text}, but in {_some([mention(rule) for rule in allowed])}" if allowed else text


def _some(words: Sequence[str], between: str = ", ") -> str:
    more = f" and {len(words) - LISTED} more" if len(words) > LISTED else ""
    return between.join(words[:LISTED]) + more


def _of(kind: RuleKind, rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.kind is kind]
