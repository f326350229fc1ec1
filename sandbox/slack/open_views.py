"""What happens to views: opened on top of each other, changed, published, closed."""

from typing import Final

from sandbox.slack.block_ids import with_ids
from sandbox.slack.state import State
from sandbox.slack.world import APP_ID, BOT_ID, Json

DEEPEST: Final = 3
"""Modals that can lie on top of each other."""

_DEFAULTS: Final = {
    "title": None,
    "submit": None,
    "close": None,
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}


class TooDeep(Exception):
    """Three modals are open already."""


def new_view(state: State, content: Json, user: str) -> Json:
    """A view as the small Slack keeps it, open nowhere yet."""
    view: Json = {"id": state.id("V"), "user": user, "previous_view_id": None}
    team = state.team.id
    view |= {"team_id": team, "app_id": APP_ID, "app_installed_team_id": team, "bot_id": BOT_ID}
    view["root_view_id"] = view["id"]
    change(state, view, content)
    return view


def change(state: State, view: Json, content: Json) -> None:
    """Put something else in a view's place; what was typed stays in fields whose ids stay."""
    blocks = with_ids(state.id, content.get("blocks", []))
    view.update({**_DEFAULTS, **content, "blocks": blocks, "errors": {}, "hash": f"{int(state.now())}.{state.id('h')}"})
    view["state"] = {"values": _values(view)}


def open_on(state: State, content: Json, user: str, under: str | None) -> Json:
    """Open a modal: on the view with id `under`, if that is still open, else alone. Raises TooDeep."""
    stack = state.stack(user)
    if under not in [view["id"] for view in stack]:
        close_all(state, user)
        stack = []
    if len(stack) >= DEEPEST:
        raise TooDeep
    view = new_view(state, content, user)
    if stack:
        view |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
    state.views[view["id"]] = view
    return view


def publish_home(state: State, content: Json, user: str) -> Json:
    home = state.homes.get(user)
    if home is None:
        home = state.homes[user] = new_view(state, content, user)
    else:
        change(state, home, content)
    return home


def close_top(state: State, view: Json) -> list[Json]:
    """Close a modal and what lies on it; the answer is what was closed."""
    stack = state.stack(view["user"])
    closed = stack[[each["id"] for each in stack].index(view["id"]) :]
    for each in closed:
        del state.views[each["id"]]
    return closed


def close_all(state: State, user: str) -> list[Json]:
    closed = state.stack(user)
    for each in closed:
        del state.views[each["id"]]
    return closed


def view_payload(view: Json) -> Json:
    """The view as Slack gives it to the app."""
    return {name: part for name, part in view.items() if name not in ("user", "errors")}


def typed(view: Json) -> Json:
    """What was typed and chosen in a view's fields: by block id, by action id."""
    values: Json = view.setdefault("state", {"values": {}})["values"]
    return values


def _values(view: Json) -> Json:
    """The fields' values: as before where the field was there, else as the app set them."""
    before, values = typed(view), {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            kept = before.get(block["block_id"], {}).get(element["action_id"])
            values[block["block_id"]] = {element["action_id"]: kept or initial_value(element)}
    return values


_CHOSEN: Final = {
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
}


def initial_value(element: Json) -> Json:
    """A field as the app set it, in the form in which Slack reports what was entered."""
    name, initial = _CHOSEN.get(element["type"], ("value", "initial_value"))
    return {"type": element["type"], name: element.get(initial, [] if name == "selected_options" else None)}
