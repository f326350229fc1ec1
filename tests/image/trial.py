"""What the running image has to do: answer as somebody without rights in a closed root, be healthy, and end in time."""

import asyncio
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Final

from bot.operating.manifest import as_yaml, for_socket_mode
from sandbox.openai.keys import DEFAULT_KEY
from tests.image.container import Container
from tests.image.showing import found
from tests.ports import free_port
from tests.real_town import RealTown, real_town

PATIENCE: Final = 60.0
"""Seconds in which the first chart is to be there."""


async def try_out(container: Container, folder: Path) -> None:
    """Print what was found. Raises whatever is not as it should be."""
    megabytes = sum(each.stat().st_size for each in container.root.changes.rglob("*") if each.is_file()) / 2**20
    found("on top of the base image", f"{megabytes:,.0f} MB")
    found("tokenmeter --version", container.exec(*container.entry, "--version").strip())
    if container.exec(*container.entry, "manifest") != as_yaml(for_socket_mode()):
        raise RuntimeError("the package has another manifest than the repository")
    found("tokenmeter manifest", "the repository's")
    found("the user", container.exec("/usr/bin/id", "-u").strip())
    for place in ("/", "/app", "/usr/bin", "/etc", "/home"):
        _must_fail(container, "/usr/bin/touch", f"{place}/x")
    container.exec("/usr/bin/touch", "/data/x", "/tmp/x")  # noqa: S108  # the image's own
    found("what can be written", "/data, /tmp")
    container.exec("/bin/rm", "/data/x")
    _must_fail(container, "/app/bin/python", "-c", "import tests")
    _must_fail(container, *container.image.last("HEALTHCHECK").command, PORT=str(free_port()))
    async with real_town(folder / "town", TOKENMETER_HOME="", HOST="") as town:
        await _lives(container, town)


async def _lives(container: Container, town: RealTown) -> None:
    town.folder.mkdir()
    variables = {name: value for name, value in town.variables.items() if name != "PATH"}
    with town.log.open("ab") as log:
        async with container.running(log, variables) as process:
            found("ready after", f"{await process.ready(town.url, town.log):.1f} s")
            found("its number in the container", _first_of(process.pid))
            started = time.monotonic()
            health = container.image.last("HEALTHCHECK").command
            await asyncio.to_thread(partial(container.exec, *health, PORT=variables["PORT"]))
            found("the health check passes in", f"{time.monotonic() - started:.1f} s")
            await asked(town)
            told = await asyncio.to_thread(partial(container.exec, *container.entry, "doctor", **variables))
            found("tokenmeter doctor", told.splitlines()[-1])
            found("ended by SIGTERM in", f"{await process.terminated():.1f} s")
    no_traceback(town.log.read_text())
    found("left in /data", ", ".join(sorted(each.name for each in container.data.iterdir())))


async def asked(town: RealTown) -> None:
    """A key is connected, its history is imported, and its chart drawn."""
    await town.connect(DEFAULT_KEY)
    await town.ana.message(town.im, "last 30 days", seconds=PATIENCE)
    found("connected, imported, and drawn a chart", "yes")


def no_traceback(log: str) -> None:
    if "Traceback" in log or '"stopped"' not in log:
        raise RuntimeError(f"it did not end well:\n{log[-4000:]}")


def _first_of(pid: int) -> str:
    [numbers] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("NSpid")]
    return numbers.split()[-1]


def _must_fail(container: Container, *words: str, **variables: str) -> None:
    try:
        container.exec(*words, **variables)
    except subprocess.CalledProcessError as failed:
        if failed.returncode == 1:
            return
        raise
    raise RuntimeError(f"this should not have worked in the image: {words}")
