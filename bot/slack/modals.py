"""Opening and changing modals, and what happens when Slack or the person was faster."""

from typing import Any, Final

from slack_sdk.errors import SlackApiError

from bot.deps import Deps
from bot.slack.error import code_of
from bot.slack.request import Request
from bot.views.trouble import build_too_late

_TOO_LATE: Final = ("expired_trigger_id", "exchanged_trigger_id", "trigger_expired")
_CLOSED: Final = ("not_found", "view_not_found")


async def open_modal(deps: Deps, request: Request, view: dict[str, Any], button: dict[str, Any] | None = None) -> None:
    """Open `view`; where Slack's three seconds are over, answer with the button that opens it."""
    try:
        await deps.client.views_open(trigger_id=request.trigger_id, view=view)
    except SlackApiError as error:
        if code_of(error) not in _TOO_LATE:
            raise
        await deps.messenger.whisper(request, *build_too_late(button))


async def change_modal(deps: Deps, request: Request, view_id: str, view: dict[str, Any], in_short: str) -> None:
    """Turn the open modal into `view`; when it was closed meanwhile, say it in short by DM."""
    try:
        await deps.client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if code_of(error) not in _CLOSED:
            raise
        await deps.messenger.post(request.user, in_short, [])
