"""Processes that look at the same minute for what is due. One that is killed is replaced before the next look."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Client, Connection
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.storm.year_slack import kill_process

LONGEST_SKEW: Final = 20
"""Seconds by which their clocks may be ahead."""
SETTLES: Final = 0.03
"""Seconds in which Slack carries out what a dead process has sent it."""
STUCK: Final = 120.0
"""Seconds after which a look is taken for one that never ends."""


@dataclass(frozen=True, slots=True)
class Looked:
    dead: int
    failed: tuple[tuple[str, str], ...]
    """Workspaces, each with what its look failed with."""


@dataclass(frozen=True, slots=True)
class Member:
    process: int
    pipe: Connection
    skew: timedelta


@dataclass
class Crew:
    nursery: str
    arguments: tuple[Any, ...]
    """Those of `year_process.live` after its pipe."""
    random: Random
    members: list[Member] = field(default_factory=list)

    async def look(self, at: datetime, due: Mapping[str, bool], *, kill: bool) -> Looked:
        """All of them look at the workspaces that are due, each with whether there may be new figures; with `kill`, one
        of them is killed at some moment of it."""
        workspaces = sorted(due)
        for each in self.members:
            with suppress(BrokenPipeError):  # killed after its last answer
                each.pipe.send((at + each.skew, {one: due[one] for one in self.random.sample(workspaces, len(due))}))
        if kill:
            victim = self.random.choice(self.members).process
            asyncio.get_running_loop().call_later(self.random.uniform(0, 0.04), kill_process, victim)
        async with asyncio.timeout(STUCK):
            answers = await asyncio.gather(*(asyncio.to_thread(_answer, each.pipe) for each in self.members))
        dead = [each for each, answer in zip(self.members, answers, strict=True) if answer is None]
        for each in dead:
            each.pipe.close()
            self.members.remove(each)
        if dead:
            await asyncio.sleep(SETTLES)
            await self.hire(len(dead))
        return Looked(len(dead), tuple(failed for answer in answers if answer for failed in answer))

    async def hire(self, number: int) -> None:
        for _ in range(number):
            pipe = Client(self.nursery)
            pipe.send(self.arguments)
            process = await asyncio.to_thread(pipe.recv)
            self.members.append(Member(process, pipe, timedelta(seconds=self.random.uniform(0, LONGEST_SKEW))))

    def dismiss(self) -> None:
        for each in self.members:
            with suppress(BrokenPipeError):
                each.pipe.send(None)
            _answer(each.pipe)
            each.pipe.close()


@asynccontextmanager
async def crew(nursery: str, number: int, random: Random, *arguments: Any) -> AsyncIterator[Crew]:
    hired = Crew(nursery, arguments, random)
    try:
        await hired.hire(number)
        yield hired
    finally:
        await asyncio.to_thread(hired.dismiss)


@contextmanager
def open_nursery() -> Iterator[str]:
    """Where new processes are to be had: the code is read once for all of them."""
    with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
        address = str(Path(folder) / "socket")
        command = [sys.executable, "-m", "tests.storm.year_process", address]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as nursery:  # noqa: S603
            if nursery.stdout is None or not nursery.stdout.readline():
                raise RuntimeError("no process could be started")
            yield address


def _answer(pipe: Connection) -> list[tuple[str, str]] | None:
    """What failed in its look; None when it died."""
    try:
        failed: list[tuple[str, str]] = pipe.recv()
    except (EOFError, ConnectionResetError):
        return None
    return failed
