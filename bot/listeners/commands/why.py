"""/tokenmeter why …: why a bill is what it is, for the person alone."""

from bot.deps import Deps
from bot.slack.request import Request


async def why(deps: Deps, request: Request, text: str) -> None:
    await deps.explaining.why(request, text)
