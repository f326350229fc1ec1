"""The menu on the Home tab that says on which day weeks start."""

from slack_bolt.async_app import AsyncApp

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import WEEK_START
from core.rights import Action
from core.weeks import WeekStart


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        start = WeekStart[str(body["actions"][0]["selected_option"]["value"]).upper()]
        if no := await refusal(deps, request, Action.SET):
            await deps.messenger.whisper(request, *no)
            return
        await deps.workspaces.start_weeks_on(request.workspace, start, request.user, deps.clock.now())
        await deps.home.publish(request.user)

    listen(bolt.action(WEEK_START), house, "week start", work)
