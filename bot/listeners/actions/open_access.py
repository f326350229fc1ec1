"""The buttons that open a form for who may what: on the Home tab, and in a request to the managers."""

import re

from slack_bolt.async_app import AsyncApp

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.ids import ACCESS
from bot.views.modal_access import access_button, build_access
from core.rights import CHANGING, RuleKind


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        kind, _, subject = body["actions"][0].get("value", "").partition(" ")
        rule_kind = RuleKind(kind)
        if no := await refusal(deps, request, CHANGING[rule_kind]):
            await deps.messenger.whisper(request, *no)
            return
        view = build_access(rule_kind, await deps.access.rules(), subject)
        await open_modal(deps, request, view, access_button(rule_kind, "Open the form…", subject))

    listen(bolt.action(re.compile(f"^{ACCESS}-")), house, "open access", work)
