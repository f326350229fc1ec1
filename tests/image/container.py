"""A container of the image: its root closed, its user, its environment, and a first process of its own."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import httpx

from bot.app import DRAIN, LET_GO
from sandbox.client import new_client
from tests.image.dockerfile import Stage
from tests.image.roots import SYSTEM_PATH, Root
from tests.real_town import children_of

START: Final = 90.0
"""Seconds until it is to be ready."""

END: Final = LET_GO + 2 * DRAIN + 10
"""Seconds until it is to have ended once it was told to."""


@dataclass(frozen=True, slots=True)
class Process:
    unshare: asyncio.subprocess.Process
    pid: int
    """Of the container's first process, as it is called outside."""

    async def ready(self, url: str, log: Path) -> float:
        """After how many seconds it is. Raises when it ends before."""
        started = time.monotonic()
        async with new_client(timeout=2.0) as client, asyncio.timeout(START):
            while self.unshare.returncode is None:
                with suppress(httpx.TransportError):
                    if (await client.get(f"{url}/readyz")).status_code == 200:
                        return time.monotonic() - started
                await asyncio.sleep(0.05)
        raise RuntimeError(f"it ended with {self.unshare.returncode}:\n{await asyncio.to_thread(log.read_text)}")

    async def terminated(self) -> float:
        """Within how many seconds SIGTERM has ended it, with 0."""
        started = time.monotonic()
        os.kill(self.pid, signal.SIGTERM)
        ended = await asyncio.wait_for(self.unshare.wait(), END)
        if ended != 0:
            raise RuntimeError(f"SIGTERM ended it with {ended}")
        return time.monotonic() - started


@dataclass(frozen=True, slots=True)
class Container:
    root: Root
    image: Stage

    @property
    def data(self) -> Path:
        return self.root.path / self.image.last("VOLUME").value.lstrip("/")

    @property
    def entry(self) -> list[str]:
        return self.image.last("ENTRYPOINT").words

    def exec(self, *words: str, **variables: str) -> str:
        """What `docker exec` would print. Raises CalledProcessError."""
        user, folder = self.image.last("USER").value, self.image.last("WORKDIR").value
        return self.root.run(words, self._environment(variables), folder, user)

    @asynccontextmanager
    async def running(
        self, log: BinaryIO, variables: Mapping[str, str], command: Sequence[str] = ()
    ) -> AsyncIterator[Process]:
        """What `docker run` starts, with the image's command if none is given: process 1 of a namespace, to which only
        the signals come that it listens for.
        """
        inside = [
            *("/usr/sbin/chroot", f"--userspec={self.image.last('USER').value}", str(self.root.path)),
            *("/usr/bin/env", f"--chdir={self.image.last('WORKDIR').value}"),
            *(*self.entry, *(command or self.image.last("CMD").words)),
        ]
        proc = self.root.path / "proc"
        started = await asyncio.create_subprocess_exec(
            *("/usr/bin/unshare", "--pid", "--fork", "--kill-child", f"--mount-proc={proc}", *inside),
            env=self._environment(variables),
            stdout=log,
            stderr=log,
        )
        try:
            yield Process(started, await _first_child(started.pid))
        finally:
            with suppress(ProcessLookupError):
                started.kill()
            await started.wait()

    def _environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        return self.image.environment(SYSTEM_PATH) | dict(variables)


async def _first_child(pid: int) -> int:
    async with asyncio.timeout(5):
        while not (children := children_of(pid)):  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.01)
    return children[0]
