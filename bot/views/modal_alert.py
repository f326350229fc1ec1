"""The form for an alert rule: it says a sentence."""

from collections.abc import Mapping
from typing import Any, Final

from bot.views.ids import ALERT_MODAL, FIELD, RULE_BLOCK, alert
from bot.views.modal import Block, modal, section
from bot.views.modal_recipients import build_recipients, read_recipients
from bot.views.text import plain
from core.alerts.sentence import rule_sentence
from core.alerts.spec import read_spec
from core.questions.words import LONGEST
from core.subscriptions import Subscription, in_form

_INTRO: Final = (
    "You are told once when it begins, with what it is made of, and once when it is over. For example "
    "`day > $500`, `hour > 2M tokens`, `day > 150% of usual`, `hour > 300% of usual`, `new model`; and what it is "
    'about: `for project:"Search & Rank"`.'
)


def build_alert_form(rule: Subscription | None = None) -> dict[str, Any]:
    """`rule`: the one that is changed; None for another one."""
    said = "" if rule is None else rule_sentence(read_spec(rule.spec), rule.filters).removeprefix("alert when ")
    text = {"type": "plain_text_input", "action_id": FIELD, "max_length": LONGEST, "placeholder": plain("day > $500")}
    blocks: list[Block] = [
        section(_INTRO),
        {
            "type": "input",
            "block_id": RULE_BLOCK,
            "label": plain("Tell when"),
            "element": text | ({"initial_value": said} if said else {}),
        },
        *build_recipients(*in_form([] if rule is None else [each.id for each in rule.recipients])),
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": alert("preview"),
                    "text": plain("Send me a preview, and the last 90 days"),
                    "value": "alert",
                }
            ],
        },
    ]
    title = "Add an alert rule" if rule is None else f"Change {rule.name}"
    return modal(ALERT_MODAL, title, blocks, submit="Save", metadata="" if rule is None else rule.uid)


def build_alert_saving() -> dict[str, Any]:
    return modal(ALERT_MODAL, "Alert rule", [section("Saving…")])


def build_alert_saved(text: str) -> dict[str, Any]:
    """`text` (mrkdwn, ours): what holds, or why nothing was changed."""
    return modal(ALERT_MODAL, "Alert rule", [section(text)], close="Done")


def read_alert_form(state: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The sentence, and the places. `state`: a view's values; all of it comes from the person's browser."""
    said = state.get(RULE_BLOCK, {}).get(FIELD, {}).get("value") or ""
    return str(said).strip(), tuple(each for each in read_recipients(state) if each)
