"""What happens to a crowd of workspaces while its work is done, once each: and then it goes on."""

import asyncio
import resource
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

import psycopg

from tests.crowd import Crowd
from tests.storm.database_trouble import full

Fault = Callable[[Crowd, Random], Awaitable[None]]

SPARE_MEMORY: Final = 2**22
"""Bytes that a worker may still get once there is no more memory."""

SQUEEZED: Final = 3.0
"""Seconds for which it goes without, until the kernel would kill it."""


async def nothing(town: Crowd, random: Random) -> None:
    """The control."""


async def database_restarted(town: Crowd, random: Random) -> None:
    """Orderly, or as after a crash: in both cases whoever asks meanwhile is refused."""
    how = random.choice((signal.SIGINT, signal.SIGQUIT))
    await asyncio.to_thread(town.server.stop, how)
    await asyncio.sleep(random.uniform(0, 1))
    await asyncio.to_thread(town.server.start)


async def worker_killed(town: Crowd, random: Random) -> None:
    """One is killed, and another one started in its place."""
    name = random.choice([each for each in town.processes if each != "run"])
    town.end(name, signal.SIGKILL)
    town.start(name, "worker")


async def clock_killed(town: Crowd, random: Random) -> None:
    """Whichever process hands out the work."""
    name = clock_of(town)
    if name is not None:
        town.end(name, signal.SIGKILL)
        town.start(name, "run" if name == "run" else "worker")


async def disk_full(town: Crowd, random: Random) -> None:
    """The server cannot store what was collected."""
    with suppress(psycopg.OperationalError):
        await full(town.url, 0)


async def memory_gone(town: Crowd, random: Random) -> None:
    """One worker gets no more of it, and is killed in the end."""
    name = random.choice([each for each in town.processes if each != "run"])
    process = town.processes[name].pid
    most = _memory_of(process) + SPARE_MEMORY
    resource.prlimit(process, resource.RLIMIT_AS, (most, most))
    await asyncio.sleep(SQUEEZED)
    town.end(name, signal.SIGKILL)
    town.start(name, "worker")


def slack_down(seconds: float) -> Fault:
    async def down(town: Crowd, random: Random) -> None:
        await asyncio.to_thread(town.change_slack, down=True)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(town.change_slack, down=False)

    return down


def clock_of(town: Crowd) -> str | None:
    """The name of the process that hands out the work; None while there is none."""
    query = (
        "SELECT client_port FROM pg_stat_activity JOIN pg_locks USING (pid)"
        " WHERE locktype = 'advisory' AND granted AND application_name = 'tokenmeter clock'"
    )
    try:
        ports = town.sql(query)
    except psycopg.OperationalError:
        return None
    sockets = {_socket_on(port) for (port,) in ports}
    for name, process in town.processes.items():
        with suppress(FileNotFoundError):
            files = Path(f"/proc/{process.pid}/fd").iterdir()
            if any(_link(file) in sockets for file in files):
                return name
    return None


def _memory_of(process: int) -> int:
    """Bytes of addresses."""
    return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def _socket_on(port: int) -> str:
    """What /proc calls the socket at this end of the connection."""
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if int(fields[1].rpartition(":")[2], 16) == port and fields[9] != "0":
            return f"socket:[{fields[9]}]"
    return ""


def _link(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:
        return "gone"
