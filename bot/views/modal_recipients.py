"""The fields of a form that say who is told: a person, a channel, or both."""

from collections.abc import Mapping
from typing import Any

from bot.views.ids import CHANNEL_BLOCK, CHANNEL_PICKER, PERSON_BLOCK, PERSON_PICKER
from bot.views.modal import Block
from bot.views.text import plain


def build_recipients(person: str, channel: str) -> list[Block]:
    """`person` and `channel`: who is chosen, by Slack's ids; "" for nobody."""
    somebody = {
        "type": "users_select",
        "action_id": PERSON_PICKER,
        **({"initial_user": person} if person else {}),
    }
    somewhere = {
        "type": "conversations_select",
        "action_id": CHANNEL_PICKER,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **({"initial_conversation": channel} if channel else {}),
    }
    return [
        {
            "type": "input",
            "block_id": PERSON_BLOCK,
            "label": plain("Tell somebody"),
            "element": somebody,
            "hint": plain("You, by DM, where nobody and no channel is chosen."),
            "optional": True,
        },
        {
            "type": "input",
            "block_id": CHANNEL_BLOCK,
            "label": plain("Tell a channel"),
            "element": somewhere,
            "optional": True,
        },
    ]


def read_recipients(state: Mapping[str, Any]) -> tuple[str, str]:
    """The person and the channel, "" for none. `state`: a view's values."""
    person = state.get(PERSON_BLOCK, {}).get(PERSON_PICKER, {}).get("selected_user") or ""
    channel = state.get(CHANNEL_BLOCK, {}).get(CHANNEL_PICKER, {}).get("selected_conversation") or ""
    return str(person), str(channel)
