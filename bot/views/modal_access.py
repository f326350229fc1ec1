"""The forms for who may what, one for each kind of rule: whom or what it is about, and what is to hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.views.access_words import SHORT, limit_words, mention
from bot.views.ids import (
    ACCESS_MODAL,
    CHOICE_BLOCK,
    CHOICE_PICKER,
    FILTER_BLOCK,
    FILTER_INPUT,
    SUBJECT_BLOCK,
    SUBJECT_PICKER,
    Choice,
    access,
)
from bot.views.modal import Block, modal, section
from bot.views.text import plain
from core.limits import HELD
from core.questions.filters import written
from core.questions.words import LONGEST
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
    choices: tuple[tuple[Choice, str], ...]
    """What can be made to hold, and in words."""
    listed: str
    """Stands before the rules there are."""
    filtered: bool = False
    """Whether such a rule has filters."""


FORMS: Final = {
    RuleKind.MANAGER: Form(
        "Managers",
        "Managers connect keys, see everything, and say who may what. The admins and owners of this workspace are "
        "managers as long as they are that.",
        "Person",
        _PERSON,
        ((Choice.MAKE, "Manages TokenMeter"), (Choice.LIFT, "Does not manage it any more")),
        "Appointed:",
    ),
    RuleKind.MEMBER: Form(
        "Members",
        "Full members may ask about everything except other people's figures. Here one of them is limited to a part "
        "of it, or to nothing. In a limited channel both limits hold.",
        "Person",
        _PERSON,
        (
            (Choice.MAKE, "May ask about what the filter names, and nothing else"),
            (Choice.NOTHING, "May ask about nothing"),
            (Choice.LIFT, "May ask about everything again"),
        ),
        "Limited:",
        filtered=True,
    ),
    RuleKind.CHANNEL: Form(
        "Channels",
        "What is asked in a channel can be limited to a part of the costs: for everybody who asks there, in its "
        "threads, with its buttons, and privately.",
        "Channel",
        _CHANNEL,
        (
            (Choice.MAKE, "Limited to what the filter names"),
            (Choice.LIFT, "Not limited"),
        ),
        "Limited:",
        filtered=True,
    ),
    RuleKind.SHARED: Form(
        "Shared channels",
        "In a channel shared with another organization no figures are posted until a manager allows it: answers go to "
        "the DM of whoever asks.",
        "Channel",
        _CHANNEL,
        ((Choice.MAKE, "Figures may be posted there"), (Choice.LIFT, "No figures there")),
        "Allowed:",
    ),
}


def build_access(kind: RuleKind, rules: Sequence[Rule], subject: str = "") -> dict[str, Any]:
    """The form. `rules`: all there are; `subject`: whom or what it is about, where that is known."""
    form = FORMS[kind]
    mine = [rule for rule in rules if rule.kind is kind]
    blocks: list[Block] = [section(form.intro), *_subject(form, subject), _choice(form)]
    if form.filtered:
        now = next((rule.filters for rule in mine if rule.subject == subject), ())
        blocks.append(_filter(written(now)))
    blocks += _listed(form, [f"{mention(rule)}{_limit(rule)}" for rule in mine])
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


def _filter(text: str) -> Block:
    element = {
        "type": "plain_text_input",
        "action_id": FILTER_INPUT,
        "max_length": LONGEST,
        "placeholder": plain('project:"Search & Rank" model:gpt-5*'),
        **({"initial_value": text} if 0 < len(text) <= LONGEST else {}),
    }
    hint = f"By {', '.join(HELD[:-1])} or {HELD[-1]}. Two of a kind are alternatives; a minus before one leaves it out."
    return {
        "type": "input",
        "block_id": FILTER_BLOCK,
        "label": plain("Filter"),
        "element": element,
        "hint": plain(hint),
        "optional": True,
    }


def _limit(rule: Rule) -> str:
    return f": {limit_words(rule.filters, SHORT)}" if FORMS[rule.kind].filtered else ""


def _listed(form: Form, mine: Sequence[str]) -> list[Block]:
    if not mine:
        return []
    lines = [form.listed, *mine[:LISTED]]
    if len(mine) > LISTED:
        lines.append(f"and {len(mine) - LISTED} more")
    return [section("\n".join(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
