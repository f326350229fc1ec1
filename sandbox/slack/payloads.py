"""What Slack's commands, interactions and events look like."""

import re
from typing import Final

from sandbox.slack.messages import message_payload
from sandbox.slack.open_views import view_payload
from sandbox.slack.state import Channel, State
from sandbox.slack.world import APP_ID, BOT_USER, Json

UNUSED: Final = "not-used"
"""In the place of Slack's verification token, which signatures replaced long ago."""

_NAMED: Final = re.compile(r"(?<![^\s,(])(?P<mark>[@#])(?P<name>[a-z0-9][a-z0-9_-]*)", re.IGNORECASE)


def command(state: State, user: str, channel: Channel, text: str, response_url: str) -> Json:
    """`text` begins with the command's name."""
    name, _, rest = text.strip().partition(" ")
    rest = _NAMED.sub(lambda found: _escaped(state, user, found), rest)
    return {
        "token": UNUSED,
        "team_id": state.team.id,
        "team_domain": state.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user,
        "user_name": state.users[user]["name"],
        "command": name,
        "text": rest.strip(),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": state.trigger(user),
    }


def _escaped(state: State, user: str, found: re.Match[str]) -> str:
    """A person or a channel that this person sees, as the manifest's `should_escape` asks for it."""
    name = found["name"].lower()
    if found["mark"] == "@":
        people = (each for each, person in state.users.items() if person["name"] == name)
        return next((f"<@{each}|{name}>" for each in people), found.group())
    seen = (each for each in state.channels.values() if each.kind == "public" or user in each.members)
    return next((f"<#{each.id}|{name}>" for each in seen if each.name == name), found.group())


def message_action(state: State, user: str, channel: Channel, message: Json, action: Json, response_url: str) -> Json:
    """block_actions of a message; an ephemeral one is not in it."""
    ephemeral = "ephemeral_for" in message
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    payload = _interaction(state, "block_actions", user) | {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action | {"action_ts": state.ts()}],
    }
    return payload if ephemeral else payload | {"message": message_payload(state, message, with_metadata=True)}


def view_action(state: State, user: str, view: Json, action: Json) -> Json:
    """block_actions of a modal or Home tab."""
    return _interaction(state, "block_actions", user, view["id"]) | {
        "container": {"type": "view", "view_id": view["id"]},
        "view": view_payload(view),
        "actions": [action | {"action_ts": state.ts()}],
    }


def submission(state: State, user: str, view: Json) -> Json:
    payload = _interaction(state, "view_submission", user, view["id"])
    return payload | {"view": view_payload(view), "response_urls": []}


def closed(state: State, user: str, view: Json, *, cleared: bool = False) -> Json:
    payload = _interaction(state, "view_closed", user)
    del payload["trigger_id"]
    return payload | {"view": view_payload(view), "is_cleared": cleared}


def home_opened(state: State, user: str, tab: str = "home") -> Json:
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": state.im(user).id,
        "tab": tab,
        "event_ts": state.ts(),
    }
    home = state.homes.get(user)
    return event_callback(state, event | ({"view": view_payload(home)} if home is not None and tab == "home" else {}))


def direct_message(state: State, channel: Channel, message: Json) -> Json:
    event = message_payload(state, message) | {
        "channel": channel.id,
        "channel_type": "im",
        "event_ts": message["ts"],
        "client_msg_id": state.id("msg-"),
    }
    return event_callback(state, event)


def event_callback(state: State, event: Json) -> Json:
    authorization = {
        "enterprise_id": None,
        "team_id": state.team.id,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": UNUSED,
        "team_id": state.team.id,
        "context_team_id": state.team.id,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": state.id("Ev"),
        "event_time": int(state.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": state.id("4-"),
    }


def channel_name(channel: Channel) -> str:
    """As payloads name it: the names of DMs and private channels are not told."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def _interaction(state: State, kind: str, user: str, view: str | None = None) -> Json:
    name = state.users[user]["name"]
    return {
        "type": kind,
        "team": {"id": state.team.id, "domain": state.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": name, "name": name, "team_id": state.team.id},
        "api_app_id": APP_ID,
        "token": UNUSED,
        "trigger_id": state.trigger(user, view),
    }
