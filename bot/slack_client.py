"""The clients that speak to Slack's Web API: what each of them tries again by itself."""

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from core.secret import Secret


def slack_client(settings: Settings, token: Secret) -> AsyncWebClient:
    """A client that waits when Slack says so, and tries again when Slack stumbles."""
    client = AsyncWebClient(token.reveal(), base_url=f"{settings.slack_api_url}/")
    client.retry_handlers += [
        AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        AsyncServerErrorRetryHandler(max_retry_count=2),
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
    ]
    return client


def unrepeating_client(settings: Settings, token: Secret) -> AsyncWebClient:
    """A client that tries again only what Slack has surely not carried out.

    After a lost answer or an error of its own, the other one would post the message a second time.
    """
    client = AsyncWebClient(token.reveal(), base_url=f"{settings.slack_api_url}/")
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=3)]
    return client
