"""Slack revoked tokens. With the bot's among them nothing works until there is a new one; what is stored stays."""

from slack_bolt.async_app import AsyncApp

from bot.house import House
from bot.slack.listen import Body, listen_anywhere
from bot.slack.request import Request


def register(bolt: AsyncApp, house: House) -> None:
    async def work(request: Request, body: Body) -> None:
        if body["event"].get("tokens", {}).get("bot"):
            await house.revoking.doubt(request.workspace)

    listen_anywhere(bolt.event("tokens_revoked"), house, "tokens revoked", work)
