"""Slack revoked tokens. With the bot's among them nothing works until there is a new one; what is stored stays."""

import structlog
from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listen import Body, listen
from bot.request import Request

log = structlog.stdlib.get_logger("tokenmeter.tokens")


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def work(request: Request, body: Body) -> None:
        if body["event"].get("tokens", {}).get("bot"):
            log.error(
                "Slack revoked the bot token: install the app again and set SLACK_BOT_TOKEN; everything is kept",
                workspace=request.workspace,
            )

    listen(bolt.event("tokens_revoked"), deps, "tokens revoked", work)
