"""A process that collects once and kills itself, kill -9, at a fault point: DATABASE_URL OPENAI_URL NOW POINTS."""

import asyncio
import os
import signal
import sys
from datetime import datetime

from core.providers.openai import OpenAI
from sandbox.openai.keys import DEFAULT_KEY
from storage.connections import Connections
from storage.usage import UsageStore
from tests.collecting import collector, opened
from tests.storm.fault_points import FaultPoints, watched_by


class Now:
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


def kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(database_url: str, openai_url: str, now: str, points: str) -> None:
    clock = Now(datetime.fromisoformat(now))
    async with opened(database_url) as database:
        connection = (await Connections(database).of("T1"))[0]
        openai = OpenAI(f"{openai_url}/v1", clock)
        with watched_by(FaultPoints(int(points), kill_this_process)):
            await collector(database, openai, clock, UsageStore, DEFAULT_KEY).collect(connection)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
