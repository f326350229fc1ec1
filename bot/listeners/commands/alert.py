"""/tokenmeter alert …: rules that tell somebody when something is out of the ordinary."""

from bot.deps import Deps
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.alert_making import GONE
from bot.views.modal_alert import build_alert_form
from bot.views.subscriptions import edit_button
from core.subscriptions import Kind, Subscription, name_first
from core.subscriptions.verbs import read_order


async def alert(deps: Deps, request: Request, text: str) -> None:
    order = read_order(text)
    if order is not None:
        await deps.subscribing.order(request, Kind.ALERT, order)
    elif (found := name_first(Kind.ALERT, text)) is not None and found[1] == "" and text.strip() != found[0]:
        # "edit a3": a verb, and nothing of what it is to say.
        await open_form(deps, request, await deps.alert_making.named(request, found[0]))
    else:
        await deps.alert_making.from_sentence(request, text)


async def open_form(deps: Deps, request: Request, rule: Subscription | None) -> None:
    """`rule`: the one to change; None where the person may change none such."""
    if rule is None:
        await deps.messenger.whisper(request, GONE)
    else:
        await open_modal(deps, request, build_alert_form(rule), edit_button(rule))
