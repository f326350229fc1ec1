"""What Slack's payloads look like."""

import time
from typing import Any

from sandbox.slack.state import APP_ID, TEAM, Channel, Json, State

TEAM_PART = {"id": TEAM, "domain": "acme"}


def command(state: State, user: str, channel: Channel, text: str, response_url: str) -> Json:
    name, _, rest = text.partition(" ")
    return {
        "token": "not-used",
        "team_id": TEAM,
        "team_domain": "acme",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": user,
        "user_name": state.users[user]["name"],
        "command": name,
        "text": rest.strip(),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": state.trigger(user),
    }


def _interaction(state: State, kind: str, user: str) -> Json:
    return {
        "type": kind,
        "team": TEAM_PART,
        "user": {"id": user, "username": state.users[user]["name"], "name": state.users[user]["name"], "team_id": TEAM},
        "api_app_id": APP_ID,
        "token": "not-used",
        "trigger_id": state.trigger(user),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_action(state: State, user: str, channel: Channel, message: Json, action: Json, response_url: str) -> Json:
    ephemeral = "ephemeral_for" in message
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    shown = {name: part for name, part in message.items() if name != "ephemeral_for"}
    return _interaction(state, "block_actions", user) | {
        "container": container,
        "channel": {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action | {"action_ts": state.ts()}],
        **({} if ephemeral else {"message": shown}),
    }


def view_action(state: State, user: str, view: Json, action: Json) -> Json:
    return _interaction(state, "block_actions", user) | {
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "actions": [action | {"action_ts": state.ts()}],
    }


def submission(state: State, user: str, view: Json) -> Json:
    return _interaction(state, "view_submission", user) | {"view": view, "response_urls": []}


def closed(state: State, user: str, view: Json) -> Json:
    return _interaction(state, "view_closed", user) | {"view": view, "is_cleared": False}


def event(state: State, event_body: dict[str, Any]) -> Json:
    return {
        "token": "not-used",
        "team_id": TEAM,
        "api_app_id": APP_ID,
        "type": "event_callback",
        "event_id": state.id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True, "is_enterprise_install": False}],
        "event": event_body,
    }


def home_opened(state: State, user: str) -> Json:
    body = {"type": "app_home_opened", "user": user, "tab": "home", "channel": f"D{user[1:]}", "event_ts": state.ts()}
    return event(state, body)
