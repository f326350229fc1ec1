"""What all modals are made of."""

from typing import Any

from bot.views.text import mrkdwn, plain

Block = dict[str, Any]


def modal(
    callback_id: str,
    title: str,
    blocks: list[Block],
    *,
    submit: str | None = None,
    close: str = "Cancel",
    metadata: str = "",
) -> dict[str, Any]:
    """Without `submit` there is nothing to submit."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "close": plain(close),
        "private_metadata": metadata,
        "blocks": blocks,
    }
    return view | ({"submit": plain(submit)} if submit else {})


def section(text: str) -> Block:
    """`text` is mrkdwn, ours."""
    return {"type": "section", "text": mrkdwn(text)}
