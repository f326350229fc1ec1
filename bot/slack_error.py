"""What Slack says was wrong with a request."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse


def code_of(error: SlackApiError) -> str:
    """Slack's own word for it ("channel_not_found"). Its word is also said where what is before it answers instead."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse) or not isinstance(response.data, dict):
        return "service_unavailable"
    return str(response.data.get("error") or "service_unavailable")
