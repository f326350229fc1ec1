"""[Request]: asks the managers by DM for what the person may not do."""

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.messenger import AnswerLost, Blocks, NotThere
from bot.slack.request import Request
from bot.views.ids import REQUEST
from bot.views.request import build_request
from core.rights import Action, Limit, Reach, RuleKind

ASKED_TODAY = "They were asked today already."
NOBODY_REACHED = "I could not reach any manager of TokenMeter just now. Please try again in a while."
GRANTED = "Nothing keeps you from that any more. Please try it again."

log = structlog.stdlib.get_logger("tokenmeter.request")


def wish_of(value: str) -> tuple[Action | RuleKind, str]:
    """What is wished for, and whom or what it is about; what no button of ours carries counts as a connect."""
    word, _, subject = value.partition(" ")
    for wishes in (Action, RuleKind):
        if word in list(wishes):
            wish = wishes(word)
            return wish, subject if wish in (RuleKind.CHANNEL, RuleKind.SHARED) else ""
    return Action.CONNECT, ""


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        if no := await refusal(deps, request, Action.REQUEST):
            await deps.messenger.whisper(request, *no)
            return
        wish, subject = wish_of(body["actions"][0].get("value", ""))
        limit = await _limit(deps, request, wish, subject)
        if limit is Reach.EVERYTHING:
            await deps.messenger.whisper(request, GRANTED)
            return
        message = build_request(request.user, wish, subject, limit)
        # One request a person, wish and day: a button pressed again and again does not ring the managers each time.
        today = deps.clock.now().date().isoformat()
        key = f"request:{request.workspace}:{request.user}:{wish} {subject}:{today}"
        if not await deps.seen.first_time(key, deps.clock.now()):
            await deps.messenger.whisper(request, ASKED_TODAY)
            return
        reached: list[str] = []
        try:
            reached = [each for each in await deps.directory.managers() if await _asked(deps, each, message)]
        finally:
            if not reached:
                await deps.seen.take_back(key)
        asked = " and ".join(f"<@{manager}>" for manager in reached)
        await deps.messenger.whisper(request, f"I have asked {asked}." if asked else NOBODY_REACHED)

    listen(bolt.action(REQUEST), house, "request", work)


async def _limit(deps: Deps, request: Request, wish: Action | RuleKind, subject: str) -> Limit:
    """What keeps the person from it now: looked up, as a button may be old or forged."""
    match wish:
        case RuleKind.MEMBER:
            return (await deps.directory.person(request.user)).standing.limit
        case RuleKind.CHANNEL:
            return (await deps.directory.place(subject)).limit
        case RuleKind.SHARED:
            return Reach.NOTHING if (await deps.directory.place(subject)).is_silent else Reach.EVERYTHING
        case _:
            return Reach.NOTHING


async def _asked(deps: Deps, manager: str, message: tuple[str, Blocks]) -> bool:
    """Ask one manager; one who cannot be reached keeps no other from being asked."""
    try:
        await deps.messenger.post(manager, *message)
    except (AnswerLost, NotThere, SlackApiError):
        log.warning("a manager could not be asked", manager=manager, exc_info=True)
        return False
    return True
