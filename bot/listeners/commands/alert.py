"""/tokenmeter alert …: rules that tell somebody when something is out of the ordinary."""

import re
from typing import Final

from bot.deps import Deps
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.alert_making import GONE
from bot.views.modal_alert import build_alert_form
from bot.views.subscriptions import edit_button
from core.subscriptions import Kind, Subscription
from core.subscriptions.verbs import read_order

_EDIT: Final = re.compile(r"(?:edit|change)\s+(?P<name>a[1-9][0-9]{0,8})", re.IGNORECASE)


async def alert(deps: Deps, request: Request, text: str) -> None:
    order = read_order(text)
    if order is not None:
        await deps.subscribing.order(request, Kind.ALERT, order)
    elif (edited := _EDIT.fullmatch(text.strip())) is not None:
        await open_form(deps, request, await deps.alert_making.named(request, edited["name"]))
    else:
        await deps.alert_making.from_sentence(request, text)


async def open_form(deps: Deps, request: Request, rule: Subscription | None) -> None:
    """`rule`: the one to change; None where the person may change none such."""
    if rule is None:
        await deps.messenger.whisper(request, GONE)
    else:
        await open_modal(deps, request, build_alert_form(rule), edit_button(rule))
