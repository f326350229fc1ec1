"""[Request]: asks the managers by DM for what the person may not do."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listen import Body, listen
from bot.request import Request
from bot.views.ids import REQUEST
from bot.views.trouble import ONLY_MEMBERS, build_request
from core.rights import Role


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def work(request: Request, body: Body) -> None:
        person = await deps.directory.person(request.user)
        if person.role is Role.GUEST:
            await deps.messenger.whisper(request, ONLY_MEMBERS)
            return
        # One request a person and day: a button pressed again and again does not ring the managers each time.
        today = deps.clock.now().date().isoformat()
        if not await deps.seen.first_time(f"request:{request.workspace}:{request.user}:{today}", deps.clock.now()):
            await deps.messenger.whisper(request, "They were asked today already.")
            return
        wish = body["actions"][0].get("value", "")
        managers = await deps.directory.managers()
        for manager in managers:
            await deps.messenger.post(manager, *build_request(request.user, wish))
        asked = " and ".join(f"<@{manager}>" for manager in managers)
        await deps.messenger.whisper(request, f"I have asked {asked}." if asked else "There is no manager to ask.")

    listen(bolt.action(REQUEST), deps, "request", work)
