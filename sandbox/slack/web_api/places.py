"""Where the bot may post."""

from sandbox.slack.state import Channel
from sandbox.slack.web_api.call import Call, Refused
from sandbox.slack.world import BOT_USER


def where_to_post(call: Call, target: str) -> Channel:
    """The channel with this id or name, or the DM of the person with this id. Raises Refused."""
    user = call.state.users.get(target)
    if user is not None:
        if user["is_bot"]:
            raise Refused("cannot_dm_bot")
        return call.state.im(target)
    by_name = [one for one in call.state.channels.values() if one.name == target.removeprefix("#") and one.kind != "im"]
    channel = call.state.channels.get(target) or next(iter(by_name), None)
    if channel is None:
        raise Refused("channel_not_found")
    if channel.archived:
        raise Refused("is_archived")
    if channel.kind == "private" and BOT_USER not in channel.members:
        raise Refused("channel_not_found")
    public = channel.kind == "public" and "chat:write.public" in call.state.settings.scopes()
    if BOT_USER not in channel.members and not public:
        raise Refused("not_in_channel")
    return channel
