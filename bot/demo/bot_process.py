"""The bot as a process of its own, started as an operator starts it, with the sandbox's tokens and addresses."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx

START: Final = 60.0
"""Seconds the bot may take until it is ready: two on a quiet machine, many on one that is busy."""

STOP: Final = 20.0

KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE")
"""What the bot gets of our environment: nobody's real tokens."""


class BotDied(Exception):
    """The bot ended, or did not get ready in time. Its log says why."""


@asynccontextmanager
async def bot_process(variables: Mapping[str, str], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start `tokenmeter run` with these variables and wait until it is ready; on the way out it gets SIGTERM.

    Raises BotDied.
    """
    environment = {name: os.environ[name] for name in KEPT if name in os.environ} | dict(variables)
    with log.open("ab") as stream:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stdout=stream, stderr=stream, cwd=log.parent
        )
    try:
        await _until_ready(process, f"http://127.0.0.1:{variables['PORT']}/readyz")
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(STOP):
                await process.wait()


async def _until_ready(process: asyncio.subprocess.Process, url: str) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=1.0) as client:
        try:
            async with asyncio.timeout(START):
                while not await _is_ready(client, url):
                    if process.returncode is not None:
                        raise BotDied(f"it ended with {process.returncode}")
                    await asyncio.sleep(0.05)
        except TimeoutError:
            process.kill()
            raise BotDied("it did not get ready in time") from None


async def _is_ready(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code == 200
    except httpx.TransportError:
        return False
