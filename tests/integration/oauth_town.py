"""A small town whose bot any number of workspaces install by OAuth: over real HTTP, in any number of browsers."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from httpx import URL

from bot.app import running
from bot.house import House
from bot.settings import load
from sandbox.client import new_client
from sandbox.openai.server import build_app
from sandbox.openai.world import World
from sandbox.serve import start
from sandbox.slack.person import Person, person_at
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import SIGNING_SECRET
from sandbox.slack.towards_bot import SignedHttp
from sandbox.slack.world import BETA, CLIENT_ID, CLIENT_SECRET, TEAM
from storage.installs import Installs
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.ports import free_port

WHO = {TEAM: f"{TEAM} U0ANA", BETA: f"{BETA} U0BEA"}
"""Who consents, as Slack's page offers them: an admin of each."""


class Browser:
    """Keeps cookies and goes where it is sent, as far as Slack's consent page."""

    def __init__(self, client: httpx.AsyncClient, address: str) -> None:
        self._client = client
        self._address = address

    async def begin(self) -> URL:
        """Slack's consent page, with what it was asked."""
        answer = await self._client.get(f"{self._address}/slack/install")
        assert answer.status_code == 302
        return URL(answer.headers["Location"])

    async def consent(self, page: URL, team: str = BETA, answer: str = "allow", who: str = "") -> str:
        """Press a button there, as the workspace's admin or as `who`; the address that the browser is sent back to."""
        asked = page.params
        form = {name: asked[name] for name in ("state", "redirect_uri")} | {"who": who or WHO[team], "answer": answer}
        back = await self._client.post(str(page.copy_with(query=None)), data=form)
        return back.headers["Location"]

    async def open(self, address: str, **headers: str) -> httpx.Response:
        return await self._client.get(address, headers=headers)

    async def install(self, team: str = BETA) -> httpx.Response:
        return await self.open(await self.consent(await self.begin(), team))


@dataclass(frozen=True)
class OAuthTown:
    slack: SmallSlack
    house: House
    address: str
    home: Path
    bea: Person
    """An admin of Beta."""
    ana: Person
    """An admin of Acme."""
    variables: dict[str, str]

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        async with new_client() as client:
            yield Browser(client, self.address)

    @asynccontextmanager
    async def another(self) -> AsyncIterator[tuple[str, House]]:
        """A second process on the same database, behind the same public address: where it listens, and what it is."""
        port = free_port()
        settings = load(self.variables | {"PORT": str(port)}, self.home)
        async with running(settings, self.house.shared.clock) as house:
            yield f"http://127.0.0.1:{port}", house

    @property
    def installs(self) -> Installs:
        return Installs(self.house.shared.database)

    @property
    def workspaces(self) -> Workspaces:
        return self.house.shared.workspaces

    @property
    def kept(self) -> list[Path]:
        """What is in the vault."""
        folder = self.home / "vault"
        return sorted(folder.iterdir()) if folder.exists() else []

    async def settle(self) -> None:
        """Wait for what goes on after an answer."""
        await self.house.shared.in_flight.drain(10)

    async def dm(self, person: Person) -> list[Any]:
        """The bot's messages to them."""
        await self.settle()
        state = self.slack.state if person is self.ana else self.slack.beta
        return state.im(person.user).messages


@asynccontextmanager
async def oauth_town(home: Path, database_url: str, clock: FixedClock, **settings: str) -> AsyncIterator[OAuthTown]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    by_http = SignedHttp(f"{address}/slack/events", now=lambda: clock.now().timestamp())
    async with AsyncExitStack() as stack:
        slack = await start_slack(bot=by_http, now=lambda: clock.now().timestamp())
        stack.push_async_callback(slack.running.close)
        openai = await start(build_app(World(7, clock.now)))
        stack.push_async_callback(openai.close)
        variables = {
            "SLACK_CLIENT_ID": CLIENT_ID,
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "TOKENMETER_PUBLIC_URL": address,
            "SLACK_API_URL": slack.api_url,
            "OPENAI_BASE_URL": f"{openai.url}/v1",
            "DATABASE_URL": database_url,
            "TOKENMETER_HOME": str(home),
            "TOKENMETER_SUPPORT": "#help-finops",
            "PORT": str(port),
            **settings,
        }
        house = await stack.enter_async_context(running(load(dict(variables), home), clock))
        bea = await stack.enter_async_context(person_at(f"{slack.url}/{BETA}", "U0BEA"))
        ana = await stack.enter_async_context(person_at(slack.url, "U0ANA"))
        yield OAuthTown(slack, house, address, home, bea, ana, variables)


__all__ = ["BETA", "TEAM", "Browser", "OAuthTown", "oauth_town"]
