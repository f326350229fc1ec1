"""A burst of 200 messages to one channel and two to each of a hundred others, at a Slack that keeps its limits.

The sandbox's Slack is ten times as fast as Slack, and so is the pace of the bot: what takes 20 s here takes 200 there.
A Retry-After, which has whole seconds, weighs ten times as much here.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle
from typing import Final

from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack.client import slack_client
from bot.slack.turns import Turns
from core.secret import Secret
from sandbox.slack.server import start_slack
from sandbox.slack.state import BOT_TOKEN
from tests.bench.showing import line, title
from tests.bursts import Arrived, burst

SPEED: Final = 10.0
BUSY, OTHERS, EACH = 200, 100, 2

Clients = Callable[[str], Sequence[AsyncWebClient]]
"""Of the processes that send it, by the address of Slack's API."""


def main() -> None:
    title(f"A burst: {BUSY} messages to one channel and {EACH} to each of {OTHERS} others, in seconds of Slack's")
    ways: dict[str, Clients] = {
        "paced": partial(_paced, processes=1),
        "paced, by two processes that share it": partial(_paced, processes=2),
        "the library, trying again three times": partial(_by_the_library, retries=3),
        "the library as it comes": partial(_by_the_library, retries=0),
    }
    for name, clients in ways.items():
        arrived, seconds = asyncio.run(_send(clients))
        whole = len(arrived.texts) + arrived.elsewhere
        in_order = arrived.texts == sorted(set(arrived.texts), key=int) and not arrived.disordered
        said = f"{seconds:.0f} s, {arrived.refused} × 429, {'in order' if in_order else 'out of order'}"
        aim = "whole, in order, few 429s" if name == "paced" else ""
        line(name, f"{whole} of {BUSY + EACH * OTHERS}", said, aim)


async def _send(clients: Clients) -> tuple[Arrived, float]:
    """What became of it, and the seconds it took, as Slack's clock would show them."""
    slack = await start_slack()
    slack.state.settings.speed = SPEED
    turn = cycle(clients(slack.api_url))
    began = time.perf_counter()
    arrived = await burst(
        slack, lambda channel, text: next(turn).chat_postMessage(channel=channel, text=text), BUSY, OTHERS, EACH
    )
    took = time.perf_counter() - began
    await slack.running.close()
    return arrived, took * SPEED


def _paced(api_url: str, processes: int) -> list[AsyncWebClient]:
    given = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": api_url}
    settings = Settings.model_validate(given)
    return [slack_client(settings, Secret(BOT_TOKEN), Turns(SPEED)) for _ in range(processes)]


def _by_the_library(api_url: str, retries: int) -> list[AsyncWebClient]:
    client = AsyncWebClient(BOT_TOKEN, base_url=f"{api_url}/")
    if retries:
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=retries))
    return [client]


if __name__ == "__main__":
    main()
