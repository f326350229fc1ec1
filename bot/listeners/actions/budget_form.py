"""The buttons that open the form for a budget: a new one, or one that there is."""

import re

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.listeners.commands.budget import open_form
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import EDIT, add
from core.subscriptions import Kind


def register(bolt: AsyncApp, house: House) -> None:
    async def make(deps: Deps, request: Request, body: Body) -> None:
        await open_form(deps, request)

    async def change(deps: Deps, request: Request, body: Body) -> None:
        await open_form(deps, request, str(body["actions"][0]["value"]))

    listen(bolt.action(add(Kind.BUDGET)), house, "open budget", make)
    listen(bolt.action(re.compile(f"^{EDIT}-b[0-9]+$")), house, "open budget", change)
