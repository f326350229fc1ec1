"""The bot in a process of its own, as the benchmark of asking starts it: its clock begins at a given time and runs."""

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from bot import app, shared
from bot.pace import Pace
from bot.settings import load
from sandbox.slack.state import BOT_TOKEN, SIGNING_SECRET


class Running:
    """A clock."""

    def __init__(self, began: datetime) -> None:
        self._began = began
        self._at = time.monotonic()

    def now(self) -> datetime:
        return self._began + timedelta(seconds=time.monotonic() - self._at)


@asynccontextmanager
async def bot(home: Path, url: str, slack: str, port: int, began: datetime) -> AsyncIterator[None]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(home, url, slack, port, began, theirs))
    process.start()
    theirs.close()
    try:
        await asyncio.to_thread(ours.recv)
        yield
    finally:
        ours.close()
        await asyncio.to_thread(process.join, 30)


def _run(home: Path, url: str, slack: str, port: int, began: datetime, until_closed: Connection) -> None:
    environ = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack,
        "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
        "DATABASE_URL": url,
        "TOKENMETER_HOME": str(home),
        "TOKENMETER_LOG_LEVEL": "ERROR",
        "PORT": str(port),
    }

    async def serve() -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(shared, "Pace", partial(Pace, most=10**9))
            async with app.running(load(environ, home), Running(began)):
                until_closed.send("ready")
                await asyncio.to_thread(_closed, until_closed)

    asyncio.run(serve())


def _closed(until_closed: Connection) -> None:
    try:
        until_closed.recv()
    except EOFError:
        return
