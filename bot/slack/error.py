"""What Slack says was wrong with a request."""

from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

BUSY: Final = frozenset({"service_unavailable", "internal_error", "fatal_error", "request_timeout", "ratelimited"})
"""Slack's words for trouble of its own, or with too many requests."""


def code_of(error: SlackApiError) -> str:
    """Slack's own word for it ("channel_not_found"). Its word is also said where what is before it answers instead."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse) or not isinstance(response.data, dict):
        return "service_unavailable"
    return str(response.data.get("error") or "service_unavailable")


def said_by(error: SlackApiError) -> str:
    """What Slack says of it beside its word: which block is wrong, and why."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse) or not isinstance(response.data, dict):
        return ""
    return f"{response.data.get('response_metadata', '')} {response.data.get('errors', '')}"
