"""Hostile requests to /slack/events, and genuine ones among them: without these, a zero would prove nothing."""

import asyncio
import ctypes
import gc
import io
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urlsplit

from tests.storm import hostile_bodies, hostile_headers
from tests.storm.bot_under_fire import Target
from tests.storm.wire import MARK, STAMP, Pieces, headers, marked, request

KINDS: Final = hostile_headers.KINDS + hostile_bodies.KINDS
GENUINE, REPLAY = "genuine", "replay"
NEVER_WHOLE: Final = {"length_lies", "broken_chunks", "two_lengths"}
"""The bot may wait for the rest: the sender goes away."""
GIVES_UP: Final = 0.05
"""Seconds after which it does."""
AT_ONCE: Final = 16
DRAIN: Final = 120.0
"""Seconds that work under way gets to end: each request that is taken costs a write that is synced to the disk."""
PATIENCE: Final = 20.0
"""Seconds to wait for an answer."""
FLAT: Final = 16 * 2**20
"""Bytes that the process may grow by after its first fifth of all requests."""


@dataclass(frozen=True, slots=True)
class Shot:
    kind: str
    pieces: Pieces
    mark: str = ""
    """Of a genuine one: the effect that it must have, once."""


@dataclass(slots=True)
class Outcome:
    genuine: set[str] = field(default_factory=set)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """By kind and status; 0 is a connection that was closed without an answer."""
    effects: Counter[str] = field(default_factory=Counter)
    traces: int = 0
    """Times that a part of a body was in the log."""
    failure: str = ""
    """The first record of work that failed."""
    grown: int = 0
    """Bytes of memory."""

    def of(self, kind: str) -> dict[int, int]:
        return {status: count for (each, status), count in sorted(self.answers.items()) if each == kind}


class Watch(io.StringIO):
    """A log that keeps next to nothing, and counts how often a part of a body is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.traces = 0
        self.failure = ""
        """The first record of work that failed."""

    def write(self, text: str) -> int:
        self.traces += MARK in text
        if "work failed" in text or "stopped before it was done" in text:
            self.failure = self.failure or text
        return len(text)


def shots(seed: int, hostile: int, genuine: int) -> Iterator[Shot]:
    """`hostile` requests of all kinds in turn with `genuine` ones spread among them: the same for the same seed."""
    random, every, sent = Random(seed), hostile // genuine, 0
    for number in range(hostile):
        if number % every == 0 and sent < genuine:
            last = _genuine(sent)
            sent += 1
            yield last
        turn = number % (len(KINDS) + 1)
        if turn == len(KINDS):
            yield Shot(REPLAY, last.pieces)
        else:
            yield Shot(KINDS[turn].__name__, KINDS[turn](random, marked(genuine + number)))


def _genuine(number: int) -> Shot:
    """Signed within five minutes, either way."""
    real = marked(number)
    age = (0, 299, -299, 300, -300)[number % 5]
    return Shot(GENUINE, request(real.body, headers(real, STAMP - age)), real.mark)


async def fire(target: Target, watch: Watch, seed: int, hostile: int, genuine: int) -> Outcome:
    """Send all of them, several at once, and see what comes of it."""
    outcome, queue = Outcome(), shots(seed, hostile, genuine)

    async def shoot(some: Iterator[Shot]) -> None:
        for shot in some:
            outcome.answers[shot.kind, await send(target.url, shot)] += 1
            if shot.kind == GENUINE:
                outcome.genuine.add(shot.mark)

    async def shoot_all(some: Iterator[Shot]) -> int:
        await asyncio.gather(*(shoot(some) for _ in range(AT_ONCE)))
        await target.in_flight.drain(DRAIN)
        return resident()

    before = await shoot_all(islice(queue, hostile // 5))
    outcome.grown = await shoot_all(queue) - before
    outcome.effects, outcome.traces, outcome.failure = target.effects, watch.traces, watch.failure
    return outcome


def wrong(outcome: Outcome) -> list[str]:
    """What is not as it must be: nothing, if all is well."""
    found = [
        f"{kind} {count} times answered {status or 'nothing'}"
        for (kind, status), count in sorted(outcome.answers.items())
        if not _may_be_answered(kind, status)
    ]
    accepted = [mark for mark in outcome.effects if mark not in outcome.genuine]
    if accepted:
        found.append(f"{len(accepted)} hostile requests were accepted")
    if others := [outcome.effects[mark] for mark in sorted(outcome.genuine) if outcome.effects[mark] != 1]:
        found.append(f"{len(others)} genuine requests had not one effect, but {set(others)} {outcome.failure}".rstrip())
    if outcome.traces:
        found.append(f"{outcome.traces} times a part of a body was in the log")
    if outcome.grown > FLAT:
        found.append(f"memory grew by {outcome.grown / 2**20:.0f} MB")
    return found


def _may_be_answered(kind: str, status: int) -> bool:
    """A repeat is Slack's own way to be sure: it is told that all is well, and nothing is done."""
    if kind in (GENUINE, REPLAY):
        return status == 200
    return 400 <= status < 500 or (status == 0 and kind in NEVER_WHOLE)


async def send(url: str, shot: Shot) -> int:
    """The status of the answer; 0 when there is none."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        with suppress(ConnectionError):
            for piece in shot.pieces:
                writer.write(piece)
                await writer.drain()
        async with asyncio.timeout(GIVES_UP if shot.kind in NEVER_WHOLE else PATIENCE):
            line = await reader.readline()
    except (ConnectionError, TimeoutError):
        return 0
    finally:
        writer.close()
    return int(line.split()[1]) if line else 0


def resident() -> int:
    """Bytes of memory that this process needs: what it has freed is given back first."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
