"""Buttons and the menu of an alert's card."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listen import Body, listen
from bot.request import Request
from bot.views.ids import alert


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def acknowledge(request: Request, body: Body) -> None:
        await deps.alert_deeds.acknowledge(request, body["actions"][0]["value"])

    async def snooze(request: Request, body: Body) -> None:
        card, how_long = body["actions"][0]["selected_option"]["value"].split()
        await deps.alert_deeds.snooze(request, card, how_long)

    async def expect(request: Request, body: Body) -> None:
        await deps.alert_deeds.expect(request, body["actions"][0]["value"])

    listen(bolt.action(alert("acknowledge")), deps, "acknowledge", acknowledge)
    listen(bolt.action(alert("snooze")), deps, "snooze", snooze)
    listen(bolt.action(alert("expected")), deps, "expected", expect)
