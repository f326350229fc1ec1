"""/tokenmeter export …: the figures as a file, by DM."""

from bot.deps import Deps
from bot.slack.request import Request


async def export(deps: Deps, request: Request, text: str) -> None:
    await deps.exports.send(request, text)
