"""The buttons that open the Rotate modal: beside a connection, and in a reminder."""

import re

from slack_bolt.async_app import AsyncApp

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.listeners.commands.rotate import ask_for_new_key
from bot.slack.listen import Body, listen, number_of
from bot.slack.request import Request
from bot.views.ids import ROTATE
from bot.views.trouble import GONE
from core.rights import Action


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        if no := await refusal(deps, request, Action.ROTATE):
            await deps.messenger.whisper(request, *no)
            return
        found = await deps.connections.find(request.workspace, number_of(body["actions"][0].get("value", "")))
        if found is None or found.disconnected_at is not None:
            await deps.messenger.whisper(request, GONE)
        else:
            await ask_for_new_key(deps, request, found)

    listen(bolt.action(re.compile(f"^{ROTATE}-")), house, "open rotate", work)
