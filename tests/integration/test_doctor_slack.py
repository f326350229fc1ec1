"""tokenmeter doctor where workspaces install by OAuth: the app's id and secret, and who has to install it again."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.doctor import slack
from bot.doctor.check import Check
from bot.oauth.consent import REDIRECT, Consent
from bot.settings import OAuthApp, Settings, load
from core.install import Granted, Tokens
from core.secret import Secret
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.world import CLIENT_ID, CLIENT_SECRET
from storage.database import Database
from storage.installs import Installs, NewInstall
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import NOW


@pytest.fixture
async def small() -> AsyncIterator[SmallSlack]:
    built = await start_slack()
    yield built
    await built.running.close()


def settings_of(small: SmallSlack, home: Path, url: str, secret: str = CLIENT_SECRET) -> Settings:
    environ = {
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": secret,
        "SLACK_SIGNING_SECRET": "signing-secret-for-tests",
        "TOKENMETER_PUBLIC_URL": "https://tokenmeter.acme.example",
        "SLACK_API_URL": small.api_url,
        "DATABASE_URL": url,
        "TOKENMETER_HOME": str(home),
    }
    return load(environ, home)


async def test_the_app_is_tried_without_a_code_and_a_wrong_secret_is_told(
    small: SmallSlack, sqlite_url: str, tmp_path: Path
) -> None:
    [right] = await slack.checks(settings_of(small, tmp_path, sqlite_url))
    assert (right.passed, right.found) == (True, "it is installed from https://tokenmeter.acme.example/slack/install")
    [wrong] = await slack.checks(settings_of(small, tmp_path, sqlite_url, "another-secret"))
    assert (wrong.passed, wrong.found) == (False, "Slack says bad_client_secret")
    assert "SLACK_CLIENT_SECRET" in wrong.cure
    small.state.settings.down = True
    [away] = await slack.checks(settings_of(small, tmp_path, sqlite_url))
    assert (away.passed, away.found) == (False, "Slack cannot be reached")


async def test_workspaces_whose_token_was_revoked_are_named_with_where_to_install_it_again(
    small: SmallSlack, database: Database, database_url: str, tmp_path: Path
) -> None:
    settings, workspaces = settings_of(small, tmp_path, database_url), Workspaces(database)
    for number in range(6):
        await workspaces.ensure(f"T{number}", f"Acme {number}", "free", NOW)
    assert await slack.installs(settings) == [
        Check("slack", "no bot token was revoked", True, "6 workspaces"),
        Check("slack", "no bot token is in doubt", True, ""),
        Check("slack", "each installation has the scopes it needs", True, "all"),
    ]
    for number in range(5):
        await workspaces.revoke(f"T{number}", NOW + timedelta(days=number))
    await workspaces.doubt("T5", NOW)
    [check, doubt, _] = await slack.installs(settings)
    assert not check.passed
    assert check.found == (
        "🔴 T0 (Acme 0, since 2026-11-24), T1 (Acme 1, since 2026-11-25), T2 (Acme 2, since 2026-11-26) and 2 more"
    )
    assert "https://tokenmeter.acme.example/slack/install" in check.cure
    assert (doubt.passed, doubt.found) == (False, "🟡 T5 (Acme 5, since 2026-11-24)")
    assert "IP addresses" in doubt.cure


async def test_workspaces_that_lack_a_scope_are_named_and_those_of_before_are_not_known(
    small: SmallSlack, database: Database, database_url: str, tmp_path: Path
) -> None:
    settings = settings_of(small, tmp_path, database_url)
    needed = frozenset(slack.NEEDED_SCOPES)
    given = {"T1": needed, "T2": needed - {"files:write"}, "T3": needed - {"files:write", "users:read"}}
    for number, (workspace, scopes) in enumerate({**given, "T4": frozenset()}.items()):
        granted = Granted(workspace, "Acme", "U1", Tokens(Secret("xoxb-" + "test-" * 4)), None, scopes)
        await Installs(database).put(NewInstall(f"{number:016}", granted, b"nowhere", NOW), "free")
    check = (await slack.installs(settings))[-1]
    assert (check.passed, check.found) == (
        False,
        "🔴 T2 (Acme, without files:write), T3 (Acme, without files:write, users:read)",
    )
    assert "https://tokenmeter.acme.example/slack/install" in check.cure
    for workspace in ("T2", "T3"):
        await Workspaces(database).revoke(workspace, NOW)
    check = (await slack.installs(settings))[-1]
    assert (check.passed, check.found) == (True, "not known of 1, until they install it again")


async def test_what_slack_grants_is_kept(small: SmallSlack, tmp_path: Path, sqlite_url: str) -> None:
    settings = settings_of(small, tmp_path, sqlite_url)
    assert isinstance(settings.bot, OAuthApp)
    small.state.settings.missing_scopes = ["files:write"]
    consent = Consent(settings.bot, small.api_url, FixedClock(NOW))
    redirect = f"{settings.bot.public_url}{REDIRECT}"
    granted = (await consent.exchange(small.oauth.consent("T0ACME", "U0ANA", redirect))).granted
    assert slack.NEEDED_SCOPES.keys() - granted.scopes == {"files:write"}
