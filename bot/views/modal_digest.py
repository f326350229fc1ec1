"""The form for a digest."""

from collections.abc import Mapping
from datetime import time
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
from core.digests.digest import USUAL_BY, Digest
from core.digests.parse import Wanted
from core.digests.schedule import Cadence, Schedule
from core.digests.zones import zone_named
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import read_filters, written
from core.questions.not_understood import NotUnderstood
from core.questions.periods import WEEKDAYS
from core.questions.support import told_by
from core.questions.words import LONGEST

_TITLE: Final = "Digest"
"""Of one that was added or changed."""
_OFTEN: Final = (
    (Cadence.DAILY, "Every day"),
    (Cadence.WEEKDAYS, "Monday to Friday, on Monday about the weekend too"),
    (Cadence.WEEKLY, "Every week"),
    (Cadence.MONTHLY, "Every month"),
)
_USUAL_TIME: Final = time(9)


def build_digest_form(channel: str, zone: str, before: Wanted | None = None, uid: str = "") -> dict[str, Any]:
    """`channel`: where it is opened, or what it is posted in, "" for none; `zone`: the person's. `before`: what the one
    with this uid says now, where one is changed."""
    digest = before.digest if before is not None else Digest(Schedule(Cadence.DAILY, _USUAL_TIME, zone))
    schedule, filters = digest.schedule, written(before.filters) if before is not None else ""
    wait = {"initial_time": f"{digest.wait_until:%H:%M}"} if digest.wait_until is not None else {}
    blocks: list[Block] = [
        section("What was spent since the one before, who moved it and a chart, posted at a time of your choice."),
        _place(channel, stays=bool(uid) and not channel),
        _input(CADENCE_BLOCK, "How often", _select([(each.value, text) for each, text in _OFTEN], schedule.cadence)),
        _input(
            DAY_BLOCK,
            "On",
            {"type": "static_select", "placeholder": plain("Monday, or the 1st"), **_days(schedule)},
            hint="For weekly and monthly digests. A month without that day has it on its last one.",
            optional=True,
        ),
        _input(TIME_BLOCK, "At", {"type": "timepicker", "initial_time": f"{schedule.at:%H:%M}"}),
        _input(ZONE_BLOCK, "Time zone", {"type": "plain_text_input", "initial_value": schedule.zone, "max_length": 60}),
        _input(SPLIT_BLOCK, "Split by", _select([(each, each) for each in _splits()], digest.by)),
        _input(
            FILTER_BLOCK,
            "Only a part",
            {
                "type": "plain_text_input",
                "max_length": LONGEST,
                "placeholder": plain('project:"Search & Rank" model:gpt-5*'),
                **({"initial_value": filters} if 0 < len(filters) <= LONGEST else {}),
            },
            hint="Names or ids; a star stands for any characters, a minus before one leaves it out.",
            optional=True,
        ),
        _input(
            WAIT_BLOCK,
            "Wait for the bill until",
            {"type": "timepicker", **wait},
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
    return modal(DIGEST_MODAL, "Change a digest" if uid else "Add a digest", blocks, submit="Save", metadata=uid)


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
    filters = read_filters(said.get(FILTER_BLOCK, ""))
    if isinstance(filters, NotUnderstood):
        about = f"“{filters.what}”: " if filters.what else ""
        return {FILTER_BLOCK: f"{about}{filters.why or 'This is no filter.'}"[:150]}
    if zone_named(said.get(ZONE_BLOCK, "")) is None:
        return {ZONE_BLOCK: "This is no time zone. Europe/Berlin is one, and so are Berlin and UTC."}
    if day and cadence not in (Cadence.WEEKLY, Cadence.MONTHLY):
        return {DAY_BLOCK: "Empty this field, or choose every week or every month."}
    if day and day.isdecimal() is not (cadence == Cadence.MONTHLY):
        return {DAY_BLOCK: "A weekly digest has a day of the week, a monthly one a day of the month."}
    if (wait := said.get(WAIT_BLOCK, "")) and wait <= said.get(TIME_BLOCK, ""):
        return {WAIT_BLOCK: "This is a time later than that of the digest, on the same day."}
    parts = [cadence, f"on {day}" if day else "", f"at {said.get(TIME_BLOCK, '')}", f"in {said.get(ZONE_BLOCK, '')}"]
    parts += [
        f"by {said.get(SPLIT_BLOCK, '')}",
        f"for {written(filters)}" if filters else "",
        f"wait until {wait}" if wait else "",
    ]
    return said.get(PLACE_BLOCK, ""), " ".join(part for part in parts if part)


def _place(channel: str, *, stays: bool) -> Block:
    """`stays`: it is posted in a DM, which is no channel to choose, and left there where none is chosen."""
    where = {"type": "conversations_select", "filter": {"include": ["public", "private"], "exclude_bot_users": True}}
    initial = {"initial_conversation": channel} if channel else {}
    hint = "It comes by DM. Empty, it still does." if stays else ""
    return _input(PLACE_BLOCK, "Channel", where | initial, hint, optional=stays)


def _said(field: Mapping[str, Any]) -> str:
    """What one field says."""
    value = field.get(FIELD, {})
    option = value.get("selected_option") or {}
    found = (
        option.get("value") or value.get("selected_conversation") or value.get("selected_time") or value.get("value")
    )
    return str(found or "").strip()


def _splits() -> list[str]:
    return [USUAL_BY, *(each for each in told_by(Measure.COST) if each not in (USUAL_BY, Dimension.USER))]


def _days(schedule: Schedule) -> Block:
    """The menu's options, and the one that is chosen."""
    weekly = [_option(day, day.title()) for day in WEEKDAYS]
    monthly = [_option(str(day), f"Day {day} of the month") for day in range(1, 32)]
    groups = {
        "option_groups": [
            {"label": plain("Weekly"), "options": weekly},
            {"label": plain("Monthly"), "options": monthly},
        ]
    }
    match schedule.cadence:
        case Cadence.WEEKLY:
            return groups | {"initial_option": weekly[schedule.on]}
        case Cadence.MONTHLY:
            return groups | {"initial_option": monthly[schedule.on - 1]}
        case _:
            return groups


def _input(block: str, label: str, element: Block, hint: str = "", *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": block,
        "label": plain(label),
        "element": {**element, "action_id": FIELD},
        "optional": optional,
        **({"hint": plain(hint)} if hint else {}),
    }


def _select(ways: list[tuple[str, str]], chosen: str) -> Block:
    options = {value: _option(value, text) for value, text in ways}
    initial = {"initial_option": options[chosen]} if chosen in options else {}
    return {"type": "static_select", "options": list(options.values()), **initial}


def _option(value: str, text: str) -> Block:
    return {"text": plain(text), "value": value}
