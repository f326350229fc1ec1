"""Buttons and the menu of an alert's card."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import alert


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(deps: Deps, request: Request, body: Body) -> None:
        await deps.alert_deeds.acknowledge(request, body["actions"][0]["value"])

    async def snooze(deps: Deps, request: Request, body: Body) -> None:
        card, how_long = body["actions"][0]["selected_option"]["value"].split()
        await deps.alert_deeds.snooze(request, card, how_long)

    async def expect(deps: Deps, request: Request, body: Body) -> None:
        await deps.alert_deeds.expect(request, body["actions"][0]["value"])

    listen(bolt.action(alert("acknowledge")), house, "acknowledge", acknowledge)
    listen(bolt.action(alert("snooze")), house, "snooze", snooze)
    listen(bolt.action(alert("expected")), house, "expected", expect)
