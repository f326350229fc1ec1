"""/tokenmeter help [TOPIC]"""

from bot.deps import Deps
from bot.slack.request import Request
from bot.views.help import build_help


async def show_help(deps: Deps, request: Request, topic: str) -> None:
    await deps.messenger.whisper(request, *build_help(topic))
