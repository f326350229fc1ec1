"""/tokenmeter connect [NAME]: opens the modal, for managers."""

from slack_sdk.errors import SlackApiError

from bot.deps import Deps
from bot.request import Request
from bot.views.modal_connect import LONGEST_NAME, build_connect
from bot.views.trouble import ONLY_MEMBERS, build_managers_only, build_too_late
from core.rights import Action, Verdict, decide


async def connect(deps: Deps, request: Request, name: str = "") -> None:
    person = await deps.directory.person(request.user)
    verdict = decide(Action.CONNECT, person.role)
    if verdict is Verdict.MEMBERS_ONLY:
        await deps.messenger.whisper(request, ONLY_MEMBERS)
    elif verdict is Verdict.MANAGERS_ONLY:
        await deps.messenger.whisper(request, *build_managers_only())
    else:
        await _open(deps, request, name[:LONGEST_NAME])


async def _open(deps: Deps, request: Request, name: str) -> None:
    try:
        await deps.client.views_open(trigger_id=request.trigger_id, view=build_connect(deps.vault, name))
    except SlackApiError as error:
        if error.response["error"] not in ("expired_trigger_id", "exchanged_trigger_id", "trigger_expired"):
            raise
        await deps.messenger.whisper(request, *build_too_late())
