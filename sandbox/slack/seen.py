"""What one person sees: their channels, their messages, the open modal, their Home tab."""

from sandbox.slack.state import Channel, State
from sandbox.slack.world import Json


def seen_by(state: State, user: str) -> Json:
    """Everything this person sees; archived channels are out of sight."""
    state.im(user)
    stack = state.stack(user)
    channels = [each for each in state.channels.values() if user in each.members and not each.archived]
    return {
        "version": state.version,
        "user": user,
        "users": {each: member["real_name"] for each, member in state.users.items()},
        "channels": [_channel(each, user) for each in channels],
        "modal": stack[-1] if stack else None,
        "home": state.homes.get(user),
        "hint": state.hint,
    }


def _channel(channel: Channel, user: str) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic,
        "kind": channel.kind,
        "shared": channel.shared,
        "messages": [message for message in channel.messages if message.get("ephemeral_for", user) == user],
    }
