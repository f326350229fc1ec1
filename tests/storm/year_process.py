"""Processes that tell what is due: told the time, they look at workspaces, and say how that went.

`python -m tests.storm.year_process SOCKET` starts a new one, in hundredths of a second, for each connection to SOCKET.
"""

import asyncio
import logging
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from typing import Final

import structlog

from core.secret import Secret
from storage.database import Database
from tests.storm.year_bot import Bot, Now, bot_of

AT_ONCE: Final = 3
"""Workspaces that are seen to at the same time."""


def main(address: str) -> None:
    """Until what started it closes its standard input."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        print("open", flush=True)
        while door in select.select([door, sys.stdin], [], [])[0]:
            with Connection(door.accept()[0].detach()) as pipe:
                if os.fork() == 0:
                    with suppress(EOFError):  # what started it is gone
                        asyncio.run(live(pipe, *pipe.recv()))
                    os._exit(0)


async def live(pipe: Connection, database_url: str, slack_url: str, build: str) -> None:
    """Until it is killed, or there is nothing more to do."""
    database, clock = Database(Secret(database_url)), Now()

    @cache
    def bot(workspace: str) -> Bot:
        return bot_of(workspace, database, slack_url, clock, build)

    pipe.send(os.getpid())
    while (told := await asyncio.to_thread(pipe.recv)) is not None:
        clock.at, due = told
        pipe.send(await _look(bot, due))
    await database.close()


async def _look(bot: Callable[[str], Bot], due: Mapping[str, bool]) -> list[tuple[str, str]]:
    """What failed, by workspace. `due`: the workspaces, each with whether there may be new figures."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(workspace: str) -> None:
        async with room:
            await bot(workspace).look(at_figures=due[workspace])

    outcomes = await asyncio.gather(*map(one, due), return_exceptions=True)
    return [
        (workspace, ", ".join(_names(outcome)))
        for workspace, outcome in zip(due, outcomes, strict=True)
        if outcome is not None
    ]


def _names(error: BaseException) -> list[str]:
    if isinstance(error, BaseExceptionGroup):
        return sorted({name for each in error.exceptions for name in _names(each)})
    return [type(error).__name__]


if __name__ == "__main__":
    main(*sys.argv[1:])
