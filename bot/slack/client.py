"""The clients that speak to Slack's Web API: whose turn it is, and what each of them tries again by itself."""

from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.metrics.slack_calls import Called, CountedCalls, uncounted
from bot.settings import Settings
from bot.slack.turns import Crowded, Rank, Turns
from core.secret import Secret

LONGEST_QUIET: Final = 60
"""Seconds Slack may want a method left alone for a call of it to wait for that; else it is refused."""


class PacedClient(AsyncWebClient):
    """Calls each method when it is its turn. What does not come to it is refused, as if Slack had: "ratelimited"."""

    def __init__(self, settings: Settings, token: Secret, turns: Turns, rank: Rank, called: Called) -> None:
        super().__init__(token.reveal(), base_url=f"{settings.slack_api_url}/")
        self._turns = turns
        self._rank = rank
        self.retry_handlers = [CountedCalls(called), ObeyRetryAfter(turns)]

    async def api_call(self, api_method: str, **request: Any) -> AsyncSlackResponse:
        # What a method is called with stands in one of the three.
        given = request.get("json") or request.get("params") or request.get("data") or {}
        try:
            async with self._turns.turn(api_method, str(given.get("channel", "")), self._rank):
                return await super().api_call(api_method, **request)
        except Crowded:
            refused = AsyncSlackResponse(
                client=self,
                http_verb="POST",
                api_url=api_method,
                req_args={},
                data={"ok": False, "error": "ratelimited"},
                headers={},
                status_code=429,
            )
            raise SlackApiError("too much waits for it", refused) from None  # type: ignore[no-untyped-call]


class ObeyRetryAfter(AsyncRetryHandler):
    """After 429 the method is left alone by all of this workspace's calls, and this one is the first to go again."""

    def __init__(self, turns: Turns) -> None:
        super().__init__(max_retry_count=3)
        self._turns = turns

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        seconds = _retry_after(response)
        self._turns.quiet(_method(request), seconds)
        return seconds <= LONGEST_QUIET

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        await self._turns.loud(_method(request))
        state.next_attempt_requested = True
        state.increment_current_attempt()


def _method(request: HttpRequest) -> str:
    return request.url.rpartition("/")[2]


def _retry_after(response: HttpResponse) -> int:
    """Whole seconds, as Slack gives them; a minute where it gives none."""
    for name, values in response.headers.items():
        if name.lower() == "retry-after" and values[0].isdecimal():
            return int(values[0])
    return LONGEST_QUIET


def slack_client(
    settings: Settings, token: Secret, turns: Turns, rank: Rank = Rank.ASKED, called: Called = uncounted
) -> AsyncWebClient:
    """A client that tries again when Slack stumbles."""
    client = PacedClient(settings, token, turns, rank, called)
    client.retry_handlers += [
        AsyncServerErrorRetryHandler(max_retry_count=2),
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
    ]
    return client


def unrepeating_client(settings: Settings, token: Secret, turns: Turns, called: Called = uncounted) -> AsyncWebClient:
    """A client for what is told, that tries again only what Slack has surely not carried out.

    After a lost answer or an error of its own, the other one would post the message a second time.
    """
    return PacedClient(settings, token, turns, Rank.TOLD, called)
