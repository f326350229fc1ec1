"""The Disconnect modal was submitted."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Ack, Body, listen, number_of
from bot.slack.modals import change_modal
from bot.slack.request import Request
from bot.views.ids import DELETE, DISCONNECT_MODAL, HISTORY_BLOCK, HISTORY_CHOICE
from bot.views.modal_disconnect import (
    build_disconnected,
    build_disconnecting,
    build_key_stays,
    build_not_disconnected,
    disconnected_text,
    key_stays_text,
)
from bot.views.trouble import GONE
from core.connection import ConnectionGone
from core.rights import Action


@dataclass(frozen=True, slots=True)
class Submitted:
    view_id: str
    connection: int
    """0, which is no connection's, for what is no number."""
    history_goes: bool


def submitted_of(body: Body) -> Submitted:
    view = body["view"]
    # It is the person's browser that sends these back: what is not exactly the one choice keeps the history.
    connection, _, choice = view.get("private_metadata", "").partition(" ")
    chosen = view["state"]["values"].get(HISTORY_BLOCK, {}).get(HISTORY_CHOICE, {}).get("selected_option") or {}
    goes = DELETE in (choice, chosen.get("value"))
    return Submitted(view["id"], number_of(connection), goes)


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        await ack(response_action="update", view=build_disconnecting())
        return True

    async def work(deps: Deps, request: Request, body: Body) -> None:
        form = submitted_of(body)
        if no := await refusal(deps, request, Action.DISCONNECT):
            await change_modal(deps, request, form.view_id, build_not_disconnected(no[0]), no[0])
            return
        found = await deps.connections.find(request.workspace, form.connection)
        try:
            if found is None:
                raise ConnectionGone
            done = await deps.disconnecting.disconnect(found, request.user, form.history_goes)
        except ConnectionGone:
            await change_modal(deps, request, form.view_id, build_not_disconnected(GONE), GONE)
            return
        if done:
            view = build_disconnected(found.name, form.history_goes, deps.vault)
            await change_modal(
                deps, request, form.view_id, view, disconnected_text(found.name, form.history_goes, deps.vault)
            )
        else:
            await change_modal(deps, request, form.view_id, build_key_stays(found.name), key_stays_text(found.name))
        await deps.home.publish(request.user)

    listen(bolt.view(DISCONNECT_MODAL), house, "disconnect", work, acknowledge)
