"""What Slack's limits do to a burst: the paced clients and, beside them, the library's own way."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack_client import slack_client
from bot.turns import Turns
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import BOT_TOKEN, Channel

SPEED = 60.0
"""The Slack of these tests takes in a second what the real one takes in a minute."""

COSTS = "C0COSTS"
FIRST, OTHERS = 40, 30
"""Messages to the one busy channel, and other channels. `make bench` has two hundred and a hundred."""


@pytest.fixture
async def slack() -> AsyncIterator[SmallSlack]:
    slack = await start_slack()
    slack.state.settings.speed = SPEED
    for number in range(OTHERS):
        slack.state.channels[f"C{number}"] = Channel(f"C{number}", f"team-{number}", "public", set())
    yield slack
    await slack.running.close()


@pytest.fixture
def settings(slack: SmallSlack) -> Settings:
    given = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": slack.api_url}
    return Settings.model_validate(given)


@dataclass(frozen=True)
class Arrived:
    texts: list[str]
    """In the one busy channel, as they stand there."""
    elsewhere: int
    lost: int
    refused: int
    """Calls that Slack answered with 429."""


async def burst(slack: SmallSlack, post: Callable[[str, str], Awaitable[object]], first: int, each: int) -> Arrived:
    """`first` messages to one channel and `each` to each of the others, all at once."""
    before = len(slack.state.received)
    texts = [(COSTS, str(number)) for number in range(first)]
    texts += [(f"C{number}", str(text)) for text in range(each) for number in range(OTHERS)]
    results = await asyncio.gather(*(post(*text) for text in texts), return_exceptions=True)
    lost = sum(isinstance(result, SlackApiError) for result in results)
    others = [slack.state.channels[f"C{number}"].messages for number in range(OTHERS)]
    for messages in others:
        assert [message["text"] for message in messages] == sorted({message["text"] for message in messages})
    arrived = sum(map(len, others))
    busy = [message["text"] for message in slack.state.channels[COSTS].messages]
    calls = len(slack.state.received) - before
    return Arrived(busy, arrived, lost, calls - len(busy) - arrived)


async def test_a_burst_arrives_whole_in_order_and_once(slack: SmallSlack, settings: Settings) -> None:
    client = slack_client(settings, settings.bot_token, Turns(SPEED))
    arrived = await burst(slack, lambda channel, text: client.chat_postMessage(channel=channel, text=text), FIRST, 1)
    assert arrived.texts == [str(number) for number in range(FIRST)]
    assert (arrived.elsewhere, arrived.lost) == (OTHERS, 0)
    assert arrived.refused <= 4


async def test_the_library_alone_loses_most_of_a_burst(slack: SmallSlack, settings: Settings) -> None:
    """The control: Slack's limits are there, and waiting for each call alone does not do."""
    client = AsyncWebClient(BOT_TOKEN, base_url=f"{settings.slack_api_url}/")
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=0)]
    slack.state.settings.speed = 1.0
    arrived = await burst(slack, lambda channel, text: client.chat_postMessage(channel=channel, text=text), FIRST, 0)
    assert arrived.lost >= FIRST - 10
    assert arrived.refused >= FIRST - 10


async def test_several_processes_lose_nothing_though_each_paces_itself(slack: SmallSlack, settings: Settings) -> None:
    clients = [slack_client(settings, settings.bot_token, Turns(SPEED)) for _ in range(2)]
    slack.state.settings.speed = SPEED / 2
    texts = [(clients[number % 2], str(number)) for number in range(30)]
    await asyncio.gather(*(client.chat_postMessage(channel=COSTS, text=text) for client, text in texts))
    there = Counter(message["text"] for message in slack.state.channels[COSTS].messages)
    assert there == Counter(str(number) for number in range(30))
