"""The pages for who runs TokenMeter, which every process of it serves: /healthz, /readyz, /metrics."""

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.metrics.page import CONTENT_TYPE
from bot.readiness import Ready


def pages_of(ready: Callable[[], Awaitable[Ready]], metrics: Callable[[], Awaitable[bytes]]) -> Sequence[web.RouteDef]:
    async def healthz(_: web.Request) -> web.Response:
        """The process lives. Says nothing of the database: restarting this process would not mend that."""
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        now = await ready()
        return web.Response(status=200 if now.yes else 503, text=f"{now.said}\n")

    async def told(_: web.Request) -> web.Response:
        return web.Response(body=await metrics(), headers={"Content-Type": CONTENT_TYPE})

    return web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", told)
