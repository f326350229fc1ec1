"""Slack: whether it takes the tokens, and what they may do."""

from collections.abc import Callable, Sequence, Set
from datetime import datetime
from functools import partial
from typing import Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.doctor.check import Check, Failed, tried
from bot.oauth.consent import OF_THE_CODE, Consent, SlackAway, SlackRefuses
from bot.operating.offline import database_of
from bot.settings import OAuthApp, Settings
from bot.slack.error import code_of
from bot.views.text import printable
from core.install import Install
from core.secret import Secret
from storage.installs import Installs
from storage.workspaces import Workspace, Workspaces

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

UNREACHABLE: Final = (OSError, ClientError)
"""With what a call ends that gets no answer."""

ADDRESS: Final = (
    "Where the workspace, or the app's page under OAuth & Permissions, lets apps in from some IP addresses alone, "
    "this machine's has to be one of them."
)

NAMED: Final = 3
"""So many workspaces are named; there may be thousands."""


async def checks(settings: Settings) -> list[Check]:
    if isinstance(settings.bot, OAuthApp):
        return [await tried("slack", "the app is known by its id and secret", partial(_app, settings, settings.bot))]
    granted: set[str] = set()
    accepted = partial(_bot_token, settings, settings.bot, granted.update)
    found = [await tried("slack", "the bot token is accepted", accepted)]
    if found[0].passed:
        found.append(await tried("slack", "it has the scopes it needs", partial(scopes, granted)))
    if settings.app_token is not None:
        opened = partial(_socket_mode, settings, settings.app_token)
        found.append(await tried("slack", "Socket Mode can be opened", opened))
    return found


async def installs(settings: Settings) -> list[Check]:
    """What the database says of the workspaces that the bot is in."""
    async with database_of(settings) as database:
        workspaces, installed = await Workspaces(database).all(), await Installs(database).all()
    found = [
        await tried("slack", "no bot token was revoked", partial(none_revoked, settings, workspaces)),
        await tried("slack", "no bot token is in doubt", partial(none_doubted, settings, workspaces)),
    ]
    if isinstance(settings.bot, OAuthApp):
        lacking = partial(none_lacking, settings, workspaces, installed)
        found.append(await tried("slack", "each installation has the scopes it needs", lacking))
    return found


async def none_revoked(settings: Settings, workspaces: Sequence[Workspace]) -> str:
    away = [(each, _since(each.revoked_at)) for each in workspaces if each.revoked_at is not None]
    if away:
        raise Failed(f"🔴 {_named(away)}", f"{_again(settings)} What is stored of it waits.")
    return f"{len(workspaces):,} workspace{'' if len(workspaces) == 1 else 's'}"


async def none_doubted(settings: Settings, workspaces: Sequence[Workspace]) -> str:
    doubted = [(each, _since(each.doubted_at)) for each in workspaces if each.doubted_at is not None]
    if doubted:
        cure = f"Slack refuses it, or does not answer, and is asked every minute. {ADDRESS} Else: {_again(settings)}"
        raise Failed(f"🟡 {_named(doubted)}", cure)
    return ""


async def none_lacking(settings: Settings, workspaces: Sequence[Workspace], installed: Sequence[Install]) -> str:
    granted = {each.workspace: each.scopes for each in installed if each.scopes}
    lacking = [
        (each, f"without {', '.join(missing)}")
        for each in workspaces
        if each.revoked_at is None and (missing := _missing(granted.get(each.id, NEEDED_SCOPES.keys())))
    ]
    if lacking:
        raise Failed(f"🔴 {_named(lacking)}", f"{_again(settings)} Slack asks there for all of them.")
    unknown = len(installed) - len(granted)
    return f"not known of {unknown:,}, until they install it again" if unknown else "all"


def _missing(granted: Set[str]) -> list[str]:
    return [scope for scope in NEEDED_SCOPES if scope not in granted]


def _since(at: datetime) -> str:
    return f"since {at:%Y-%m-%d}"


def _named(workspaces: Sequence[tuple[Workspace, str]]) -> str:
    """Each with what is wrong there."""
    named = ", ".join(f"{each.id} ({printable(each.name)}, {wrong})" for each, wrong in workspaces[:NAMED])
    return f"{named} and {len(workspaces) - NAMED} more" if len(workspaces) > NAMED else named


def _again(settings: Settings) -> str:
    page = f"{settings.bot.public_url}/slack/install" if isinstance(settings.bot, OAuthApp) else "its page"
    return f"Install the app there again from {page}."


async def _app(settings: Settings, app: OAuthApp) -> str:
    """Slack looks at them before it looks at the code, which is none."""
    try:
        await Consent(app, settings.slack_api_url, SystemClock()).exchange("tokenmeter-doctor")
    except SlackRefuses as error:
        if error.code not in OF_THE_CODE:
            cure = "Copy SLACK_CLIENT_ID and SLACK_CLIENT_SECRET again from the app's page, Basic Information."
            raise Failed(f"Slack says {error.code}", cure) from error
    except SlackAway as error:
        raise Failed("Slack cannot be reached", "Does this machine reach slack.com by https?") from error
    return f"it is installed from {app.public_url}/slack/install"


async def _bot_token(settings: Settings, token: Secret, grant: Callable[[set[str]], None]) -> str:
    """Tells `grant` which scopes it has."""
    client = AsyncWebClient(token.reveal(), base_url=f"{settings.slack_api_url}/")
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        cure = f"Copy SLACK_BOT_TOKEN again from the app's page. {ADDRESS}"
        raise Failed(f"Slack says {code_of(error)}", cure) from error
    except UNREACHABLE as error:
        raise Failed("Slack cannot be reached", "Does this machine reach slack.com by https?") from error
    headers = {name.lower(): value for name, value in answer.headers.items()}
    grant({scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")})
    return f"workspace {answer['team']}"


async def scopes(granted: Set[str]) -> str:
    missing = [f"{scope} ({NEEDED_SCOPES[scope]})" for scope in _missing(granted)]
    if missing:
        cure = (
            "Add them on the app's page under OAuth & Permissions, and install it again: `tokenmeter manifest` has all."
        )
        raise Failed(f"missing {', '.join(missing)}", cure)
    without = [f"{scope} ({use})" for scope, use in OPTIONAL_SCOPES.items() if scope not in granted]
    return f"all; of the optional ones not {', '.join(without)}" if without else "all, and the optional ones"


async def _socket_mode(settings: Settings, token: Secret) -> str:
    client = AsyncWebClient(base_url=f"{settings.slack_api_url}/")
    try:
        await client.apps_connections_open(app_token=token.reveal())
    except SlackApiError as error:
        cure = "Make an app-level token with connections:write, and enable Socket Mode."
        raise Failed(f"Slack says {code_of(error)}", cure) from error
    except UNREACHABLE as error:
        raise Failed("Slack cannot be reached", "Does this machine reach slack.com by https?") from error
    return ""
