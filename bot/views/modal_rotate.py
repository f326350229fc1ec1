"""The Rotate modal, what it turns into, and the messages about it."""

from collections.abc import Sequence
from typing import Any, Final

from bot.views.connect_trouble import why_not_connected
from bot.views.ids import CONNECT_BESIDE, ROTATE_MODAL, rotate
from bot.views.modal import Block, modal, section
from bot.views.modal_connect import ADMIN_KEYS, guide, key_field
from bot.views.text import escape, plain
from core.connection import Connection, KeyTaken
from core.key_rotation import OrganizationUntold, OtherOrganization, SameKey
from core.providers.contract import KeyRejected, Nonsense, PermissionMissing, ProviderDown, RateLimited
from core.vault import VaultError

TITLE: Final = "Rotate the key"

REFUSALS: Final = (
    SameKey,
    OtherOrganization,
    OrganizationUntold,
    KeyTaken,
    KeyRejected,
    PermissionMissing,
    RateLimited,
    ProviderDown,
    Nonsense,
    VaultError,
)
"""Everything foreseen that keeps a key from being rotated. The connection goes on with the one it has."""

Refusal = (
    SameKey
    | OtherOrganization
    | OrganizationUntold
    | KeyTaken
    | KeyRejected
    | PermissionMissing
    | RateLimited
    | ProviderDown
    | Nonsense
    | VaultError
)


def build_rotate(
    connection: Connection, vault: str, attempt: int = 0, trouble: Sequence[str] = (), *, beside: bool = False
) -> dict[str, Any]:
    """The form. `trouble` (mrkdwn, ours): why the last try failed; `beside`: that key can be connected as another."""
    blocks: list[Block] = [section(line) for line in trouble]
    if beside:
        button = {"type": "button", "action_id": CONNECT_BESIDE, "text": plain("Connect it beside…")}
        blocks.append({"type": "actions", "elements": [button]})
    what = (
        f"Paste a new key for *{escape(connection.name)}*, of the same organization. It takes the place of "
        f"…{escape(connection.key_hint)}; everything that was collected stays."
    )
    blocks += [section(what), *guide(), key_field(vault, attempt)]
    metadata = f"{attempt} {connection.id}"
    return modal(ROTATE_MODAL, TITLE, blocks, submit="Rotate", metadata=metadata)


def build_trying() -> dict[str, Any]:
    """What stands there while OpenAI is asked."""
    return modal(ROTATE_MODAL, TITLE, [section("Checking with OpenAI…")])


def build_rotated(connection: Connection, vault: str) -> dict[str, Any]:
    """The new key is in."""
    return modal(ROTATE_MODAL, TITLE, [section(rotated_text(connection, vault))], close="Done")


def build_not_rotated(why: str) -> dict[str, Any]:
    """Nothing was done, and there is nothing to try again; `why` is mrkdwn, ours."""
    return modal(ROTATE_MODAL, TITLE, [section(why)], close="Close")


def rotated_text(connection: Connection, vault: str) -> str:
    return (
        f"🟢 *{escape(connection.name)}* has the key …{escape(connection.key_hint)} now. A first collection with it is "
        f"under way; once it has gone through, the old key is destroyed in {vault}, and a DM tells you."
    )


def settled_text(connection: Connection, vault: str) -> str:
    """The DM when the old key is destroyed."""
    return (
        f"🟢 *{escape(connection.name)}* is read with its new key …{escape(connection.key_hint)}. The old one is "
        f"destroyed in {vault}; it works at OpenAI until you revoke it there, under {ADMIN_KEYS}."
    )


def build_unproven(connection: Connection, support: str) -> tuple[str, list[Block]]:
    """The DM when OpenAI refuses the new key after all."""
    text = (
        f"🔴 OpenAI took the new key …{escape(connection.key_hint)} of *{escape(connection.name)}* when it was tried, "
        f"and refuses it now: it was revoked or has expired. What was collected is safe. Rotate once more with a key "
        f"made under {ADMIN_KEYS}. Support: {support}."
    )
    return text, [section(text), {"type": "actions", "elements": [rotate_button(connection)]}]


def why_not_rotated(refusal: Refusal, support: str) -> str:
    """One paragraph of mrkdwn."""
    match refusal:
        case SameKey():
            return f"This is the key it has already. Make a new one under {ADMIN_KEYS}."
        case OtherOrganization():
            return (
                "This key is of another organization: rotating would mix two histories. It can be connected beside "
                "this one instead; the key has to be pasted again, as it was not kept."
            )
        case OrganizationUntold():
            return (
                "This key does not tell which organization it is of. Tick *Management API: Read* for it under "
                f"{ADMIN_KEYS}, as for the one before, and paste it again."
            )
        case _:
            return why_not_connected(refusal, support)


def rotate_button(connection: Connection) -> Block:
    return {
        "type": "button",
        "action_id": rotate(connection.id),
        "text": plain("Rotate…"),
        "value": str(connection.id),
    }
