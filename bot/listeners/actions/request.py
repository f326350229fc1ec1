"""[Request]: asks the managers by DM for what the person may not do."""

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.deps import Deps
from bot.listen import Body, listen
from bot.messenger import NotThere
from bot.request import Request
from bot.views.ids import REQUEST
from bot.views.trouble import ONLY_MEMBERS, build_request
from core.rights import Role

log = structlog.stdlib.get_logger("tokenmeter.request")


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def work(request: Request, body: Body) -> None:
        person = await deps.directory.person(request.user)
        if person.role is Role.GUEST:
            await deps.messenger.whisper(request, ONLY_MEMBERS)
            return
        # One request a person, wish and day: a button pressed again and again does not ring the managers each time.
        wish = body["actions"][0].get("value", "")
        today = deps.clock.now().date().isoformat()
        key = f"request:{request.workspace}:{request.user}:{wish}:{today}"
        if not await deps.seen.first_time(key, deps.clock.now()):
            await deps.messenger.whisper(request, "They were asked today already.")
            return
        reached = [manager for manager in await deps.directory.managers() if await _asked(deps, manager, request, wish)]
        asked = " and ".join(f"<@{manager}>" for manager in reached)
        await deps.messenger.whisper(request, f"I have asked {asked}." if asked else "There is no manager to ask.")

    listen(bolt.action(REQUEST), deps, "request", work)


async def _asked(deps: Deps, manager: str, request: Request, wish: str) -> bool:
    """Ask one manager; one who cannot be reached keeps no other from being asked."""
    try:
        await deps.messenger.post(manager, *build_request(request.user, wish))
    except (NotThere, SlackApiError):
        log.warning("a manager could not be asked", manager=manager, exc_info=True)
        return False
    return True
