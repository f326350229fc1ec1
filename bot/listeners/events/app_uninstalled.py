"""The app was removed from the workspace: everything of it is purged. (`tokens_revoked` alone is no uninstall.)"""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listen import Body, listen
from bot.request import Request


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def work(request: Request, body: Body) -> None:
        await deps.purging.uninstalled(request.workspace)

    listen(bolt.event("app_uninstalled"), deps, "uninstalled", work)
