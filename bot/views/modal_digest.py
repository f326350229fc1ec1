"""The form for a digest."""

from collections.abc import Mapping
from typing import Any, Final

from bot.views.ids import (
    CADENCE_BLOCK,
    DAY_BLOCK,
    DIGEST_MODAL,
    FIELD,
    FILTER_BLOCK,
    PLACE_BLOCK,
    PREVIEW,
    SPLIT_BLOCK,
    TIME_BLOCK,
    WAIT_BLOCK,
    ZONE_BLOCK,
)
from bot.views.modal import Block, modal, section
from bot.views.text import plain
from core.digests.digest import USUAL_BY
from core.digests.schedule import Cadence
from core.questions.dimensions import Measure
from core.questions.filters import read_filters
from core.questions.not_understood import NotUnderstood
from core.questions.periods import WEEKDAYS
from core.questions.support import told_by
from core.questions.words import LONGEST

_TITLE: Final = "Add a digest"
_OFTEN: Final = (
    (Cadence.DAILY, "Every day"),
    (Cadence.WEEKDAYS, "Monday to Friday, on Monday about the weekend too"),
    (Cadence.WEEKLY, "Every week"),
    (Cadence.MONTHLY, "Every month"),
)
_USUAL_TIME: Final = "09:00"


def build_digest_form(channel: str, zone: str) -> dict[str, Any]:
    """`channel`: where it is opened, "" for none; `zone`: the person's."""
    where = {"type": "conversations_select", "filter": {"include": ["public", "private"], "exclude_bot_users": True}}
    blocks: list[Block] = [
        section("What was spent since the one before, who moved it and a chart, posted at a time of your choice."),
        _input(PLACE_BLOCK, "Channel", where | ({"initial_conversation": channel} if channel else {})),
        _input(CADENCE_BLOCK, "How often", _select([(each.value, text) for each, text in _OFTEN], first=True)),
        _input(
            DAY_BLOCK,
            "On",
            {"type": "static_select", "option_groups": _days(), "placeholder": plain("Monday, or the 1st")},
            hint="For weekly and monthly digests. A month without that day has it on its last one.",
            optional=True,
        ),
        _input(TIME_BLOCK, "At", {"type": "timepicker", "initial_time": _USUAL_TIME}),
        _input(ZONE_BLOCK, "Time zone", {"type": "plain_text_input", "initial_value": zone, "max_length": 60}),
        _input(SPLIT_BLOCK, "Split by", _select([(each, each) for each in _splits()], first=True)),
        _input(
            FILTER_BLOCK,
            "Only a part",
            {
                "type": "plain_text_input",
                "max_length": LONGEST,
                "placeholder": plain('project:"Search & Rank" model:gpt-5*'),
            },
            hint="Names or ids; a star stands for any characters, a minus before one leaves it out.",
            optional=True,
        ),
        _input(
            WAIT_BLOCK,
            "Wait for the bill until",
            {"type": "timepicker"},
            hint="OpenAI bills hours later. Without this, it is posted on time, and edited once the days have settled.",
            optional=True,
        ),
        {
            "type": "actions",
            "elements": [
                {"type": "button", "action_id": PREVIEW, "text": plain("Send me a preview"), "value": "digest"}
            ],
        },
    ]
    return modal(DIGEST_MODAL, _TITLE, blocks, submit="Save")


def build_digest_saving() -> dict[str, Any]:
    return modal(DIGEST_MODAL, _TITLE, [section("Saving…")])


def build_digest_saved(text: str) -> dict[str, Any]:
    """`text` (mrkdwn, ours): what was made, or why nothing was."""
    return modal(DIGEST_MODAL, _TITLE, [section(text)], close="Done")


def read_digest_form(state: Mapping[str, Any]) -> tuple[str, str] | dict[str, str]:
    """The channel, "" for none, and the sentence that the form says; or what is wrong, by block id.

    `state`: a view's values. All of it comes from the person's browser.
    """
    said = {block: _said(field) for block, field in state.items()}
    cadence, day = said.get(CADENCE_BLOCK, ""), said.get(DAY_BLOCK, "")
    text = said.get(FILTER_BLOCK, "")
    filters = read_filters(text)
    if isinstance(filters, NotUnderstood):
        about = f"“{filters.what}”: " if filters.what else ""
        return {FILTER_BLOCK: f"{about}{filters.why or 'This is no filter.'}"[:150]}
    if day and cadence not in (Cadence.WEEKLY, Cadence.MONTHLY):
        return {DAY_BLOCK: "Empty this field, or choose every week or every month."}
    if day and day.isdecimal() is not (cadence == Cadence.MONTHLY):
        return {DAY_BLOCK: "A weekly digest has a day of the week, a monthly one a day of the month."}
    if (wait := said.get(WAIT_BLOCK, "")) and wait <= said.get(TIME_BLOCK, ""):
        return {WAIT_BLOCK: "This is a time later than that of the digest, on the same day."}
    parts = [cadence, f"on {day}" if day else "", f"at {said.get(TIME_BLOCK, '')}", f"in {said.get(ZONE_BLOCK, '')}"]
    parts += [f"by {said.get(SPLIT_BLOCK, '')}", f"for {text}" if filters else "", f"wait until {wait}" if wait else ""]
    return said.get(PLACE_BLOCK, ""), " ".join(part for part in parts if part)


def _said(field: Mapping[str, Any]) -> str:
    """What one field says."""
    value = field.get(FIELD, {})
    option = value.get("selected_option") or {}
    found = (
        option.get("value") or value.get("selected_conversation") or value.get("selected_time") or value.get("value")
    )
    return str(found or "").strip()


def _splits() -> list[str]:
    return [USUAL_BY, *(each for each in told_by(Measure.COST) if each is not USUAL_BY)]


def _days() -> list[Block]:
    weekly = [(day, day.title()) for day in WEEKDAYS]
    monthly = [(str(day), f"Day {day} of the month") for day in range(1, 32)]
    return [
        {"label": plain(label), "options": [_option(value, text) for value, text in days]}
        for label, days in (("Weekly", weekly), ("Monthly", monthly))
    ]


def _input(block: str, label: str, element: Block, hint: str = "", *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": {**element, "action_id": FIELD},
        "optional": optional,
        **({"hint": plain(hint)} if hint else {}),
    }


def _select(ways: list[tuple[str, str]], *, first: bool = False) -> Block:
    options = [_option(value, text) for value, text in ways]
    return {"type": "static_select", "options": options, **({"initial_option": options[0]} if first else {})}


def _option(value: str, text: str) -> Block:
    return {"text": plain(text), "value": value}
