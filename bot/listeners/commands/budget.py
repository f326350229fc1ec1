"""/tokenmeter budget …: how much may be spent, and who is told when it is."""

from bot.allowed import refusal
from bot.budgets.states import wanted_of
from bot.deps import Deps
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.budget_making import IS_GONE
from bot.views.modal_budget import build_budget_form
from bot.views.subscriptions import add_button, edit_button
from core.budgets import Form, form_of
from core.rights import Action
from core.subscriptions import Kind
from core.subscriptions.verbs import read_order


async def budget(deps: Deps, request: Request, text: str) -> None:
    order = read_order(text)
    if order is not None:
        await deps.subscribing.order(request, Kind.BUDGET, order)
    elif text.strip().casefold() in ("add", "new", "add…"):
        await open_form(deps, request)
    else:
        await deps.budget_making.from_sentence(request, text)


async def open_form(deps: Deps, request: Request, uid: str = "") -> None:
    """Open the form: empty, or with what the budget says. Whether the person may change it is looked up then."""
    if no := await refusal(deps, request, Action.LOOK):
        await deps.messenger.whisper(request, *no)
        return
    before = await deps.budget_making.find(request.workspace, uid) if uid else None
    if uid and before is None:
        await deps.messenger.whisper(request, IS_GONE)
        return
    form = form_of(wanted_of(before)) if before is not None else Form()
    button = edit_button(before) if before is not None else add_button(Kind.BUDGET)
    await open_modal(deps, request, build_budget_form(form, uid, before.name if before is not None else ""), button)
