"""Nothing of a bot's token, a refresh token, a code or the app's secret is left behind by installing, or later."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot import log
from bot.redact import Redactor
from bot.settings import load
from core.secret import Secret
from sandbox.slack.oauth import TOKEN_LIFE
from sandbox.slack.world import CLIENT_SECRET
from tests.canary import Canary, files_in, leaks
from tests.conftest import FixedClock
from tests.integration.oauth_town import BETA, TEAM, OAuthTown, oauth_town


def canaries(town: OAuthTown) -> list[Canary]:
    given = [(text.rpartition("-")[0], text.rpartition("-")[2]) for text in town.slack.oauth.tokens]
    return [*(Canary(f"{prefix}…", prefix, body) for prefix, body in given), Canary("the secret", "", CLIENT_SECRET)]


def places(town: OAuthTown, folder: Path, written: str, pages: list[str]) -> Iterator[tuple[str, bytes]]:
    yield "the log", written.encode()
    yield "the pages", "".join(pages).encode()
    yield from files_in(folder)
    for state in (town.slack.state, town.slack.beta):
        messages = [message for channel in state.channels.values() for message in channel.messages]
        yield f"what {state.team.name} got", json.dumps([state.received, messages, state.homes]).encode()


async def live(town: OAuthTown, clock: FixedClock) -> list[str]:
    """Installed twice in one workspace and once in another, refused, followed by the next tokens, used; the pages."""
    town.slack.oauth.rotation = True
    async with town.browser() as browser:
        pages = [(await browser.install(team)).text for team in (BETA, TEAM, BETA)]
        town.slack.state.settings.errors["oauth.v2.access"] = "bad_client_secret"
        pages.append((await browser.install()).text)
        town.slack.state.settings.errors.clear()
    clock.move(timedelta(seconds=TOKEN_LIFE))
    await town.bea.command("C0SPEND", "/tokenmeter status")
    await town.settle()
    await town.house.bots.tend()
    assert sum(text.startswith("xoxe.xoxb-") for text in town.slack.oauth.tokens) == 5
    return pages


async def test_nothing_of_a_token_is_in_a_file_the_log_or_slack(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None
) -> None:
    written = io.StringIO()
    async with oauth_town(tmp_path / "home", sqlite_url, clock) as town:
        settings = load(dict(town.variables), tmp_path)
        log.configure("DEBUG", "console", Redactor(settings.secrets()), written)
        log.take_over()
        pages = await live(town, clock)
        assert len(town.kept) == 2
        found = canaries(town)
        assert leaks(found, places(town, tmp_path, written.getvalue(), pages)) == []
        assert "fetched the next token" in written.getvalue()

        # The control: the same search finds one that lies open, and one that the log is given unknown and unshaped.
        bot = await town.house.bots.of(BETA)
        assert bot is not None
        (tmp_path / "left behind").write_text(bot.token.reveal())
        told = leaks(found, places(town, tmp_path, Secret(CLIENT_SECRET).reveal(), pages))
        assert len(told) == 2
