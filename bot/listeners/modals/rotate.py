"""The Rotate modal was submitted: check what can be checked at once, then try the key with OpenAI."""

from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Ack, Body, listen, number_of
from bot.slack.modals import change_modal
from bot.slack.request import Request
from bot.views.ids import KEY_INPUT, ROTATE_MODAL, key_block
from bot.views.modal_rotate import (
    REFUSALS,
    build_not_rotated,
    build_rotate,
    build_rotated,
    build_trying,
    rotated_text,
    why_not_rotated,
)
from bot.views.trouble import GONE, TOO_MUCH
from core.connection import ConnectionGone
from core.key_rotation import OtherOrganization, RotateRequest, rotate
from core.rights import Action
from core.secret import Secret

log = structlog.stdlib.get_logger("tokenmeter.rotate")


@dataclass(frozen=True, slots=True)
class Submitted:
    view_id: str
    attempt: int
    connection: int
    """0, which is no connection's, for what is no number."""
    pasted: str = field(repr=False)


def submitted_of(body: Body) -> Submitted:
    view = body["view"]
    attempt, _, connection = view.get("private_metadata", "").partition(" ")
    block = view["state"]["values"].get(key_block(number_of(attempt)), {})
    pasted = block.get(KEY_INPUT, {}).get("value") or ""
    return Submitted(view["id"], number_of(attempt), number_of(connection), pasted)


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        form = submitted_of(body)
        if why_not := house.shared.provider.why_not_a_key(form.pasted):
            await ack(response_action="errors", errors={key_block(form.attempt): why_not})
            return False
        if not house.shared.pace.allows((body["team"]["id"], body["user"]["id"]), house.shared.clock.now()):
            await ack(response_action="errors", errors={key_block(form.attempt): TOO_MUCH})
            return False
        await ack(response_action="update", view=build_trying())
        return True

    async def work(deps: Deps, request: Request, body: Body) -> None:
        form = submitted_of(body)

        async def show(view: dict[str, Any], in_short: str) -> None:
            await change_modal(deps, request, form.view_id, view, in_short)

        if no := await refusal(deps, request, Action.ROTATE):
            await show(build_not_rotated(no[0]), no[0])
            return
        found = await deps.connections.find(request.workspace, form.connection)
        if found is None:
            await show(build_not_rotated(GONE), GONE)
            return
        wish = RotateRequest(request.workspace, found.id, request.user, Secret(form.pasted))
        try:
            rotated = await rotate(wish, deps.rotation.using)
        except ConnectionGone:
            await show(build_not_rotated(GONE), GONE)
            return
        except REFUSALS as refused:
            log.info("not rotated", connection=found.id, reason=type(refused).__name__)
            why = why_not_rotated(refused, deps.support)
            beside = isinstance(refused, OtherOrganization)
            await show(build_rotate(found, deps.vault, form.attempt + 1, [why], beside=beside), why)
            return
        log.info("the new key is in", connection=rotated.id)
        await show(build_rotated(rotated, deps.vault), rotated_text(rotated, deps.vault))
        await house.hurry()
        await deps.home.publish(request.user)

    listen(bolt.view(ROTATE_MODAL), house, "rotate", work, acknowledge)
