"""Somebody opened the Home tab."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.request import Request


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        if body["event"].get("tab") == "home":
            await deps.home.publish(request.user)

    listen(bolt.event("app_home_opened"), house, "home", work)
