"""The Connect modal was submitted: check what can be checked at once, then try the key with OpenAI."""

from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Ack, Body, listen
from bot.slack.modals import change_modal
from bot.slack.request import Request
from bot.views.connect_trouble import REFUSALS, why_not_connected
from bot.views.ids import CONNECT_MODAL, KEY_INPUT, NAME_BLOCK, NAME_INPUT, key_block
from bot.views.modal_connect import build_checking, build_connect, build_connected
from bot.views.text import escape
from bot.views.trouble import TOO_MUCH
from core.connecting import ConnectRequest, connect
from core.connection import history_days
from core.rights import Action
from core.secret import Secret

log = structlog.stdlib.get_logger("tokenmeter.connect")


@dataclass(frozen=True, slots=True)
class Submitted:
    view_id: str
    attempt: int
    name: str
    pasted: str = field(repr=False)


def submitted_of(body: Body) -> Submitted:
    view = body["view"]
    values = view["state"]["values"]
    # It is the person's browser that sends private_metadata back: an attempt that is no number counts as the first.
    attempt = int(view["private_metadata"]) if view.get("private_metadata", "").isdecimal() else 0
    name = (values.get(NAME_BLOCK, {}).get(NAME_INPUT, {}).get("value") or "").strip()
    pasted = values.get(key_block(attempt), {}).get(KEY_INPUT, {}).get("value") or ""
    return Submitted(view["id"], attempt, " ".join(name.split()), pasted)


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        form = submitted_of(body)
        errors: dict[str, str] = {}
        if not form.name:
            errors[NAME_BLOCK] = "Give the connection a name, such as the organization's."
        if why_not := house.shared.provider.why_not_a_key(form.pasted):
            errors[key_block(form.attempt)] = why_not
        if errors:
            await ack(response_action="errors", errors=errors)
            return False
        if not house.shared.pace.allows((body["team"]["id"], body["user"]["id"]), house.shared.clock.now()):
            await ack(response_action="errors", errors={key_block(form.attempt): TOO_MUCH})
            return False
        await ack(response_action="update", view=build_checking(escape(form.name)))
        return True

    async def work(deps: Deps, request: Request, body: Body) -> None:
        form = submitted_of(body)

        async def show(view: dict[str, Any], in_short: str) -> None:
            await change_modal(deps, request, form.view_id, view, in_short)

        if no := await refusal(deps, request, Action.CONNECT):
            await show(build_connect(deps.vault, form.name, form.attempt + 1, [no[0]]), no[0])
            return
        wish = ConnectRequest(request.workspace, request.user, form.name, Secret(form.pasted))
        try:
            connected = await connect(wish, deps.connecting)
        except REFUSALS as refused:
            log.info("not connected", reason=type(refused).__name__)
            why = why_not_connected(refused, deps.support)
            await show(build_connect(deps.vault, form.name, form.attempt + 1, [why]), why)
            return
        log.info("connected", connection=connected.connection.id)
        organization = connected.organization
        days = history_days(connected.connection, deps.clock.now().date())
        done = build_connected(escape(form.name), organization.projects, days, organization.missing)
        await show(done, f"🟢 Connected · {escape(form.name)}.")
        await house.hurry()
        await deps.home.publish(request.user)

    listen(bolt.view(CONNECT_MODAL), house, "connect", work, acknowledge)
