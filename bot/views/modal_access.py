"""The forms for who may what, one for each kind of rule: whom or what it is about, and what is to hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.views.access_words import mention
from bot.views.ids import (
    ACCESS_MODAL,
    CHOICE_BLOCK,
    CHOICE_PICKER,
    LIFT,
    MAKE,
    SUBJECT_BLOCK,
    SUBJECT_PICKER,
    access,
)
from bot.views.modal import Block, modal, section
from bot.views.text import plain
from core.rights import Rule, RuleKind

LISTED: Final = 200
"""Rules that a form lists."""
_TOGETHER: Final = 10
"""Of those, in one block."""

_PERSON: Final = {"type": "users_select"}
_CHANNEL: Final = {
    "type": "conversations_select",
    "filter": {"include": ["public", "private"], "exclude_bot_users": True},
}


@dataclass(frozen=True, slots=True)
class Form:
    title: str
    intro: str
    """What the rule means; mrkdwn."""
    label: str
    """Of the field for whom or what it is about."""
    picker: dict[str, Any]
    choices: tuple[tuple[str, str], ...]
    """What can be made to hold: (value, text)."""
    listed: str
    """Stands before the rules there are."""


FORMS: Final = {
    RuleKind.MANAGER: Form(
        "Managers",
        "Managers connect keys, see everything, and say who may what. The admins and owners of this workspace are "
        "managers as long as they are that.",
        "Person",
        _PERSON,
        ((MAKE, "Manages TokenMeter"), (LIFT, "Does not manage it any more")),
        "Appointed:",
    ),
    RuleKind.SHARED: Form(
        "Shared channels",
        "In a channel shared with another organization no figures are posted until a manager allows it: answers go to "
        "the DM of whoever asks.",
        "Channel",
        _CHANNEL,
        ((MAKE, "Figures may be posted there"), (LIFT, "No figures there")),
        "Allowed:",
    ),
}


def build_access(kind: RuleKind, rules: Sequence[Rule], subject: str = "") -> dict[str, Any]:
    """The form. `rules`: all there are; `subject`: whom or what it is about, where that is known."""
    form = FORMS[kind]
    mine = [mention(rule) for rule in rules if rule.kind is kind]
    blocks: list[Block] = [section(form.intro), *_subject(form, subject), _choice(form), *_listed(form, mine)]
    return modal(ACCESS_MODAL, form.title, blocks, submit="Save", metadata=kind.value)


def build_saving(kind: RuleKind) -> dict[str, Any]:
    return modal(ACCESS_MODAL, FORMS[kind].title, [section("Saving…")])


def build_saved(kind: RuleKind, text: str) -> dict[str, Any]:
    """`text` (mrkdwn, ours): what holds now, or why nothing was changed."""
    return modal(ACCESS_MODAL, FORMS[kind].title, [section(text)], close="Done")


def access_button(kind: RuleKind, text: str, subject: str = "") -> Block:
    """Opens the form."""
    value = f"{kind.value} {subject}".strip()
    return {"type": "button", "action_id": access(kind.value), "text": plain(text), "value": value}


def _subject(form: Form, subject: str) -> list[Block]:
    initial = {"users_select": "initial_user", "conversations_select": "initial_conversation"}[form.picker["type"]]
    element = {**form.picker, "action_id": SUBJECT_PICKER, **({initial: subject} if subject else {})}
    return [{"type": "input", "block_id": SUBJECT_BLOCK, "label": plain(form.label), "element": element}]


def _choice(form: Form) -> Block:
    options = [{"text": plain(text), "value": value} for value, text in form.choices]
    return {
        "type": "input",
        "block_id": CHOICE_BLOCK,
        "label": plain("From now on"),
        "element": {
            "type": "static_select",
            "action_id": CHOICE_PICKER,
            "options": options,
            "initial_option": options[0],
        },
    }


def _listed(form: Form, mine: Sequence[str]) -> list[Block]:
    if not mine:
        return []
    lines = [form.listed, *mine[:LISTED]]
    if len(mine) > LISTED:
        lines.append(f"and {len(mine) - LISTED} more")
    return [section("\n".join(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
