"""/tokenmeter status: how each connection is, and what to do about it."""

from bot.deps import Deps
from bot.request import Request
from bot.views.status import build_status
from bot.views.trouble import ONLY_MEMBERS
from core.rights import Action, Role, Verdict, decide


async def status(deps: Deps, request: Request, rest: str) -> None:
    person = await deps.directory.person(request.user)
    if person.role is Role.GUEST:
        await deps.messenger.whisper(request, ONLY_MEMBERS)
        return
    statuses = await deps.statuses.of(request.workspace)
    manage = decide(Action.DISCONNECT, person.role) is Verdict.YES
    await deps.messenger.whisper(request, *build_status(statuses, deps.clock.now(), deps.support, manage=manage))
