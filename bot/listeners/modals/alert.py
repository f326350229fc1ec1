"""The form for an alert rule: what is wrong with it stands on its field."""

import re
from dataclasses import replace
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.listeners.commands.alert import open_form
from bot.slack.listen import Ack, Body, listen
from bot.slack.modals import change_modal, open_modal
from bot.slack.request import Request
from bot.views.ids import ALERT_MODAL, EDIT, RULE_BLOCK, add, alert
from bot.views.modal_alert import build_alert_form, build_alert_saved, build_alert_saving, read_alert_form
from bot.views.subscriptions import add_button
from core.alerts.read import Asked, read_rule
from core.questions import NotUnderstood
from core.subscriptions import Kind

LONGEST_ERROR: Final = 150


def asked_of(body: Body) -> Asked | str:
    """The rule; or what is wrong with it."""
    said, places = read_alert_form(body["view"]["state"]["values"])
    asked = read_rule(said)
    if isinstance(asked, NotUnderstood):
        about = f"“{asked.what}”: " if asked.what and not asked.why else ""
        nearest = f" For example: {asked.nearest[0].removeprefix('alert when ')}" if asked.nearest else ""
        return f"{about}{asked.why or 'I do not understand this.'}{nearest}"[:LONGEST_ERROR]
    return replace(asked, places=tuple(dict.fromkeys((*places, *asked.places))))


def register(bolt: AsyncApp, house: House) -> None:
    async def open_new(deps: Deps, request: Request, body: Body) -> None:
        await open_modal(deps, request, build_alert_form(), add_button(Kind.ALERT))

    async def open_rule(deps: Deps, request: Request, body: Body) -> None:
        await open_form(deps, request, await deps.subscribing.find(request, Kind.ALERT, body["actions"][0]["value"]))

    async def acknowledge(ack: Ack, body: Body) -> bool:
        asked = asked_of(body)
        if isinstance(asked, str):
            await ack(response_action="errors", errors={RULE_BLOCK: asked})
            return False
        await ack(response_action="update", view=build_alert_saving())
        return True

    async def save(deps: Deps, request: Request, body: Body) -> None:
        asked = asked_of(body)
        if isinstance(asked, str):
            return
        uid = body["view"].get("private_metadata") or ""
        making = deps.alert_making
        text, _ = await (making.change(request, uid, asked) if uid else making.make(request, asked))
        await change_modal(deps, request, body["view"]["id"], build_alert_saved(text), text)

    async def preview(deps: Deps, request: Request, body: Body) -> None:
        asked = asked_of(body)
        if isinstance(asked, str):
            await deps.messenger.post(request.user, f"No preview yet: {asked}", [])
        else:
            await deps.alert_making.preview(request, asked)

    listen(bolt.action(add(Kind.ALERT)), house, "open alert", open_new)
    listen(bolt.action(alert("edit")), house, "edit alert", open_rule)
    listen(bolt.action(re.compile(f"^{EDIT}-a[0-9]+$")), house, "edit alert", open_rule)
    listen(bolt.action(alert("preview")), house, "preview alert", preview)
    listen(bolt.view(ALERT_MODAL), house, "alert", save, acknowledge)
