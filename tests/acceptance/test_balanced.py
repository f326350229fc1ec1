"""Two processes behind a load balancer: Slack's repeats come to either, and are done once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import running
from bot.house import House
from bot.settings import load
from sandbox.slack.person import Person, person_at
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.towards_bot import SignedHttp
from tests.acceptance.looking import idle
from tests.balancer import Balancer, balancer
from tests.conftest import FixedClock
from tests.ports import free_port
from tests.town import COSTS


@dataclass(frozen=True)
class Balanced:
    slack: SmallSlack
    balancer: Balancer
    houses: list[House]
    ana: Person

    async def settled(self) -> None:
        """Return when the sandbox's repeats are sent and neither process has anything under way."""
        async with asyncio.timeout(10):
            while len(self.balancer.taken) % 4:  # noqa: ASYNC110  # nothing tells of them
                await asyncio.sleep(0.01)
        for house in self.houses:
            await idle(house)


@pytest.fixture
async def balanced(
    tmp_path: Path, postgres_url: str, clock: FixedClock, shared_charts: None
) -> AsyncIterator[Balanced]:
    ports = [free_port(), free_port()]
    async with AsyncExitStack() as stack:
        between = await stack.enter_async_context(balancer([f"http://127.0.0.1:{port}" for port in ports]))
        by_http = SignedHttp(f"{between.url}/slack/events", now=lambda: clock.now().timestamp())
        slack = await start_slack(bot=by_http)
        stack.push_async_callback(slack.running.close)
        houses = []
        for port in ports:
            environ = {
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_SIGNING_SECRET": SIGNING_SECRET,
                "SLACK_API_URL": slack.api_url,
                "DATABASE_URL": postgres_url,
                "TOKENMETER_HOME": str(tmp_path / "home"),
                "PORT": str(port),
            }
            houses.append(await stack.enter_async_context(running(load(environ, tmp_path), clock)))
        ana = await stack.enter_async_context(person_at(slack.url, "U0ANA"))
        yield Balanced(slack, between, houses, ana)


async def test_what_slack_repeats_to_either_process_is_done_once(balanced: Balanced) -> None:
    balanced.slack.state.settings.repeats = 3
    for topic in ("help", "help usage", "help budget"):
        assert await balanced.ana.command(COSTS, f"/tokenmeter {topic}") == ""
        await balanced.settled()
    assert len(balanced.slack.state.channels[COSTS].messages) == 3
    assert len(set(balanced.balancer.taken)) == 2
