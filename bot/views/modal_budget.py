"""The form for a budget, and what it turns into."""

from typing import Any, Final

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
from bot.views.modal import Block, modal, section
from bot.views.modal_recipients import build_recipients
from bot.views.text import plain
from core.budgets import Every, Field, Form
from core.questions.words import LONGEST

BLOCKS: Final = {
    Field.AMOUNT: AMOUNT_BLOCK,
    Field.THRESHOLDS: THRESHOLDS_BLOCK,
    Field.FILTER: FILTER_BLOCK,
}
"""Where what is wrong with a field is said."""

LONGEST_ERROR: Final = 2000
"""Characters Slack shows under a field."""
_SHORT: Final = 60
_EVERY: Final = {Every.DAY: "a day", Every.WEEK: "a week", Every.MONTH: "a month"}


def build_budget_form(form: Form, uid: str = "", name: str = "", note: str = "") -> dict[str, Any]:
    """`uid` and `name` of the one that is changed; `note` (mrkdwn, ours) stands above."""
    blocks = [
        *([section(note)] if note else []),
        _text(AMOUNT_BLOCK, AMOUNT_INPUT, "Amount", "$5000", form.amount, _SHORT),
        _every(form.every),
        _text(
            FILTER_BLOCK,
            FILTER_INPUT,
            "Of what",
            'project:"Search & Rank" model:gpt-5*',
            form.filters,
            LONGEST,
            hint="Everything, where this is empty.",
        ),
        _text(
            THRESHOLDS_BLOCK,
            THRESHOLDS_INPUT,
            "Tell at",
            "50, 80, 100%",
            form.thresholds,
            _SHORT,
            hint="Also told, once: that it will be used up before its end, as soon as that is likely.",
        ),
        *build_recipients(form.person, form.channel),
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": PREVIEW_BUDGET, "text": plain("Send me a preview")}],
        },
    ]
    return modal(BUDGET_MODAL, f"Edit {name}" if name else "Add a budget", blocks, submit="Save", metadata=uid)


def build_saving_budget() -> dict[str, Any]:
    return modal(BUDGET_MODAL, "Budget", [section("Saving…")])


def build_saved_budget(text: str) -> dict[str, Any]:
    """`text` (mrkdwn, ours): what is kept now, or why nothing was changed."""
    return modal(BUDGET_MODAL, "Budget", [section(text)], close="Done")


def _text(block: str, action: str, label: str, placeholder: str, typed: str, longest: int, hint: str = "") -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": action,
        "max_length": longest,
        "placeholder": plain(placeholder),
        **({"initial_value": typed} if 0 < len(typed) <= longest else {}),
    }
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": element,
        **({"hint": plain(hint)} if hint else {}),
        "optional": block != AMOUNT_BLOCK,
    }


def _every(every: Every) -> Block:
    options = {each: {"text": plain(text), "value": each.value} for each, text in _EVERY.items()}
    return {
        "type": "input",
        "block_id": EVERY_BLOCK,
        "label": plain("For"),
        "element": {
            "type": "static_select",
            "action_id": EVERY_CHOICE,
            "options": list(options.values()),
            "initial_option": options[every],
        },
    }
