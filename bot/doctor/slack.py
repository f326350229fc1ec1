"""Slack: whether it takes the tokens, and what they may do."""

from collections.abc import Callable, Set
from functools import partial
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.doctor.check import Check, Failed, tried
from bot.settings import Settings
from bot.slack_error import code_of

NEEDED_SCOPES: Final = {
    "commands": "/tokenmeter",
    "chat:write": "answers",
    "chat:write.public": "answers in public channels that the bot has not joined",
    "files:write": "charts and exports",
    "files:read": "waiting until Slack has processed a chart",
    "users:read": "who is an admin and who is a guest",
    "im:write": "private answers and the import's progress",
    "channels:read": "whether a public channel is shared with outsiders",
    "groups:read": "whether a private channel is shared with outsiders",
}
OPTIONAL_SCOPES: Final = {
    "users:read.email": "`usage mine` and `user:@ana`",
    "channels:join": "digests joining their channel",
    "channels:history": "finding a message whose answer was lost, in public channels",
    "groups:history": "finding one in private channels",
    "im:history": "finding one in DMs",
}
"""Scopes, and what each is for."""


async def checks(settings: Settings) -> list[Check]:
    granted: set[str] = set()
    token = await tried("slack", "the bot token is accepted", partial(_bot_token, settings, granted.update))
    found = (
        [token, await tried("slack", "it has the scopes it needs", partial(scopes, granted))]
        if token.passed
        else [token]
    )
    return [*found, await tried("slack", "Socket Mode can be opened", partial(_app_token, settings))]


async def _bot_token(settings: Settings, grant: Callable[[set[str]], None]) -> str:
    """Tells `grant` which scopes it has."""
    client = AsyncWebClient(settings.bot_token.reveal(), base_url=f"{settings.slack_api_url}/")
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise Failed(f"Slack says {code_of(error)}", "Copy SLACK_BOT_TOKEN again from the app's page.") from error
    except OSError as error:
        raise Failed("Slack cannot be reached", "Does this machine reach slack.com by https?") from error
    headers = {name.lower(): value for name, value in answer.headers.items()}
    grant({scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")})
    return f"workspace {answer['team']}"


async def scopes(granted: Set[str]) -> str:
    missing = [f"{scope} ({use})" for scope, use in NEEDED_SCOPES.items() if scope not in granted]
    if missing:
        cure = (
            "Add them on the app's page under OAuth & Permissions, and install it again: `tokenmeter manifest` has all."
        )
        raise Failed(f"missing {', '.join(missing)}", cure)
    without = [f"{scope} ({use})" for scope, use in OPTIONAL_SCOPES.items() if scope not in granted]
    return f"all; of the optional ones not {', '.join(without)}" if without else "all, and the optional ones"


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
    return ""
