"""/tokenmeter connect [NAME]: opens the modal, for managers."""

from bot.allowed import refusal
from bot.deps import Deps
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.modal_connect import LONGEST_NAME, build_connect
from core.rights import Action


async def connect(deps: Deps, request: Request, name: str = "") -> None:
    if no := await refusal(deps, request, Action.CONNECT):
        await deps.messenger.whisper(request, *no)
        return
    await open_modal(deps, request, build_connect(deps.vault, name[:LONGEST_NAME]))
