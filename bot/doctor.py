"""tokenmeter doctor: everything the settings point to, tried one by one, with a cure for what fails."""

import asyncio
import json
import os
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.keeping import keyring_source, vault_of
from bot.settings import Settings
from core.crypto import encoded
from core.vault import VaultError, try_out
from storage.database import Database
from storage.master_key import BadMasterKey
from storage.migrate import current, head

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

PATIENCE: Final = 10.0
"""Seconds any one check may take."""


@dataclass(frozen=True, slots=True)
class Check:
    group: str
    name: str
    passed: bool
    found: str
    cure: str = ""


class Failed(Exception):
    """A check that did not pass: what was found, and what to do about it."""

    def __init__(self, found: str, cure: str) -> None:
        super().__init__(found)
        self.found = found
        self.cure = cure


Probe = Callable[[Settings], Awaitable[str]]


async def examine(settings: Settings, *, pre: bool) -> list[Check]:
    """Run the checks; `pre` leaves out what needs a migrated database or the network."""
    probes: list[tuple[str, str, Probe]] = [
        ("machine", "the home folder can be written", _home),
        ("keys", "the master key opens what it sealed", _master_key),
        ("keys", "the vault stores, gives back and destroys", _vault),
    ]
    if not pre:
        probes += [
            ("database", "it answers, with this release's schema", _database),
            ("slack", "the bot token is accepted, with its scopes", _bot_token),
            ("slack", "Socket Mode can be opened", _app_token),
            ("openai", "the API can be reached", _openai),
        ]
    settings_ok = Check("settings", "every variable is right", True, "read")
    return [settings_ok, *[await _try(group, name, probe, settings) for group, name, probe in probes]]


def report(checks: Sequence[Check], *, as_json: bool) -> str:
    """The checks as people read them, in groups, or one JSON object a line."""
    if as_json:
        return "\n".join(json.dumps(asdict(check)) for check in checks)
    groups: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        groups[check.group].append(check)
    lines: list[str] = []
    for group, members in groups.items():
        lines += [group, "-" * len(group)]
        for check in members:
            lines.append(f"{'√' if check.passed else '×'} {check.name}: {check.found}")
            lines += [f"    {check.cure}"] if check.cure else []
        lines.append("")
    failed = sum(not check.passed for check in checks)
    return "\n".join([*lines, f"{len(checks) - failed} passed, {failed} failed"])


async def _try(group: str, name: str, probe: Probe, settings: Settings) -> Check:
    try:
        async with asyncio.timeout(PATIENCE):
            return Check(group, name, True, await probe(settings))
    except Failed as failed:
        return Check(group, name, False, failed.found, failed.cure)
    except TimeoutError:
        return Check(group, name, False, f"no answer in {PATIENCE:.0f} s", "Is the address right, and not firewalled?")


async def _home(settings: Settings) -> str:
    folder = settings.home_folder
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Failed(f"{folder} cannot be made", "Set TOKENMETER_HOME to a folder this user may write to.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Failed(f"{folder} is read-only", "Set TOKENMETER_HOME to a folder this user may write to.")
    return str(folder)


async def _master_key(settings: Settings) -> str:
    try:
        async with keyring_source(settings) as load:
            keyring = await load()
    except BadMasterKey as bad:
        raise Failed(str(bad), "Restore the master key from your backup.") from bad
    probe = encoded("doctor")
    if keyring.open(keyring.seal(b"probe", probe), probe) != b"probe":
        raise Failed("it does not", "Restore the master key from your backup.")
    return "wrapped by Cloud KMS" if settings.kms_key else "yes"


async def _vault(settings: Settings) -> str:
    installation = f"doctor-{secrets.token_hex(4)}"
    try:
        async with vault_of(settings, installation) as vault:
            await try_out(vault, f"tokenmeter-{installation}", b"probe")
            return vault.title
    except VaultError as error:
        raise Failed(str(error), "Give the account the permission, or repair the vault's folder.") from error


async def _database(settings: Settings) -> str:
    database = Database(settings.database)
    answers = await database.ping()
    await database.close()
    if not answers:
        raise Failed("it does not answer", "Is DATABASE_URL right, and the server up?")
    found, wanted = await asyncio.to_thread(current, settings.database), head()
    if found != wanted:
        raise Failed(f"its schema is {found or 'empty'}, not {wanted}", "Run `tokenmeter migrate`.")
    return f"schema {found}"


async def _bot_token(settings: Settings) -> str:
    client = AsyncWebClient(settings.bot_token.reveal(), base_url=f"{settings.slack_api_url}/")
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise Failed(
            f"Slack says {error.response['error']}", "Copy SLACK_BOT_TOKEN again from the app's page."
        ) from error
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
        raise Failed(f"Slack says {error.response['error']}", cure) from error
    except OSError as error:
        raise Failed("Slack cannot be reached", "Does this machine reach slack.com by https?") from error
    return "yes"


async def _openai(settings: Settings) -> str:
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        try:
            answer = await client.get(f"{settings.openai_base_url}/organization/projects")
        except httpx.HTTPError as error:
            raise Failed("it cannot be reached", "Does this machine reach OPENAI_BASE_URL by https?") from error
    return f"yes (it answers {answer.status_code} without a key)"
