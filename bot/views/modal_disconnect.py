"""The Disconnect modal: what is kept and what goes, asked before anything is done."""

from typing import Any, Final

from bot.views.ids import DELETE, DISCONNECT_MODAL, HISTORY_BLOCK, HISTORY_CHOICE, KEEP, disconnect
from bot.views.modal import Block, modal, section
from bot.views.modal_connect import ADMIN_KEYS
from bot.views.text import escape, mrkdwn, plain
from core.connection import Connection

TITLE: Final = "Disconnect"
REVOKE: Final = f"The key itself works at OpenAI until it is revoked there, under {ADMIN_KEYS}."

_CHOICES: Final = (
    (KEEP, "Keep the history: answers go on showing it"),
    (DELETE, "Delete the history, for good and for everybody"),
)


def build_disconnect(connection: Connection, vault: str) -> dict[str, Any]:
    """The question. One that is disconnected already has only its history left to delete."""
    name = escape(connection.name)
    if connection.disconnected_at is not None:
        text = (
            f"*{name}* is disconnected, and its key is destroyed. Delete its history too? It goes for good and for "
            "everybody: answers about those days will not have it any more."
        )
        return _modal([section(text)], submit="Delete history", metadata=f"{connection.id} {DELETE}")
    text = (
        f"*Disconnect {name}?*\n"
        f"*What goes:* its key …{escape(connection.key_hint)} is destroyed in {vault}, and nothing is read any more.\n"
        "*What stays:* what was collected, if you keep it. Connecting the same organization again goes on with it."
    )
    return _modal([section(text), _choice(), _context(REVOKE)], submit="Disconnect", metadata=str(connection.id))


def build_disconnecting() -> dict[str, Any]:
    """What stands there while it is done."""
    return _modal([section("Disconnecting…")])


def build_disconnected(name: str, history_goes: bool, vault: str) -> dict[str, Any]:
    """All of it is done."""
    return _modal([section(disconnected_text(name, history_goes, vault))], close="Done")


def build_key_stays(name: str) -> dict[str, Any]:
    """It is disconnected, and the vault did not destroy the key yet."""
    return _modal([section(key_stays_text(name))], close="Done")


def build_not_disconnected(why: str) -> dict[str, Any]:
    """Nothing was done; `why` is mrkdwn, ours."""
    return _modal([section(why)], close="Close")


def disconnected_text(name: str, history_goes: bool, vault: str) -> str:
    history = "Its history is deleted." if history_goes else "Its history is kept, and so is its name."
    return f"*{escape(name)}* is disconnected, and its key is destroyed in {vault}. {history}\n{REVOKE}"


def key_stays_text(name: str) -> str:
    return (
        f"🟡 *{escape(name)}* is disconnected and not read any more, but the vault did not destroy its key yet. That "
        f"is tried again every minute; a DM tells you when it is done.\n{REVOKE}"
    )


def disconnect_button(connection: Connection) -> Block:
    text = "Disconnect…" if connection.disconnected_at is None else "Delete its history…"
    return {
        "type": "button",
        "action_id": disconnect(connection.id),
        "text": plain(text),
        "value": str(connection.id),
    }


def _choice() -> Block:
    options = [{"text": plain(text), "value": value} for value, text in _CHOICES]
    return {
        "type": "input",
        "block_id": HISTORY_BLOCK,
        "label": plain("What was collected"),
        "element": {
            "type": "static_select",
            "action_id": HISTORY_CHOICE,
            "options": options,
            "initial_option": options[0],
        },
    }


def _context(text: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text)]}


def _modal(blocks: list[Block], **parts: str) -> dict[str, Any]:
    return modal(DISCONNECT_MODAL, TITLE, blocks, **parts)
