"""The app was removed from the workspace: everything of it is purged. (`tokens_revoked` alone is no uninstall.)"""

from datetime import UTC, datetime

from slack_bolt.async_app import AsyncApp

from bot.house import House
from bot.slack.listen import Body, listen_anywhere
from bot.slack.request import Request


def register(bolt: AsyncApp, house: House) -> None:
    async def work(request: Request, body: Body) -> None:
        told = datetime.fromtimestamp(int(body.get("event_time") or house.shared.clock.now().timestamp()), UTC)
        await house.purging.uninstalled(request.workspace, told)

    listen_anywhere(bolt.event("app_uninstalled"), house, "uninstalled", work)
