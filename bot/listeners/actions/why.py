"""[Why]: under an answer with a change, and under an explanation."""

import re

from slack_bolt.async_app import AsyncApp

from bot.answers.answering import asked_of
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import WHY


def asked_in(body: Body) -> str:
    """The channel that the message with the button was asked in; "" where it does not remember any."""
    found: str = asked_of(body.get("message") or {}).get("asked_in", "")
    return found


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        await deps.explaining.why(request, body["actions"][0]["value"], asked_in(body))

    listen(bolt.action(re.compile(f"^{WHY}-")), house, "why", work)
