"""The first message of the bot in a workspace, to who installed it."""

from typing import Any

from bot.views.command_buttons import command_buttons
from bot.views.text import escape, mrkdwn
from bot.views.trouble import connect_button

Block = dict[str, Any]


def build_welcome(workspace: str) -> tuple[str, list[Block]]:
    """`workspace`: its name."""
    text = (
        f"TokenMeter is in {escape(workspace)}, and you manage it. Connect an OpenAI account, and the chart of its "
        "last 30 days comes here within minutes."
    )
    rest = (
        "It reads usage and costs, never prompts. Then anybody can ask, for example `/tokenmeter usage last 7 days by "
        "model`; who may see what, you say on this app's Home tab."
    )
    return text, [
        {"type": "section", "text": mrkdwn(f"{text}\n{rest}")},
        {"type": "actions", "elements": [connect_button(), *command_buttons(["help"])]},
    ]


def build_welcome_back(workspace: str) -> tuple[str, list[Block]]:
    """The bot was there before, and what it knew is there still."""
    text = (
        f"TokenMeter is back in {escape(workspace)}. Connections, figures, digests, budgets and alerts are as they "
        "were, and what was missed meanwhile is being read."
    )
    return text, [
        {"type": "section", "text": mrkdwn(text)},
        {"type": "actions", "elements": command_buttons(["status", "help"])},
    ]
