"""The few values that inner code needs from what Slack sent; Slack's own `body` goes no further than a listener."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

SUBMITTED: Final = ("view_submission", "view_closed")


class NotFromSlack(Exception):
    """Something that Slack does not send, though it is signed."""


class AnotherWorkspace(Exception):
    """A request from a workspace in which this bot is not."""


@dataclass(frozen=True, slots=True)
class Request:
    key: str
    """The same for every repeat of one request: what it does, it does once."""
    workspace: str
    user: str
    """"" for an event that is nobody's."""
    channel: str
    """Where it was asked; "" in a modal or the Home tab."""
    trigger_id: str
    """Opens a modal, for three seconds."""
    response_url: str
    """Answers the person alone, five times in half an hour; "" in a modal or the Home tab."""


class _Command(msgspec.Struct):
    trigger_id: str
    team_id: str
    user_id: str
    channel_id: str
    response_url: str


class _EventPart(msgspec.Struct):
    user: str = ""
    channel: str = ""


class _Event(msgspec.Struct):
    event_id: str
    team_id: str
    event: _EventPart


class _Named(msgspec.Struct):
    id: str


class _View(msgspec.Struct):
    id: str
    hash: str = ""


class _Interaction(msgspec.Struct):
    type: str
    team: _Named
    user: _Named
    channel: _Named | None = None
    view: _View | None = None
    trigger_id: str = ""
    response_url: str = ""


def request_of(body: Mapping[str, Any]) -> Request:
    """Read a command's, an interaction's or an event's body. Raises NotFromSlack."""
    try:
        if "command" in body:
            asked = msgspec.convert(body, _Command)
            return Request(
                key=asked.trigger_id,
                workspace=asked.team_id,
                user=asked.user_id,
                channel=asked.channel_id,
                trigger_id=asked.trigger_id,
                response_url=asked.response_url,
            )
        if "event" in body:
            told = msgspec.convert(body, _Event)
            return Request(told.event_id, told.team_id, told.event.user, told.event.channel, "", "")
        return _of_interaction(msgspec.convert(body, _Interaction))
    except msgspec.ValidationError as error:
        raise NotFromSlack(str(error)) from None


def _of_interaction(done: _Interaction) -> Request:
    if done.type in SUBMITTED:
        if done.view is None:
            raise NotFromSlack("a submission without a view")
        key = f"{done.type}:{done.view.id}:{done.view.hash}"
    elif done.trigger_id:
        key = done.trigger_id
    else:
        raise NotFromSlack("an interaction without a trigger")
    return Request(
        key=key,
        workspace=done.team.id,
        user=done.user.id,
        channel=done.channel.id if done.channel else "",
        trigger_id=done.trigger_id,
        response_url=done.response_url,
    )
