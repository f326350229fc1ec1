"""What Slack really sends: commands, buttons, submitted modals and events, each with a mark that tells its effect."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from core.secret import Secret

SECRET: Final = Secret("signing-secret-for-tests")
TEAM: Final = "T0ACME"
COMMAND, ACTION, MODAL, EVENT = "/tokenmeter", "press", "submit", "app_home_opened"
UNINSTALLED: Final = "app_uninstalled"
"""Bolt lets it through without asking which workspaces are ours."""

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Payload:
    mark: str
    """What the listener finds in it: one effect each."""
    body: bytes
    content_type: str


def payload(number: int, mark: str, team: str = TEAM) -> Payload:
    """The payload of this number, by turns a command, a button, a submitted modal and an event."""
    builders = (_command, _action, _submission, _event)
    return builders[number % len(builders)](number, mark, team)


def mark_of(body: Any) -> str:
    """The mark of a payload, as a listener finds it."""
    if "command" in body:
        return str(body["text"])
    if "event" in body:
        return str(body["event"]["channel"])
    return str(body["view"]["private_metadata"] if "view" in body else body["actions"][0]["value"])


def signed(body: bytes, stamp: str, secret: Secret = SECRET) -> str:
    """Slack's signature of a body, version 0."""
    base = b"v0:" + stamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.reveal().encode(), base, hashlib.sha256).hexdigest()


def _command(number: int, mark: str, team: str) -> Payload:
    fields = {
        "command": COMMAND,
        "text": mark,
        "team_id": team,
        "user_id": f"U{number}",
        "channel_id": "C0COSTS",
        "trigger_id": f"{number}.1",
        "response_url": "http://127.0.0.1:9/",
    }
    return Payload(mark, urlencode(fields).encode(), FORM)


def _action(number: int, mark: str, team: str) -> Payload:
    button = {"type": "button", "block_id": "b", "action_id": ACTION, "value": mark, "action_ts": f"{number}.0"}
    return _interaction(number, mark, team, {"type": "block_actions", "actions": [button]})


def _submission(number: int, mark: str, team: str) -> Payload:
    view = {
        "id": f"V{number}",
        "hash": f"{number}.h",
        "type": "modal",
        "callback_id": MODAL,
        "private_metadata": mark,
        "state": {"values": {}},
        "app_installed_team_id": team,
    }
    return _interaction(number, mark, team, {"type": "view_submission", "view": view})


def _interaction(number: int, mark: str, team: str, what: dict[str, Any]) -> Payload:
    body = {"team": {"id": team}, "user": {"id": f"U{number}", "team_id": team}, "trigger_id": f"{number}.1"} | what
    return Payload(mark, urlencode({"payload": json.dumps(body)}).encode(), FORM)


def _event(number: int, mark: str, team: str) -> Payload:
    body = {
        "type": "event_callback",
        "team_id": team,
        "event_id": f"Ev{number}",
        "event": {"type": EVENT, "user": f"U{number}", "channel": mark, "tab": "home"},
    }
    return Payload(mark, json.dumps(body).encode(), JSON)
