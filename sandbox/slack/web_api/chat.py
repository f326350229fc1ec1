"""chat.* methods."""

from sandbox.slack.messages import NotTaken, check_message, edit, find, message_of, message_payload
from sandbox.slack.state import Channel
from sandbox.slack.web_api.call import Call, Refused
from sandbox.slack.web_api.conversations import visible
from sandbox.slack.web_api.places import where_to_post
from sandbox.slack.world import BOT_USER, Json


def post_message(call: Call) -> Json:
    channel = where_to_post(call, call.needed("channel"))
    _check(call)
    message = message_of(call.state, call.args | {"metadata": _metadata(call)})
    channel.messages.append(message)
    payload = message_payload(call.state, message, with_metadata=True)
    return {"channel": channel.id, "ts": message["ts"], "message": payload}


def post_ephemeral(call: Call) -> Json:
    channel = where_to_post(call, call.needed("channel"))
    user = call.needed("user")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    _check(call, ephemeral=True)
    message = message_of(call.state, call.args) | {"ephemeral_for": user}
    channel.messages.append(message)
    return {"message_ts": message["ts"]}


def update(call: Call) -> Json:
    channel, message = _own(call, "cant_update_message")
    _check(call)
    edit(call.state, message, call.text("text"), call.args.get("blocks"))
    metadata = _metadata(call)
    if metadata is not None:
        message["metadata"] = metadata
    payload = message_payload(call.state, message, with_metadata=True)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": payload}


def delete(call: Call) -> Json:
    channel, message = _own(call, "cant_delete_message")
    channel.messages.remove(message)
    return {"channel": channel.id, "ts": message["ts"]}


def permalink(call: Call) -> Json:
    channel = visible(call, call.needed("channel"))
    message = find(channel, call.needed("message_ts"))
    if message is None or "ephemeral_for" in message:
        raise Refused("message_not_found")
    anchor = "p" + message["ts"].replace(".", "")
    return {"channel": channel.id, "permalink": f"{call.origin}/archives/{channel.id}/{anchor}"}


def _own(call: Call, otherwise: str) -> tuple[Channel, Json]:
    """A message of the bot's that everybody sees. Raises Refused."""
    channel = visible(call, call.needed("channel"))
    if channel.archived:
        raise Refused("is_archived")
    message = find(channel, call.needed("ts"))
    if message is None or "ephemeral_for" in message:
        raise Refused("message_not_found")
    if message["user"] != BOT_USER:
        raise Refused(otherwise)
    return channel, message


def _check(call: Call, *, ephemeral: bool = False) -> None:
    blocks = call.args.get("blocks") or []
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    try:
        check_message(call.state, call.text("text"), blocks, ephemeral=ephemeral)
    except NotTaken as reason:
        raise Refused(reason.error, *reason.messages) from None


def _metadata(call: Call) -> Json | None:
    metadata = call.args.get("metadata")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type") or "event_payload" not in metadata:
        raise Refused("invalid_metadata_format")
    if metadata.keys() - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_schema")
    return metadata
