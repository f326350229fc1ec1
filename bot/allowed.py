"""Whether somebody may do something: asked where it is done, by command, button and form alike."""

from typing import Any

from bot.deps import Deps
from bot.slack.request import Request
from bot.views.trouble import ONLY_MEMBERS, build_managers_only
from core.rights import Action, Verdict, decide


async def refusal(deps: Deps, request: Request, action: Action) -> tuple[str, list[dict[str, Any]]] | None:
    """What the person reads who may not; None for one who may."""
    person = await deps.directory.person(request.user)
    verdict = decide(action, person.standing, None).verdict
    if verdict is Verdict.MEMBERS_ONLY:
        return ONLY_MEMBERS, []
    return None if verdict is Verdict.YES else build_managers_only(action)
