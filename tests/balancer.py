"""A load balancer before several processes: each request to the next, with headers that anybody can forge."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle

import aiohttp
from aiohttp import web

from sandbox.serve import start

FORWARDED = {
    "X-Forwarded-For": "127.0.0.1, 10.0.0.1",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "slack.com",
    "Forwarded": "for=127.0.0.1;proto=https;host=slack.com",
}


@dataclass
class Balancer:
    url: str = ""
    taken: list[str] = field(default_factory=list)
    """Which process each request went to."""


@asynccontextmanager
async def balancer(processes: Sequence[str]) -> AsyncIterator[Balancer]:
    """`processes`: their addresses. Connections to them are kept and used again."""
    turn, balancer = cycle(processes), Balancer()
    async with aiohttp.ClientSession() as session:

        async def forward(request: web.Request) -> web.Response:
            process = next(turn)
            balancer.taken.append(process)
            headers = {name: value for name, value in request.headers.items() if name.lower() != "host"}
            async with session.post(
                f"{process}{request.path}", data=await request.read(), headers=headers | FORWARDED
            ) as answer:
                kind = answer.headers.get("Content-Type", "text/plain")
                return web.Response(status=answer.status, body=await answer.read(), headers={"Content-Type": kind})

        app = web.Application()
        app.router.add_post("/slack/events", forward)
        running = await start(app)
        balancer.url = running.url
        yield balancer
        await running.close()
