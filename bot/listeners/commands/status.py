"""/tokenmeter status: how each connection is, and what to do about it."""

from bot.allowed import refusal
from bot.deps import Deps
from bot.slack.request import Request
from bot.views.status import build_status
from core.rights import Action


async def status(deps: Deps, request: Request, rest: str) -> None:
    if no := await refusal(deps, request, Action.LOOK):
        await deps.messenger.whisper(request, *no)
        return
    statuses = await deps.statuses.of(request.workspace)
    manage = await refusal(deps, request, Action.DISCONNECT) is None
    await deps.messenger.whisper(request, *build_status(statuses, deps.clock.now(), deps.support, manage=manage))
