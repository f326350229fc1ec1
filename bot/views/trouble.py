"""What a person reads when something is not possible, or went wrong."""

from typing import Any, Final

from bot.views.ids import OPEN_CONNECT, REQUEST
from bot.views.text import escape, mrkdwn, plain

Block = dict[str, Any]

ONLY_MEMBERS = "TokenMeter answers full members of this workspace. Ask somebody of your team who is one."

_DOING: Final = {"connect": "Connecting", "disconnect": "Disconnecting", "rotate": "Rotating"}

TOO_MUCH = "That was a lot within one minute. Please wait a minute, then try this again."

GONE = (
    "This connection is not there any more, or somebody else has just changed it. `/tokenmeter status` shows them all."
)


def error_text(error_id: str, support: str) -> str:
    """An unforeseen error: what is safe, what to do, and the id that stands in the log."""
    return (
        "Something went wrong on TokenMeter's side. Nothing was lost or changed by halves; please try again. "
        f"If it stays, tell {support} the error id `{error_id}`."
    )


def build_managers_only(wish: str = "connect") -> tuple[str, list[Block]]:
    """Somebody who may not do this to a key wants to. `wish`: the command."""
    text = f"{_DOING[wish]} a key is for the admins of this workspace and the managers of TokenMeter."
    button = {"type": "button", "action_id": REQUEST, "text": plain("Request"), "value": wish}
    return text, [
        {"type": "section", "text": mrkdwn(f"{text} The button asks them by DM.")},
        {"type": "actions", "elements": [button]},
    ]


def build_request(asker: str, wish: str = "connect") -> tuple[str, list[Block]]:
    """The DM to a manager. `asker` is a Slack user id; `wish` comes from outside, and what is unknown is a connect."""
    if wish in ("disconnect", "rotate"):
        what = "disconnect an OpenAI account from TokenMeter" if wish == "disconnect" else "rotate a key in TokenMeter"
        text = f"<@{asker}> asks you to {what}: `/tokenmeter {wish}`"
        return text, [{"type": "section", "text": mrkdwn(text)}]
    text = f"<@{asker}> asks you to connect an OpenAI account to TokenMeter."
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": [connect_button()]}]


def build_too_late(button: Block | None = None) -> tuple[str, list[Block]]:
    """Slack's trigger expired before the modal could be opened; `button` opens it (if none is given, Connect)."""
    text = "Slack took too long to open the form. This button opens it."
    elements = [button or connect_button()]
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": elements}]


def connect_button(text: str = "Connect") -> Block:
    return {"type": "button", "action_id": OPEN_CONNECT, "text": plain(text), "style": "primary", "value": "connect"}


def invite_hint(channel: str) -> str:
    """Why an answer came by DM."""
    return (
        f"Here instead of <#{channel}>: TokenMeter cannot post there. Someone in that channel can change that with "
        "`/invite @TokenMeter`."
    )


def shared_hint(channel: str) -> str:
    return (
        f"Here instead of <#{channel}>: people of other organizations are in that channel, so no figures are posted "
        "there."
    )


def unknown_command(word: str, nearest: str | None) -> str:
    guess = f"Did you mean `/tokenmeter {nearest}`? " if nearest else ""
    return f"I don't know *{escape(word[:60])}*. {guess}`/tokenmeter help` lists what I understand."
