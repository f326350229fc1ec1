"""Budgets, digests and alert rules on the Home tab: how each stands, whom it tells, and the button that changes it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.views.ids import command
from bot.views.subscriptions import PLURAL, add_button, edit_button, line
from bot.views.text import mrkdwn, plain
from core.subscriptions import Kind, Subscription
from core.subscriptions.verbs import Verb

Block = dict[str, Any]

LISTED: Final = 5
"""Of each kind; the commands list them all."""
KINDS: Final = (Kind.BUDGET, Kind.DIGEST, Kind.ALERT)
"""In this order."""


def build_told(found: Sequence[Subscription], stand: Mapping[str, str], now: datetime) -> list[Block]:
    """`stand`: a line (mrkdwn, ours) on how each stands, by its uid, where there is one."""
    blocks: list[Block] = [{"type": "divider"}, {"type": "header", "text": plain("Budgets, digests and alerts")}]
    for kind in KINDS:
        own = [each for each in found if each.kind is kind]
        blocks += [_row(each, stand.get(each.uid, ""), now) for each in own[:LISTED]]
        if len(own) > LISTED:
            more = f"and {len(own) - LISTED} more {PLURAL[kind]}: `/tokenmeter {kind}`"
            blocks.append({"type": "context", "elements": [mrkdwn(more)]})
    if not found:
        blocks.append({"type": "section", "text": mrkdwn("Nothing is told by itself yet, to you or by you.")})
    return [*blocks, {"type": "actions", "elements": [add_button(kind) for kind in KINDS]}]


def _row(subscription: Subscription, stand: str, now: datetime) -> Block:
    change = _menu(subscription, now) if subscription.kind is Kind.ALERT else edit_button(subscription)
    return {"type": "section", "text": mrkdwn(line(subscription, now, stand)), "accessory": change}


def _menu(subscription: Subscription, now: datetime) -> Block:
    """Does what the commands do."""
    turn = Verb.RESUME if subscription.is_paused(now) else Verb.PAUSE
    ways = [("Show me now", Verb.NOW), (turn.title(), turn), ("Edit…", "edit"), ("Off", Verb.OFF)]
    options = [{"text": plain(text), "value": f"{subscription.kind} {verb} {subscription.name}"} for text, verb in ways]
    return {
        "type": "static_select",
        "action_id": command(f"menu-{subscription.name}"),
        "placeholder": plain("Change…"),
        "options": options,
    }
