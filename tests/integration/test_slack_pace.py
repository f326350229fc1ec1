"""What Slack's limits do to a burst: the paced client and, beside it, the library's own way."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack.client import slack_client
from bot.slack.turns import Turns
from core.secret import Secret
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import BOT_TOKEN
from tests.bursts import BUSY, burst

SPEED = 60.0
"""The Slack of these tests takes in a second what the real one takes in a minute."""

MESSAGES, OTHERS = 40, 30
"""To the one busy channel, and other channels. `make bench` has two hundred and a hundred."""


@pytest.fixture
async def slack() -> AsyncIterator[SmallSlack]:
    slack = await start_slack()
    slack.state.settings.speed = SPEED
    yield slack
    await slack.running.close()


@pytest.fixture
def settings(slack: SmallSlack) -> Settings:
    given = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": slack.api_url}
    return Settings.model_validate(given)


async def test_a_burst_arrives_whole_in_order_and_once(slack: SmallSlack, settings: Settings) -> None:
    client = slack_client(settings, Secret(BOT_TOKEN), Turns(SPEED))

    async def post(channel: str, text: str) -> object:
        return await client.chat_postMessage(channel=channel, text=text)

    arrived = await burst(slack, post, MESSAGES, OTHERS, each=1)
    assert arrived.texts == [str(number) for number in range(MESSAGES)]
    assert (arrived.elsewhere, arrived.disordered, arrived.lost) == (OTHERS, 0, 0)
    assert arrived.refused <= 4


async def test_the_library_alone_loses_most_of_a_burst(slack: SmallSlack) -> None:
    """The control: Slack's limits are there."""
    client = AsyncWebClient(BOT_TOKEN, base_url=f"{slack.api_url}/")
    slack.state.settings.speed = 1.0

    async def post(channel: str, text: str) -> object:
        return await client.chat_postMessage(channel=channel, text=text)

    arrived = await burst(slack, post, MESSAGES, OTHERS, each=1)
    assert arrived.lost == arrived.refused >= MESSAGES - 10


async def test_several_processes_lose_nothing_though_each_paces_itself(slack: SmallSlack, settings: Settings) -> None:
    clients = [slack_client(settings, Secret(BOT_TOKEN), Turns(SPEED)) for _ in range(2)]
    await asyncio.gather(*(clients[n % 2].chat_postMessage(channel=BUSY, text=str(n)) for n in range(20)))
    there = Counter(message["text"] for message in slack.state.channels[BUSY].messages)
    assert there == Counter(str(number) for number in range(20))
