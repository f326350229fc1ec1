"""Somebody opened the Home tab."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listen import Body, listen
from bot.request import Request


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def work(request: Request, body: Body) -> None:
        if body["event"].get("tab") == "home":
            await deps.home.publish(request.user)

    listen(bolt.event("app_home_opened"), deps, "home", work)
