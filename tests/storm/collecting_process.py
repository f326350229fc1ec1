"""A process that collects once. It kills itself, kill -9, at a fault point.

It ends with 0 when everything was read, and with the codes below when it has to be started again.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from core.providers.openai import Manners, OpenAI
from sandbox.openai.keys import DEFAULT_KEY
from storage.connections import Connections
from storage.database import DatabaseDown
from storage.usage import UsageStore
from tests import forked
from tests.collecting import collector, opened
from tests.forked import Forked, Program
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


async def start(database_url: str, openai_url: str, now: datetime, err: Path, points: int = 1_000_000_000) -> Forked:
    """What it complains about is appended to `err`."""
    main = (
        f"from tests.storm.collecting_process import main\nmain{(database_url, openai_url, now.isoformat(), points)!r}"
    )
    return await forked.start(Program(main), os.environ, Path.cwd(), err, err)


def main(database_url: str, openai_url: str, now: str, points: int) -> None:
    raise SystemExit(asyncio.run(_collect(database_url, openai_url, Now(datetime.fromisoformat(now)), points)))


async def _collect(database_url: str, openai_url: str, clock: Now, points: int) -> int:
    try:
        async with opened(database_url) as database:
            connection = (await Connections(database).of("T1"))[0]
            openai = OpenAI(f"{openai_url}/v1", clock, Manners(sleep=_no_time))
            with watched_by(FaultPoints(points, kill_this_process)):
                outcome = await collector(database, openai, clock, UsageStore, DEFAULT_KEY).collect(connection)
    except (DatabaseDown, DBAPIError) as error:
        print(error, file=sys.stderr)
        return DATABASE_FAILED
    return 0 if outcome.fault is None else NOT_ALL_READ


async def _no_time(_: float) -> None:
    """Waiting takes none."""
