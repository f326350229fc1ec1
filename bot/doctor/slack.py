"""Slack: whether it takes the tokens, and what they may do."""

from functools import partial
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.check import Check, Failed, tried
from bot.settings import Settings
from bot.slack_error import code_of

NEEDED_SCOPES: Final = frozenset(
    [
        "commands",
        "chat:write",
        "chat:write.public",
        "files:write",
        "files:read",
        "users:read",
        "im:write",
        "channels:read",
        "groups:read",
    ]
)


async def checks(settings: Settings) -> list[Check]:
    return [
        await tried("slack", "the bot token is accepted, with its scopes", partial(_bot_token, settings)),
        await tried("slack", "Socket Mode can be opened", partial(_app_token, settings)),
    ]


async def _bot_token(settings: Settings) -> str:
    client = AsyncWebClient(settings.bot_token.reveal(), base_url=f"{settings.slack_api_url}/")
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise Failed(f"Slack says {code_of(error)}", "Copy SLACK_BOT_TOKEN again from the app's page.") from error
    except OSError as error:
        raise Failed("Slack cannot be reached", "Does this machine reach slack.com by https?") from error
    headers = {name.lower(): value for name, value in answer.headers.items()}
    granted = set(str(headers.get("x-oauth-scopes", "")).split(","))
    missing = sorted(NEEDED_SCOPES - granted)
    if missing:
        raise Failed(f"missing {', '.join(missing)}", "Add them under OAuth & Permissions and install the app again.")
    return f"workspace {answer['team']}"


async def _app_token(settings: Settings) -> str:
    if settings.app_token is None:
        return "not used: HTTP with SLACK_SIGNING_SECRET"
    client = AsyncWebClient(base_url=f"{settings.slack_api_url}/")
    try:
        await client.apps_connections_open(app_token=settings.app_token.reveal())
    except SlackApiError as error:
        cure = "Make an app-level token with connections:write, and enable Socket Mode."
        raise Failed(f"Slack says {code_of(error)}", cure) from error
    except OSError as error:
        raise Failed("Slack cannot be reached", "Does this machine reach slack.com by https?") from error
    return "yes"
