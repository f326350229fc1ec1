"""The Connect modal, and what it turns into."""

from collections.abc import Sequence
from typing import Any

from bot.views.ids import CONNECT_MODAL, KEY_INPUT, LINK, NAME_BLOCK, NAME_INPUT, key_block
from bot.views.modal import Block, modal, section
from bot.views.text import escape, mrkdwn, plain

ADMIN_KEYS_URL = "https://platform.openai.com/settings/organization/admin-keys"
ADMIN_KEYS = f"<{ADMIN_KEYS_URL}|Admin keys>"
LONGEST_NAME = 60

_BOXES = {"api.usage.read": "Usage: Read", "api.management.read": "Management API: Read"}

GUIDE = (
    "TokenMeter reads usage and costs, never prompts.\n"
    "An organization owner makes a key *for it alone*: Settings → Admin keys → Create. With restricted permissions, "
    "tick *Usage: Read* and, for the names of projects, people and keys, *Management API: Read*."
)


def build_connect(vault: str, name: str = "", attempt: int = 0, trouble: Sequence[str] = ()) -> dict[str, Any]:
    """The form. `trouble` (mrkdwn, ours) stands above it after a try that failed; `vault` is where keys are kept.

    `attempt` makes the key's field a new one: Slack would show the old field with what was pasted in it.
    """
    blocks: list[Block] = [{"type": "section", "text": mrkdwn(line)} for line in trouble]
    blocks += [
        *guide(),
        {
            "type": "input",
            "block_id": NAME_BLOCK,
            "label": plain("Name"),
            "element": {
                "type": "plain_text_input",
                "action_id": NAME_INPUT,
                "max_length": LONGEST_NAME,
                "placeholder": plain("Acme production"),
                **({"initial_value": name} if name else {}),
            },
        },
        key_field(vault, attempt),
    ]
    return modal(CONNECT_MODAL, "Connect OpenAI", blocks, submit="Connect", metadata=str(attempt))


def guide() -> list[Block]:
    """How to make the key."""
    button = {"type": "button", "action_id": LINK, "text": plain("Open OpenAI ↗"), "url": ADMIN_KEYS_URL}
    return [section(GUIDE), {"type": "actions", "elements": [button]}]


def key_field(vault: str, attempt: int) -> Block:
    """Where the key is pasted: a new field for each attempt, so that nothing of the last one stands in it."""
    return {
        "type": "input",
        "block_id": key_block(attempt),
        "label": plain("Key"),
        "hint": plain(f"Encrypted with AES-256 and kept in {vault}. Rotate it every 90 days."),
        "element": {"type": "plain_text_input", "action_id": KEY_INPUT, "placeholder": plain("sk-admin-…")},
    }


def build_checking(name: str) -> dict[str, Any]:
    """What stands there while OpenAI is asked."""
    return modal(CONNECT_MODAL, "Connect OpenAI", [section(f"Checking *{name}* with OpenAI…")])


def build_connected(name: str, projects: int | None, days: int, missing: Sequence[str]) -> dict[str, Any]:
    """🟢 Connected. `name` is escaped; `missing` names permissions that would help."""
    what = "" if projects is None else f", {projects} project" + ("" if projects == 1 else "s")
    text = f"🟢 *Connected* · {name}{what}. Importing {days} days; the first chart comes to your DM."
    told = "Runaways and days far over what is usual are told to you there, too: `/tokenmeter alert` lists the rules."
    hints = [section(names_hint(missing))] if missing else []
    return modal(CONNECT_MODAL, "Connect OpenAI", [section(text), section(told), *hints], close="Done")


def names_hint(missing: Sequence[str]) -> str:
    """What the permissions that are not there would give."""
    ticks = " and ".join(box(permission) for permission in missing)
    return (
        f"Projects, people and keys are shown by the ends of their ids. To see their names, tick {ticks} for the key."
    )


def box(permission: str) -> str:
    """A permission as its box is called where keys are made, beside OpenAI's own word for it."""
    word = f"`{escape(permission)}`"
    return f"*{_BOXES[permission]}* ({word})" if permission in _BOXES else word
