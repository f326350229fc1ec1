"""A form for who may what was submitted: its filters are read at once, whom or what it is about is looked up then."""

from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.access import Refused
from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Ack, Body, listen
from bot.slack.modals import change_modal
from bot.slack.request import Request
from bot.views.access_words import not_a_limit
from bot.views.ids import (
    ACCESS_MODAL,
    CHOICE_BLOCK,
    CHOICE_PICKER,
    FILTER_BLOCK,
    FILTER_INPUT,
    SUBJECT_BLOCK,
    SUBJECT_PICKER,
    Choice,
)
from bot.views.modal_access import FORMS, build_saved, build_saving
from core.limits import read_limit
from core.questions.not_understood import NotUnderstood
from core.rights import CHANGING, Rule, RuleKind


@dataclass(frozen=True, slots=True)
class Submitted:
    view_id: str
    rule: Rule
    holds: bool
    """Whether the rule is to hold from now on, or no more."""


def submitted_of(body: Body) -> Submitted | str:
    """What is wished for; or what is wrong with the filter, in words for its field.

    All of it comes from the person's browser. Raises ValueError or LookupError for what no form of ours holds.
    """
    view = body["view"]
    values = view["state"]["values"]
    kind = RuleKind(view.get("private_metadata"))
    picked = values[SUBJECT_BLOCK][SUBJECT_PICKER]
    subject = str(picked.get("selected_user") or picked.get("selected_conversation") or "")
    choice = Choice(values[CHOICE_BLOCK][CHOICE_PICKER]["selected_option"]["value"])
    if choice not in dict(FORMS[kind].choices):
        raise ValueError(choice)
    text = str(values.get(FILTER_BLOCK, {}).get(FILTER_INPUT, {}).get("value") or "")
    if not FORMS[kind].filtered or (choice is not Choice.MAKE and not text.strip()):
        return Submitted(view["id"], Rule(kind, subject), choice is not Choice.LIFT)
    if choice is not Choice.MAKE:
        return "Empty this field, or choose above what needs a filter."
    limit = read_limit(text)
    if isinstance(limit, NotUnderstood):
        return not_a_limit(limit)
    return Submitted(view["id"], Rule(kind, subject, limit), holds=True)


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        form = submitted_of(body)
        if isinstance(form, str):
            await ack(response_action="errors", errors={FILTER_BLOCK: form})
            return False
        await ack(response_action="update", view=build_saving(form.rule.kind))
        return True

    async def work(deps: Deps, request: Request, body: Body) -> None:
        form = submitted_of(body)
        if isinstance(form, str):
            return
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

    listen(bolt.view(ACCESS_MODAL), house, "access", work, acknowledge)
