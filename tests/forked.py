"""Processes forked from one that has imported the bot: each is ready a second of the processor sooner than a new one.

Each has its own environment, folder and output, and can be killed. What an interpreter does that begins with nothing is
for tests that start one.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

_PRELOADED: Final = ["tests.preloaded"]


@dataclass(frozen=True, slots=True)
class Program:
    source: str
    """Python, run as `python -c` runs it."""


def command(*words: str) -> Program:
    """`tokenmeter WORDS`."""
    return Program(f"import sys\nsys.argv = {['tokenmeter', *words]!r}\nfrom bot.cli import main\nmain()")


class Forked:
    """What a test does with a process, as asyncio's own kind does it."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self.pid = process.pid or 0

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):  # it is ending in this moment
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        code = self.returncode
        assert code is not None
        return code


async def start(program: Program, environment: Mapping[str, str], folder: Path, out: Path, err: Path) -> Forked:
    """`out` and `err` are appended to."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    process = context.Process(target=_become, args=(program.source, dict(environment), folder, out, err))
    await asyncio.to_thread(process.start)  # the first waits until all is imported
    return Forked(process)


def _become(source: str, environment: dict[str, str], folder: Path, out: Path, err: Path) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for path, number in ((out, 1), (err, 2)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.argv = ["-c"]
    exec(compile(source, "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102  # our own
