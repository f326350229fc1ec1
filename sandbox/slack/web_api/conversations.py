"""conversations.* methods."""

from typing import Final

from sandbox.slack.messages import message_payload
from sandbox.slack.state import Channel
from sandbox.slack.web_api.call import Call, Refused
from sandbox.slack.world import BOT_USER, Json

READ_SCOPE: Final = {"public": "channels:read", "private": "groups:read"}
HISTORY_SCOPE: Final = {"public": "channels:history", "private": "groups:history", "im": "im:history"}


def visible(call: Call, channel_id: str) -> Channel:
    """A channel the bot can see: private ones only as a member. Raises Refused."""
    channel = call.state.channels.get(channel_id)
    if channel is None or (channel.kind == "private" and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    return channel


def info(call: Call) -> Json:
    channel = visible(call, call.needed("channel"))
    if channel.kind in READ_SCOPE:
        call.needs_scope(READ_SCOPE[channel.kind])
    return {"channel": channel.payload(call.state.team.id)}


def members(call: Call) -> Json:
    channel = visible(call, call.needed("channel"))
    if channel.kind in READ_SCOPE:
        call.needs_scope(READ_SCOPE[channel.kind])
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def open_im(call: Call) -> Json:
    users = call.text("users").split(",")
    if len(users) != 1:
        raise Refused("missing_scope", needed="mpim:write", provided=",".join(call.state.settings.scopes()))
    user = call.state.users.get(users[0])
    if user is None:
        raise Refused("user_not_found")
    if user["is_bot"]:
        raise Refused("cannot_dm_bot")
    channel = call.state.im(user["id"])
    return {"channel": channel.payload(call.state.team.id) if call.flag("return_im") else {"id": channel.id}}


def join(call: Call) -> Json:
    channel = visible(call, call.needed("channel"))
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    already = {"warning": "already_in_channel"} if BOT_USER in channel.members else {}
    channel.members.add(BOT_USER)
    return {"channel": channel.payload(call.state.team.id), **already}


def history(call: Call) -> Json:
    """The newest messages first, without replies and what only one person sees."""
    channel = _readable(call)
    kept = [
        message for message in reversed(channel.messages) if message.get("thread_ts", message["ts"]) == message["ts"]
    ]
    return {**_page(call, kept), "pin_count": 0}


def replies(call: Call) -> Json:
    """A thread, the newest reply first."""
    channel = _readable(call)
    thread = call.needed("ts")
    if not any(message["ts"] == thread for message in channel.messages):
        raise Refused("thread_not_found")
    kept = [message for message in reversed(channel.messages) if thread in (message.get("thread_ts"), message["ts"])]
    return _page(call, kept)


def _readable(call: Call) -> Channel:
    channel = visible(call, call.needed("channel"))
    call.needs_scope(HISTORY_SCOPE[channel.kind])
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _page(call: Call, messages: list[Json]) -> Json:
    """The part of `messages`, newest first, that was asked for."""
    newest = float(call.text("latest") or "inf")
    oldest = float(call.text("oldest") or "0")
    if call.text("cursor"):
        newest = min(newest, float(call.text("cursor")))
    inclusive = call.flag("inclusive") and not call.text("cursor")
    kept = [
        message
        for message in messages
        if "ephemeral_for" not in message
        and (oldest < float(message["ts"]) < newest or (inclusive and float(message["ts"]) in (oldest, newest)))
    ]
    page = kept[: call.number("limit", 100)]
    more = len(kept) > len(page)
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [message_payload(call.state, each, with_metadata=with_metadata) for each in page],
        "has_more": more,
        "response_metadata": {"next_cursor": page[-1]["ts"] if more else ""},
    }
