"""/tokenmeter: the month so far, for the person alone."""

from bot.deps import Deps
from bot.slack.request import Request


async def month_so_far(deps: Deps, request: Request, rest: str) -> None:
    await deps.answering.whisper(request, "mtd by model privately")
