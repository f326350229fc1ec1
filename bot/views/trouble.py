"""What a person reads when something is not possible, or went wrong."""

from typing import Any, Final

from bot.views.command_buttons import LONGEST, command_buttons
from bot.views.ids import ALLOW_CHANNEL, OPEN_CONNECT, REQUEST
from bot.views.text import escape, mrkdwn, plain
from core.rights import Action

Block = dict[str, Any]

ONLY_MEMBERS = "TokenMeter answers full members of this workspace. Ask somebody of your team who is one."

_DOING: Final = {
    Action.CONNECT: "Connecting a key",
    Action.DISCONNECT: "Disconnecting a key",
    Action.ROTATE: "Rotating a key",
    Action.APPOINT: "Saying who manages TokenMeter",
    Action.LIMIT: "Saying what may be asked about",
    Action.SET: "Saying on which day weeks start",
    Action.SHARE: "Letting figures be posted in a channel that is shared outside",
}

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


def build_managers_only(action: Action) -> tuple[str, list[Block]]:
    """Somebody who may not do this wants to."""
    text = f"{_DOING[action]} is for the admins of this workspace and the managers of TokenMeter."
    return text, [
        {"type": "section", "text": mrkdwn(f"{text} The button asks them by DM.")},
        {"type": "actions", "elements": [request_button(action.value)]},
    ]


def request_button(wish: str) -> Block:
    """Asks the managers by DM. `wish`: what the request reads as."""
    return {"type": "button", "action_id": REQUEST, "text": plain("Request"), "value": wish}


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
        "there until a manager of TokenMeter allows it."
    )


BY_PERSON_HINT = "Figures by person are for those who manage TokenMeter, and come by DM alone."


def build_in_dm(why: str, offer: Block | None) -> tuple[str, list[Block]]:
    """Where the answer is, and why (mrkdwn, ours); `offer`: the button that changes that."""
    text = f"The answer is in your DM. {why}".strip()
    blocks: list[Block] = [{"type": "section", "text": mrkdwn(text)}]
    return text, [*blocks, {"type": "actions", "elements": [offer]}] if offer else blocks


def allow_button(channel: str) -> Block:
    """For managers: lets figures be posted in this channel, though it is shared outside."""
    return {"type": "button", "action_id": ALLOW_CHANNEL, "text": plain("Allow figures there"), "value": channel}


def build_unknown_command(word: str, nearest: str | None) -> tuple[str, list[Block]]:
    """`nearest`: the command that comes nearest, whole."""
    guess = "Did you mean this? " if nearest else ""
    text = f"I don't know *{escape(word[:60])}*. {guess}`/tokenmeter help` lists what I understand."
    button = command_buttons([nearest.strip()]) if nearest is not None and len(nearest) <= LONGEST else []
    buttons: list[Block] = [{"type": "actions", "elements": button}] if button else []
    return text, [{"type": "section", "text": mrkdwn(text)}, *buttons]
