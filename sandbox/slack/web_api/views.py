"""views.* methods."""

import json
from typing import Any, Final

from sandbox.slack.blocks import view_problems
from sandbox.slack.messages import file_problems
from sandbox.slack.open_views import TooDeep, change, open_on, publish_home, view_payload
from sandbox.slack.state import Trigger
from sandbox.slack.web_api.call import Call, Refused
from sandbox.slack.world import Json

LARGEST_VIEW: Final = 250_000

TRIGGER_SECONDS: Final = 3.0


def open_modal(call: Call) -> Json:
    """Opens a modal, on top of the one the trigger came from."""
    view, trigger = _given(call, "modal"), _trigger(call)
    return {"view": _opened(call, view, trigger)}


def push(call: Call) -> Json:
    view, trigger = _given(call, "modal"), _trigger(call)
    if trigger.view not in call.state.views:
        raise Refused("not_found")
    return {"view": _opened(call, view, trigger)}


def _opened(call: Call, view: Json, trigger: Trigger) -> Json:
    try:
        opened = open_on(call.state, view, trigger.user, trigger.view)
    except TooDeep:
        raise Refused("push_limit_reached") from None
    trigger.used = True
    return view_payload(opened)


def update(call: Call) -> Json:
    content = _given(call, None)
    view = _named(call)
    if view is None:
        raise Refused("not_found")
    if content["type"] != view["type"]:
        raise Refused("invalid_arguments", "[ERROR] the type of a view cannot change [json-pointer:/view/type]")
    if call.text("hash") not in ("", view["hash"]):
        raise Refused("hash_conflict")
    change(call.state, view, content)
    return {"view": view_payload(view)}


def _named(call: Call) -> Json | None:
    """The open view with this id or external id."""
    for view in [*call.state.views.values(), *call.state.homes.values()]:
        if view["id"] == call.text("view_id"):
            return view
        if call.text("external_id") and view.get("external_id") == call.text("external_id"):
            return view
    return None


def publish(call: Call) -> Json:
    content = _given(call, "home")
    user = call.needed("user_id")
    if user not in call.state.users:
        raise Refused("user_not_found")
    home = call.state.homes.get(user)
    if call.text("hash") and (home is None or call.text("hash") != home["hash"]):
        raise Refused("hash_conflict")
    return {"view": view_payload(publish_home(call.state, content, user))}


def _given(call: Call, kind: str | None) -> Json:
    """The view in the arguments. Raises Refused."""
    view: Any = call.args.get("view")
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", "[ERROR] missing required field: view")
    if kind is not None and view.get("type") != kind:
        raise Refused("invalid_arguments", f"[ERROR] must be of type {kind} [json-pointer:/view/type]")
    if len(json.dumps(view)) > LARGEST_VIEW:
        raise Refused("view_too_large")
    wrong = view_problems(view)
    if wrong:
        doubled = any("block_id" in each and "already exists" in each for each in wrong)
        raise Refused("duplicate_block_id" if doubled else "invalid_arguments", *wrong)
    unprocessed = file_problems(call.state, view.get("blocks", []))
    if unprocessed:
        raise Refused("invalid_blocks", *unprocessed)
    return view


def _trigger(call: Call) -> Trigger:
    trigger = call.state.triggers.get(call.needed("trigger_id"))
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if call.state.now() - trigger.born > TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    return trigger
