"""The form for a budget: its fields are read at once; whom it may be told to is looked up then."""

from slack_bolt.async_app import AsyncApp

from bot.budgets.states import wanted_of
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Ack, Body, listen
from bot.slack.modals import change_modal
from bot.slack.request import Request
from bot.subscriptions.recipients import Refused
from bot.views.budget_making import IS_GONE
from bot.views.ids import (
    AMOUNT_BLOCK,
    AMOUNT_INPUT,
    BUDGET_MODAL,
    EVERY_BLOCK,
    EVERY_CHOICE,
    FILTER_BLOCK,
    FILTER_INPUT,
    PREVIEW_BUDGET,
    THRESHOLDS_BLOCK,
    THRESHOLDS_INPUT,
)
from bot.views.modal_budget import (
    BLOCKS,
    LONGEST_ERROR,
    build_budget_form,
    build_saved_budget,
    build_saving_budget,
)
from bot.views.modal_recipients import read_recipients
from bot.views.not_understood import not_understood_words
from bot.views.text import escape
from core.budgets import Every, Form, Wrong, read_form
from core.questions import NotUnderstood


def filled_in(body: Body) -> Form:
    """What is typed and chosen. All of it comes from the person's browser: raises ValueError or LookupError for what
    no form of ours holds."""
    values = body["view"]["state"]["values"]

    def typed(block: str, action: str) -> str:
        return str(values[block][action].get("value") or "")

    person, channel = read_recipients(values)
    return Form(
        amount=typed(AMOUNT_BLOCK, AMOUNT_INPUT),
        every=Every(values[EVERY_BLOCK][EVERY_CHOICE]["selected_option"]["value"]),
        thresholds=typed(THRESHOLDS_BLOCK, THRESHOLDS_INPUT),
        filters=typed(FILTER_BLOCK, FILTER_INPUT),
        person=person,
        channel=channel,
    )


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        found = read_form(filled_in(body))
        if isinstance(found, Wrong):
            text = not_understood_words(found.found)[:LONGEST_ERROR]
            await ack(response_action="errors", errors={BLOCKS[found.field]: text})
            return False
        await ack(response_action="update", view=build_saving_budget())
        return True

    async def work(deps: Deps, request: Request, body: Body) -> None:
        said = await _save(deps, request, filled_in(body), body["view"].get("private_metadata") or "")
        await change_modal(deps, request, body["view"]["id"], build_saved_budget(said), said)

    async def preview(deps: Deps, request: Request, body: Body) -> None:
        form, uid = filled_in(body), body["view"].get("private_metadata") or ""
        found = read_form(form)
        if isinstance(found, Wrong):
            said = escape(not_understood_words(found.found))
        else:
            try:
                missed = await deps.budget_making.preview(request, found)
                said = escape(not_understood_words(missed)) if missed is not None else "The preview is in your DM."
            except Refused as refused:
                said = refused.why
        before = await deps.budget_making.find(request.workspace, uid) if uid else None
        view = build_budget_form(form, uid, before.name if before else "", said)
        await change_modal(deps, request, body["view"]["id"], view, said)

    listen(bolt.view(BUDGET_MODAL), house, "budget", work, acknowledge)
    listen(bolt.action(PREVIEW_BUDGET), house, "preview", preview)


async def _save(deps: Deps, request: Request, form: Form, uid: str) -> str:
    """Keep it; the answer (mrkdwn, ours) is what is kept now, or why nothing was changed."""
    before = await deps.budget_making.find(request.workspace, uid) if uid else None
    if uid and before is None:
        return IS_GONE
    found = read_form(form, wanted_of(before) if before else None)
    if isinstance(found, Wrong):
        return escape(not_understood_words(found.found))
    try:
        made = await deps.budget_making.save(request.workspace, request.user, found, before)
    except Refused as refused:
        return refused.why
    if isinstance(made, NotUnderstood):
        return escape(not_understood_words(made))
    return (await deps.budget_making.said_of(request, made, changed=before is not None))[0]
