"""A process that collects once: DATABASE_URL OPENAI_URL NOW [POINTS]. It kills itself, kill -9, at that fault point.

It ends with 0 when everything was read, and with the codes below when it has to be started again.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime
from typing import Final

from sqlalchemy.exc import DBAPIError

from core.providers.openai import Manners, OpenAI
from sandbox.openai.keys import DEFAULT_KEY
from storage.connections import Connections
from storage.database import DatabaseDown
from storage.usage import UsageStore
from tests.collecting import collector, opened
from tests.storm.fault_points import FaultPoints, watched_by

DATABASE_FAILED: Final = 3
NOT_ALL_READ: Final = 4


class Now:
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


def kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(database_url: str, openai_url: str, now: str, points: str = "1_000_000_000") -> int:
    clock = Now(datetime.fromisoformat(now))
    try:
        async with opened(database_url) as database:
            connection = (await Connections(database).of("T1"))[0]
            openai = OpenAI(f"{openai_url}/v1", clock, Manners(sleep=_no_time))
            with watched_by(FaultPoints(int(points), kill_this_process)):
                outcome = await collector(database, openai, clock, UsageStore, DEFAULT_KEY).collect(connection)
    except (DatabaseDown, DBAPIError) as error:
        print(error, file=sys.stderr)
        return DATABASE_FAILED
    return 0 if outcome.fault is None else NOT_ALL_READ


async def _no_time(_: float) -> None:
    """Waiting takes none."""


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(*sys.argv[1:])))
