"""auth.test and apps.connections.open."""

from sandbox.slack.web_api.call import Call
from sandbox.slack.world import APP_NAME, BOT_ID, BOT_USER, Json


def auth_test(call: Call) -> Json:
    return {
        "url": f"{call.origin}/",
        "team": call.state.team.name,
        "user": APP_NAME.lower(),
        "team_id": call.state.team.id,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """The address of a WebSocket."""
    return {"url": f"{call.origin.replace('http', 'ws', 1)}/socket?ticket={call.state.id('ticket')}"}
