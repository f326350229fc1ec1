"""Under the hint that a shared channel gets no figures, for managers: lets figures be posted there."""

from slack_bolt.async_app import AsyncApp

from bot.access import Refused
from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import ALLOW_CHANNEL
from core.rights import Action, Rule, RuleKind


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        if no := await refusal(deps, request, Action.SHARE):
            await deps.messenger.whisper(request, *no)
            return
        rule = Rule(RuleKind.SHARED, body["actions"][0].get("value", ""))
        try:
            done = await deps.access.make(rule, request.user)
        except Refused as refused:
            done = refused.why
        await deps.messenger.whisper(request, done)

    listen(bolt.action(ALLOW_CHANNEL), house, "allow channel", work)
