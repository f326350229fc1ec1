"""Slack sends a request again when it is not sure of the answer: each payload one to four times, in any order."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from tests.storm.bot_under_fire import Target
from tests.storm.hostile_requests import AT_ONCE, DRAIN, Shot, send
from tests.storm.wire import STAMP, headers, marked, request

MOST: Final = 4
"""Deliveries of one payload."""


def deliveries(seed: int, payloads: int) -> list[Shot]:
    """Each payload one to four times, shuffled; each delivery is signed anew, as a retry of Slack's is."""
    random = Random(seed)
    sent = []
    for number in range(payloads):
        real = marked(number)
        for retry in range(random.randint(1, MOST)):
            again = [(b"X-Slack-Retry-Num", str(retry).encode())] if retry else []
            sent.append(Shot("delivery", request(real.body, [*headers(real, STAMP - 60 * retry), *again]), real.mark))
    random.shuffle(sent)
    return sent


async def deliver(targets: Sequence[Target], shots: Sequence[Shot]) -> list[str]:
    """Deliver all, by turns to the processes that share one database. What is wrong then: nothing, if all is well."""
    answers, queue = Counter[int](), iter(enumerate(shots))

    async def some(queue: Iterator[tuple[int, Shot]]) -> None:
        for number, shot in queue:
            answers[await send(targets[number % len(targets)].url, shot)] += 1

    await asyncio.gather(*(some(queue) for _ in range(AT_ONCE)))
    for target in targets:
        await target.in_flight.drain(DRAIN)
    effects = sum((target.effects for target in targets), Counter[str]())
    wanted = {shot.mark for shot in shots}
    wrong = [f"{count} deliveries answered {status}" for status, count in answers.items() if status != 200]
    wrong += [f"{mark}: {effects[mark]} effects" for mark in sorted(wanted | set(effects)) if effects[mark] != 1]
    return wrong
