"""What somebody reads who may ask about a part only: what it is, whom to ask for more, and the button that does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.views.access_words import limit_words
from bot.views.ask_buttons import sentence_buttons
from bot.views.modal_access import access_button
from bot.views.text import escape, mrkdwn, plain
from bot.views.trouble import request_button
from core.rights import Limit, Reach, RuleKind

Block = dict[str, Any]

MOST_NAMED: Final = 3
"""Managers that are named."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds where something was asked."""

    mine: Limit
    """The person's own."""
    here: Limit
    """The channel's."""
    channel: str
    """Its id; "" where nothing was asked in one."""

    @property
    def wish(self) -> str:
        """What a request for more is about."""
        return f"{RuleKind.CHANNEL} {self.channel}" if self.mine is Reach.EVERYTHING else RuleKind.MEMBER.value


def build_limited(
    limits: Limits, managers: Sequence[str], *, manages: bool, nearest: Sequence[str] = (), why: str = ""
) -> tuple[str, list[Block]]:
    """Text and blocks. `managers`: their ids; `manages`: whether the person who reads it is one.

    `nearest`: questions within the limits, near to the one that was asked; `why`: what the limits do not let through.
    """
    words = f"{why} {_limits_in_words(limits)}".strip()
    if manages:
        text = f"{words} In a DM with TokenMeter you see everything."
        button = access_button(RuleKind.CHANNEL, "Channels…", limits.channel)
    else:
        text = f"{words} {whom_to_ask(managers)}"
        button = request_button(limits.wish)
    asks = sentence_buttons((each, each) for each in nearest)
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": [*asks, button]}]


def build_my_limit(limit: Limit, managers: Sequence[str]) -> list[Block]:
    """On the Home tab of somebody who is limited."""
    header: Block = {"type": "header", "text": plain("What you may ask about")}
    _, blocks = build_limited(Limits(limit, Reach.EVERYTHING, ""), managers, manages=False)
    return [{"type": "divider"}, header, *blocks]


def whom_to_ask(managers: Sequence[str]) -> str:
    names = [f"<@{escape(user)}>" for user in managers[:MOST_NAMED]]
    if not names:
        return "Ask an admin of this workspace."
    return f"Ask {' or '.join(names)}, who {'manages' if len(names) == 1 else 'manage'} TokenMeter here."


def _limits_in_words(limits: Limits) -> str:
    sentences = []
    if limits.mine is Reach.NOTHING:
        sentences.append("Costs are not open to you.")
    elif not isinstance(limits.mine, Reach):
        sentences.append(f"You may ask about {limit_words(limits.mine)}.")
    if limits.here is Reach.NOTHING:
        sentences.append(f"Costs are not open in <#{limits.channel}>.")
    elif not isinstance(limits.here, Reach):
        sentences.append(f"Costs in <#{limits.channel}> are limited to {limit_words(limits.here)}.")
    return " ".join(sentences)
