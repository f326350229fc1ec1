"""The buttons that open the Connect modal."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.listeners.commands.connect import connect
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import OPEN_CONNECT


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        await connect(deps, request)

    listen(bolt.action(OPEN_CONNECT), house, "open connect", work)
