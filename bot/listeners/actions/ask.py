"""Buttons that ask a question: under an answer, and where a question was not understood."""

import re
from dataclasses import replace
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.answers.answering import Posted, asked_of
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.views.ids import ASK, BACK, DETAIL

EXPORT: Final = "export "
"""How a sentence begins that asks for a file."""


def posted_of(body: Body) -> Posted | None:
    """The answer a button of which was pressed; None for a message that only the person sees, and for the Home tab."""
    message = body.get("message")
    if message is None or body["container"].get("is_ephemeral"):
        return None
    asked = asked_of(message)
    channel, ts = body["channel"]["id"], message["ts"]
    asked_in = asked.get("asked_in") or channel
    sentences = tuple(asked.get("sentences", ()))
    return Posted(channel, ts, message.get("thread_ts", ts), asked.get("asker", ""), asked_in, sentences)


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        action = body["actions"][0]
        text = action["selected_option"]["value"] if "selected_option" in action else action["value"]
        if text.startswith(EXPORT):
            await deps.exports.send(request, text.removeprefix(EXPORT))
            return
        posted = posted_of(body)
        if action["action_id"] == DETAIL:
            await deps.details.bring(request, text, posted)
        elif posted is None:
            await deps.answering.ask(request, text)
        elif action["action_id"] == BACK:
            await deps.answering.ask_again(request, text, replace(posted, sentences=posted.sentences[:-2]))
        else:
            await deps.answering.ask_again(request, text, posted)

    listen(bolt.action(re.compile(f"^{ASK}-")), house, "ask", work)
