"""/tokenmeter status, and the Home tab."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from bot.views.connection import Block, ConnectionStatus, build_connection
from bot.views.text import mrkdwn, plain
from bot.views.trouble import ONLY_MEMBERS, connect_button
from core.health import Light

MOST = 20
"""Connections listed one by one: with up to three blocks each, a Home tab of 100 blocks holds them and the rest."""
MOST_IN_ANSWER = 12
"""The same for an answer of 50 blocks."""

_LIGHTS: Final = (*Light, None)
"""The worst first; what is disconnected last."""

NOTHING = "No OpenAI account is connected. An admin of this workspace can connect one in a minute."


def build_status(
    statuses: Sequence[ConnectionStatus], now: datetime, support: str, *, manage: bool
) -> tuple[str, list[Block]]:
    """Text and blocks of an answer for one person; with `manage`, one who may change connections."""
    if not statuses:
        return NOTHING, [{"type": "section", "text": mrkdwn(NOTHING)}, _actions()]
    lights = _lights(statuses)
    blocks = _connections(statuses, MOST_IN_ANSWER, now, support, manage)
    return f"Connections: {lights}" if lights else "Nothing is connected any more.", blocks


def build_home(
    statuses: Sequence[ConnectionStatus],
    may_manage: bool,
    now: datetime,
    support: str,
    more: Sequence[Block] = (),
) -> dict[str, Any]:
    """The Home tab: each connection with its light, and the button that adds one. `more`: what stands below."""
    blocks: list[Block] = [{"type": "header", "text": plain("TokenMeter")}]
    if statuses:
        blocks += _connections(statuses, MOST, now, support, may_manage)
    else:
        blocks.append({"type": "section", "text": mrkdwn(NOTHING)})
    blocks += [{"type": "divider"}, _actions("Add OpenAI API Key" if may_manage else "Connect…")]
    ways = "Ask anywhere: `/tokenmeter usage last 30 days by model` · `/tokenmeter status` · `/tokenmeter help`"
    blocks.append({"type": "context", "elements": [mrkdwn(ways)]})
    return {"type": "home", "blocks": [*blocks, *more]}


def build_home_for_guests() -> dict[str, Any]:
    """The Home tab of somebody who may see nothing."""
    return {"type": "home", "blocks": [{"type": "section", "text": mrkdwn(ONLY_MEMBERS)}]}


def _connections(
    statuses: Sequence[ConnectionStatus], most: int, now: datetime, support: str, manage: bool
) -> list[Block]:
    """The `most` of them that somebody should look at first; the others are counted."""
    worst_first = sorted(statuses, key=lambda status: _LIGHTS.index(status.health.light))
    shown, more = worst_first[:most], worst_first[most:]
    blocks = [block for status in shown for block in build_connection(status, now, support, manage=manage)]
    if more:
        lights = _lights(more)
        count = "1 more connection" if len(more) == 1 else f"{len(more)} more connections"
        blocks.append({"type": "context", "elements": [mrkdwn(f"and {count}{f': {lights}' if lights else ''}")]})
    return blocks


def _actions(text: str = "Connect") -> Block:
    return {"type": "actions", "elements": [connect_button(text)]}


def _lights(statuses: Sequence[ConnectionStatus]) -> str:
    """How many are how, the worst first: "🔴1 🟢12"."""
    count = Counter(status.health.light for status in statuses)
    return " ".join(f"{light}{count[light]}" for light in Light if count[light])
