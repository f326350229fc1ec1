"""A burst of messages, sent to a Slack that keeps its limits, and what has become of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from sandbox.slack.server import SmallSlack
from sandbox.slack.state import Channel

BUSY = "C0COSTS"
"""The channel that gets most of it."""

POST = "chat.postMessage"


@dataclass(frozen=True)
class Arrived:
    texts: list[str]
    """In the one busy channel, as they stand there."""
    elsewhere: int
    disordered: int
    """Other channels in which one stands before an earlier one, or twice."""
    lost: int
    refused: int
    """Calls that Slack answered with 429."""


async def burst(
    slack: SmallSlack, post: Callable[[str, str], Awaitable[object]], busy: int, others: int, each: int
) -> Arrived:
    """`busy` messages to one channel and `each` to as many `others`, all at once; `post` takes channel and text.

    Their texts are their numbers.
    """
    names = [f"C{number}" for number in range(others)]
    slack.state.channels.update({name: Channel(name, name.lower(), "public") for name in names})
    sent = [(BUSY, str(number)) for number in range(busy)]
    sent += [(name, str(number)) for number in range(each) for name in names]
    results = await asyncio.gather(*(post(*message) for message in sent), return_exceptions=True)
    there = {name: [message["text"] for message in slack.state.channels[name].messages] for name in (BUSY, *names)}
    calls = sum(call["method"] == POST for call in slack.state.received)
    return Arrived(
        texts=there[BUSY],
        elsewhere=sum(len(there[name]) for name in names),
        disordered=sum(there[name] != sorted(set(there[name]), key=int) for name in names),
        lost=sum(isinstance(result, SlackApiError) for result in results),
        refused=calls - sum(map(len, there.values())),
    )
