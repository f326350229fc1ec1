"""/tokenmeter status, and the Home tab."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.views.connection import Block, ConnectionStatus, build_connection
from bot.views.text import mrkdwn, plain
from bot.views.trouble import ONLY_MEMBERS, connect_button
from core.health import Light

MOST = 20
"""Connections listed one by one: with up to four blocks each, a Home tab of 100 blocks holds them and the rest."""
MOST_IN_ANSWER = 12
"""The same for an answer of 50 blocks."""

NOTHING = "No OpenAI account is connected. An admin of this workspace can connect one in a minute."


def build_status(
    statuses: Sequence[ConnectionStatus], now: datetime, support: str, *, manage: bool
) -> tuple[str, list[Block]]:
    """Text and blocks of an answer for one person; with `manage`, one who may change connections."""
    if not statuses:
        return NOTHING, [{"type": "section", "text": mrkdwn(NOTHING)}, _actions()]
    lights = " ".join(f"{light}{_count(statuses, light)}" for light in Light if _count(statuses, light))
    blocks = _connections(statuses[:MOST_IN_ANSWER], len(statuses) - MOST_IN_ANSWER, now, support, manage)
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
        blocks += _connections(statuses[:MOST], len(statuses) - MOST, now, support, may_manage)
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
    statuses: Sequence[ConnectionStatus], more: int, now: datetime, support: str, manage: bool
) -> list[Block]:
    blocks = [block for status in statuses for block in build_connection(status, now, support, manage=manage)]
    if more > 0:
        blocks.append({"type": "context", "elements": [mrkdwn(f"and {more} more connections")]})
    return blocks


def _actions(text: str = "Connect") -> Block:
    return {"type": "actions", "elements": [connect_button(text)]}


def _count(statuses: Sequence[ConnectionStatus], light: Light) -> int:
    return sum(status.health.light is light for status in statuses)
