"""Slack's limits of interactive elements: buttons, menus, fields."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from sandbox.slack.block_text import LONGEST_ID, Json, Problems, confirm, count, each, known, maybe, option, text, url
from sandbox.slack.block_text import picture as picture_problems

IN_ACTIONS: Final = frozenset(
    {
        "button",
        "checkboxes",
        "channels_select",
        "conversations_select",
        "datepicker",
        "datetimepicker",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_static_select",
        "multi_users_select",
        "overflow",
        "radio_buttons",
        "static_select",
        "timepicker",
        "users_select",
    }
)
IN_SECTION: Final = (IN_ACTIONS | {"image"}) - {"datetimepicker"}
IN_INPUT: Final = (IN_ACTIONS - {"button", "overflow"}) | {
    "email_text_input",
    "number_input",
    "plain_text_input",
    "url_text_input",
}

CONVERSATIONS: Final = frozenset({"im", "mpim", "private", "public"})
"""Kinds of conversations that a menu of them can be narrowed to."""

_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_COMMON: Final = {"action_id", "confirm"}
_FOCUS: Final = {"placeholder", "focus_on_load"}


def element(value: Any, allowed: frozenset[str], at: str) -> Problems:
    if not isinstance(value, Mapping):
        yield at, "must be an object"
        return
    kind = str(value.get("type"))
    if kind not in allowed:
        yield f"{at}/type", f"unsupported type: {kind}"
        return
    yield from maybe(value, "action_id", LONGEST_ID, at)
    if "confirm" in value:
        yield from confirm(value["confirm"], f"{at}/confirm")
    if "placeholder" in value:
        yield from text(value["placeholder"], 150, f"{at}/placeholder", plain=True)
    yield from _CHECKS[kind](value, at)


def _button(value: Json, at: str) -> Problems:
    yield from known(value, _COMMON | {"text", "url", "value", "style", "accessibility_label"}, at)
    yield from text(value.get("text"), 75, f"{at}/text", plain=True)
    yield from maybe(value, "value", 2000, at)
    yield from maybe(value, "accessibility_label", 75, at)
    if "url" in value:
        yield from url(value["url"], f"{at}/url")
    if value.get("style", "primary") not in ("primary", "danger"):
        yield f"{at}/style", "must be one of: primary, danger"


def _options(value: Json, most: int, at: str, *, plain: bool = True, link: bool = False) -> Problems:
    yield from count(value.get("options"), 1, most, f"{at}/options")
    for number, each_option in enumerate(each(value, "options")):
        yield from option(each_option, f"{at}/options/{number}", plain=plain, link=link)


def _select(value: Json, at: str) -> Problems:
    names = {"options", "option_groups", "initial_option", "initial_options", "max_selected_items"}
    yield from known(value, _COMMON | _FOCUS | names, at)
    if ("options" in value) == ("option_groups" in value):
        yield at, "exactly one of options and option_groups is required"
    if "options" in value:
        yield from _options(value, 100, at)
    groups = each(value, "option_groups")
    if "option_groups" in value:
        yield from count(value["option_groups"], 1, 100, f"{at}/option_groups")
    for number, group in enumerate(groups):
        yield from text(group.get("label"), 75, f"{at}/option_groups/{number}/label", plain=True)
        yield from _options(group, 100, f"{at}/option_groups/{number}")
    choices = [choice for part in ([value, *groups]) for choice in each(part, "options")]
    initial = value.get("initial_option")
    for chosen in [initial] if isinstance(initial, Mapping) else each(value, "initial_options"):
        if chosen not in choices:
            yield at, "the initial option must be one of the options"


def _overflow(value: Json, at: str) -> Problems:
    yield from known(value, _COMMON | {"options"}, at)
    yield from _options(value, 5, at, link=True)


def _boxes(value: Json, at: str) -> Problems:
    yield from known(value, _COMMON | {"options", "initial_option", "initial_options", "focus_on_load"}, at)
    yield from _options(value, 10, at, plain=False)


def _field(value: Json, at: str) -> Problems:
    names = (
        "initial_value multiline min_length max_length dispatch_action_config is_decimal_allowed min_value max_value"
    )
    yield from known(value, {"action_id"} | _FOCUS | set(names.split()), at)
    longest = value.get("max_length", 3000)
    if not isinstance(longest, int) or not 0 < longest <= 3000:
        yield f"{at}/max_length", "must be from 1 to 3000"
    else:
        yield from maybe(value, "initial_value", longest, at)


def _people(value: Json, at: str) -> Problems:
    yield from known(value, _COMMON | _FOCUS | {"initial_user"}, at)
    yield from maybe(value, "initial_user", LONGEST_ID, at)


def _conversations(value: Json, at: str) -> Problems:
    names = {"initial_conversation", "default_to_current_conversation", "filter", "response_url_enabled"}
    yield from known(value, _COMMON | _FOCUS | names, at)
    yield from maybe(value, "initial_conversation", LONGEST_ID, at)
    if "filter" not in value:
        return
    narrowed = value["filter"]
    if not isinstance(narrowed, Mapping) or not narrowed:
        yield f"{at}/filter", "must be an object with at least one property"
        return
    yield from known(narrowed, {"include", "exclude_external_shared_channels", "exclude_bot_users"}, f"{at}/filter")
    if "include" in narrowed:
        yield from count(narrowed["include"], 1, len(CONVERSATIONS), f"{at}/filter/include")
        if not set(narrowed["include"]) <= CONVERSATIONS:
            yield f"{at}/filter/include", f"must be some of: {', '.join(sorted(CONVERSATIONS))}"


def _time(value: Json, at: str) -> Problems:
    yield from known(value, _COMMON | _FOCUS | {"initial_time", "timezone"}, at)
    if "initial_time" in value and not _CLOCK.fullmatch(str(value["initial_time"])):
        yield f"{at}/initial_time", "must be a time as HH:mm"


def _picker(value: Json, at: str) -> Problems:
    """Other menus that Slack fills, and dates and times."""
    yield from ()


_CHECKS: Final[Mapping[str, Callable[[Json, str], Problems]]] = (
    dict.fromkeys(IN_ACTIONS | IN_INPUT, _picker)
    | dict.fromkeys(IN_INPUT - IN_ACTIONS, _field)
    | {
        "button": _button,
        "static_select": _select,
        "users_select": _people,
        "conversations_select": _conversations,
        "multi_static_select": _select,
        "timepicker": _time,
        "overflow": _overflow,
        "checkboxes": _boxes,
        "radio_buttons": _boxes,
        "image": picture_problems,
    }
)
