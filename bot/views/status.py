"""The connections: /tokenmeter status, and their part of the Home tab."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.views.connection import Block, ConnectionStatus, build_connection
from bot.views.text import mrkdwn, plain
from bot.views.trouble import connect_button
from core.health import Light

MOST = 12
"""Connections listed one by one: with up to three blocks each, an answer of 50 blocks holds them, and a Home tab of 100
them and the rest."""

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
    blocks = _connections(statuses, now, support, manage)
    return f"Connections: {lights}" if lights else "Nothing is connected any more.", blocks


def build_connections(
    statuses: Sequence[ConnectionStatus], now: datetime, support: str, *, manage: bool
) -> list[Block]:
    """On the Home tab: each connection with its light, and the button that adds one."""
    blocks: list[Block] = [{"type": "divider"}, {"type": "header", "text": plain("Connections")}]
    if statuses:
        blocks += _connections(statuses, now, support, manage)
    else:
        blocks.append({"type": "section", "text": mrkdwn(NOTHING)})
    return [*blocks, _actions("Add OpenAI API Key" if manage else "Connect…")]


def _connections(statuses: Sequence[ConnectionStatus], now: datetime, support: str, manage: bool) -> list[Block]:
    """Those of them that somebody should look at first; the others are counted."""
    worst_first = sorted(statuses, key=lambda status: _LIGHTS.index(status.health.light))
    shown, more = worst_first[:MOST], worst_first[MOST:]
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
