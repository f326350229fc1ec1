"""/tokenmeter usage …: the answer, posted where it was asked."""

from bot.deps import Deps
from bot.slack.request import Request


async def usage(deps: Deps, request: Request, text: str) -> None:
    await deps.answering.ask(request, text)
