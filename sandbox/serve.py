"""Start a stand-in on loopback and stop it again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Running:
    app: web.Application
    url: str
    """Scheme, host and port, without a slash at the end."""
    close: Callable[[], Awaitable[None]]
    """Stops listening, closes what is open, runs the application's clean-up. May be called twice."""


async def start(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> Running:
    """Listen on `host`:`port` (0: any free port).

    Raises ValueError when `host` is not a loopback address, OSError when the port is taken.
    """
    if not ip_address(host).is_loopback:
        raise ValueError(f"the sandbox listens on loopback only, not on {host}")
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    bound = runner.addresses[0][1]
    name = f"[{host}]" if ":" in host else host
    return Running(app=app, url=f"http://{name}:{bound}", close=runner.cleanup)
