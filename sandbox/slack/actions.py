"""What an interactive element tells the app when a person uses it, and what a field reports."""

from collections.abc import Iterator, Sequence
from typing import Any

from sandbox.slack.open_views import initial_value
from sandbox.slack.world import Json


class NoSuchElement(Exception):
    """There is no such button, menu, field or option here."""


def find_element(blocks: Sequence[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The element with this id, and its block. Raises NoSuchElement."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id and block_id in (None, block.get("block_id")):
                return element, block
    raise NoSuchElement(f"no element {action_id}")


def elements_of(block: Json) -> Iterator[Json]:
    """The interactive elements of a block."""
    if block["type"] == "actions":
        yield from block["elements"]
    elif block["type"] == "section" and "accessory" in block:
        yield block["accessory"]
    elif block["type"] == "input":
        yield block["element"]


def action_of(element: Json, block: Json, value: str | None) -> Json:
    """An entry of `actions`; `value` is what was chosen in a menu. Raises NoSuchElement."""
    common = {"type": element["type"], "action_id": element["action_id"], "block_id": block.get("block_id", "")}
    if element["type"] == "button":
        return common | {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    return common | entered(element, value)


def entered(element: Json, value: str | None) -> Json:
    """What a field holds once `value` was typed or chosen; None or "": nothing. Raises NoSuchElement."""
    kind = element["type"]
    report: Json = initial_value(element)
    if kind in ("static_select", "radio_buttons", "overflow"):
        return {"type": kind, "selected_option": _option(element, value) if value else None}
    if kind in ("checkboxes", "multi_static_select"):
        chosen = [_option(element, one) for one in (value or "").split(",") if one]
        return {"type": kind, "selected_options": chosen}
    name = next(name for name in report if name != "type")
    return {"type": kind, name: value or None}


def _option(element: Json, value: str) -> Json:
    groups: list[Json] = [element, *element.get("option_groups", [])]
    for group in groups:
        for option in group.get("options", []):
            if option["value"] == value:
                found: Json = option
                return found
    raise NoSuchElement(f"no option {value}")


def is_empty(report: Json) -> bool:
    return not any(value for name, value in report.items() if name != "type")


def complaint(block: Json, report: Json) -> str | None:
    """What Slack itself says under a field before the app sees anything; None when it is content."""
    element, value = block["element"], report.get("value")
    if is_empty(report):
        return None if block.get("optional") else "Please complete this required field."
    if not isinstance(value, str):
        return None
    if len(value) < int(element.get("min_length", 0)):
        return f"Please enter at least {element['min_length']} characters."
    if len(value) > int(element.get("max_length", len(value))):
        return f"Please enter no more than {element['max_length']} characters."
    return _not_a_number(element, value)


def _not_a_number(element: Json, value: str) -> str | None:
    if element["type"] != "number_input":
        return None
    try:
        number: Any = float(value) if element.get("is_decimal_allowed") else int(value)
    except ValueError:
        return "Please enter a valid number."
    return None if number == number else "Please enter a valid number."
