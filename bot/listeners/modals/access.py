"""A form for who may what was submitted."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.access import Refused
from bot.allowed import refusal
from bot.deps import Deps
from bot.listen import Ack, Body, listen
from bot.modals import change_modal
from bot.request import Request
from bot.views.ids import (
    ACCESS_MODAL,
    CHOICE_BLOCK,
    CHOICE_PICKER,
    MAKE,
    SUBJECT_BLOCK,
    SUBJECT_PICKER,
)
from bot.views.modal_access import build_saved, build_saving
from core.rights import CHANGING, Rule, RuleKind


@dataclass(frozen=True, slots=True)
class Submitted:
    view_id: str
    rule: Rule
    holds: bool
    """Whether the rule is to hold from now on, or no more."""


def submitted_of(body: Body) -> Submitted:
    """All of it comes from the person's browser: whom or what it is about is looked up before anything is done."""
    view = body["view"]
    values = view["state"]["values"]
    kind = RuleKind(view.get("private_metadata"))
    picked = values[SUBJECT_BLOCK][SUBJECT_PICKER]
    subject = picked.get("selected_user") or picked.get("selected_conversation") or ""
    choice = values[CHOICE_BLOCK][CHOICE_PICKER]["selected_option"]["value"]
    return Submitted(view["id"], Rule(kind, subject), choice == MAKE)


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        await ack(response_action="update", view=build_saving(submitted_of(body).rule.kind))
        return True

    async def work(request: Request, body: Body) -> None:
        form = submitted_of(body)
        kind = form.rule.kind
        if no := await refusal(deps, request, CHANGING[kind]):
            await change_modal(deps, request, form.view_id, build_saved(kind, no[0]), no[0])
            return
        change = deps.access.make if form.holds else deps.access.lift
        try:
            said = await change(form.rule, request.user)
        except Refused as refused:
            said = refused.why
        await change_modal(deps, request, form.view_id, build_saved(kind, said), said)
        await deps.home.publish(request.user)

    listen(bolt.view(ACCESS_MODAL), deps, "access", work, acknowledge)
