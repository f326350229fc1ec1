"""The app was removed from the workspace: everything of it is purged. (`tokens_revoked` alone is no uninstall.)"""

import asyncio
from datetime import UTC, datetime
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.house import House
from bot.slack.listen import Ack, Body, listen_anywhere
from bot.slack.request import Request

STORED_WITHIN: Final = 2.0
"""Seconds, of the three in which Slack wants its answer."""


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        """Stored first: Slack tells it again where that fails, and never again what was acknowledged."""
        told = datetime.fromtimestamp(int(body.get("event_time") or house.shared.clock.now().timestamp()), UTC)
        async with asyncio.timeout(STORED_WITHIN):
            leaves = await house.purging.uninstalled(str(body["team_id"]), told)
        await ack()
        return leaves

    async def work(request: Request, body: Body) -> None:
        await house.purging.finish(request.workspace)

    listen_anywhere(bolt.event("app_uninstalled"), house, "uninstalled", work, acknowledge)
