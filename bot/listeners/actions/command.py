"""Buttons and menus that do what a command does."""

import re

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.listeners.commands.tokenmeter import run
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import COMMAND


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        action = body["actions"][0]
        await run(deps, request, action["selected_option"]["value"] if "selected_option" in action else action["value"])

    listen(bolt.action(re.compile(f"^{COMMAND}-")), house, "command", work)
