"""Buttons that only open an address: Slack wants them acknowledged."""

from slack_bolt.async_app import AsyncApp

from bot.house import House
from bot.slack.listen import Ack, Body
from bot.views.ids import LINK


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> None:
        await ack()

    bolt.action(LINK)(acknowledge)
