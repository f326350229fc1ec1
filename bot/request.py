"""The few values that inner code needs from what Slack sent; Slack's own `body` goes no further than a listener."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    key: str
    """The same for every repeat of one request: what it does, it does once."""
    workspace: str
    user: str
    channel: str
    """Where it was asked; "" in a modal or the Home tab."""
    trigger_id: str
    """Opens a modal, for three seconds."""
    response_url: str
    """Answers the person alone, five times in half an hour; "" in a modal or the Home tab."""


def request_of(body: Mapping[str, Any]) -> Request:
    """Read a command's, an interaction's or an event's body."""
    if "command" in body:
        return Request(
            key=body["trigger_id"],
            workspace=body["team_id"],
            user=body["user_id"],
            channel=body["channel_id"],
            trigger_id=body["trigger_id"],
            response_url=body["response_url"],
        )
    if "event" in body:
        event = body["event"]
        return Request(body["event_id"], body["team_id"], event["user"], event.get("channel", ""), "", "")
    view = body.get("view") or {}
    submitted = body["type"] in ("view_submission", "view_closed")
    return Request(
        key=f"{body['type']}:{view['id']}:{view.get('hash', '')}" if submitted else body["trigger_id"],
        workspace=body["team"]["id"],
        user=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id", ""),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
    )
