"""Counts the calls of Slack's methods: it looks at every answer as slack_sdk does to see whether to ask again."""

import re
from collections.abc import Callable
from typing import Final

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

Called = Callable[[str, str | None], None]
"""Told of each try of a call: Slack's name of the method, and what was wrong in a word of a closed list, or None."""

OTHER: Final = "other"

_METHOD: Final = re.compile(r"/api/([a-z]+(?:\.[a-zA-Z]+){1,4})\Z")
"""At the end of an address. An upload's has an id there instead."""

CODES: Final = frozenset(
    {
        *("account_inactive", "invalid_auth", "missing_scope", "not_authed", "token_expired", "token_revoked"),
        *("channel_not_found", "is_archived", "not_in_channel", "restricted_action", "user_not_found"),
        *("cannot_dm_bot", "user_disabled", "message_not_found", "cant_update_message", "edit_window_closed"),
        *("invalid_blocks", "invalid_arguments", "msg_too_long", "msg_blocks_too_long", "no_text"),
        *("expired_trigger_id", "exchanged_trigger_id", "hash_conflict", "not_found", "view_too_large"),
        *("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"),
        *("file_not_found", "upload_file_failed", "storage_limit_reached", "team_access_not_granted"),
    }
)
"""Slack's errors that are counted by name; the rest, of which there are hundreds, as `other`."""


def uncounted(method: str, error: str | None) -> None:
    """Nobody counts."""


class CountedCalls(AsyncRetryHandler):
    """Never has anything tried again. Stands first among a client's handlers, so that it sees what others act on."""

    def __init__(self, called: Called) -> None:
        super().__init__()
        self._called = called

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        found = _METHOD.search(request.url)
        self._called(found.group(1) if found else OTHER, _wrong_with(response, error))
        return False


def _wrong_with(response: HttpResponse | None, error: Exception | None) -> str | None:
    """In a word of a closed list; None for nothing."""
    if error is not None or response is None:
        return "timeout" if isinstance(error, TimeoutError) else "no_answer"
    if response.status_code == 429:
        return "ratelimited"
    if response.status_code >= 500:
        return "server_error"
    body = response.body if isinstance(response.body, dict) else {}
    if response.status_code == 200 and body.get("ok", True):
        return None
    code = body.get("error")
    return code if code in CODES else OTHER
