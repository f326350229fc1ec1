"""/tokenmeter keys: the API keys that somebody should look at, for the person alone."""

from bot.allowed import refusal
from bot.deps import Deps
from bot.slack.request import Request
from bot.views.keys import build_keys
from core.rights import Action


async def keys(deps: Deps, request: Request, rest: str) -> None:
    if no := await deps.answering.not_everything(request, "Keys are listed for who may ask about everything."):
        await deps.messenger.whisper(request, *no)
        return
    found, names = await deps.hygiene.of(request.workspace)
    manages = await refusal(deps, request, Action.DISCONNECT) is None
    await deps.messenger.whisper(request, *build_keys(found, names, deps.clock.now(), people=manages))
