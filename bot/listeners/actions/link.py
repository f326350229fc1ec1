"""Buttons that only open an address: Slack wants them acknowledged."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listen import Ack, Body
from bot.views.ids import LINK


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def acknowledge(ack: Ack, body: Body) -> None:
        await ack()

    bolt.action(LINK)(acknowledge)
