"""The sandbox's OpenAI 50 ms away, in a process of its own: 40 busy series in every hour of 180 days.

It remembers its answers: what a stand-in takes to make one up is not measured. And it takes any key: each is of an
organization of its own.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

import httpx
from aiohttp import web
from aiohttp.typedefs import Middleware

from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.server import build_app
from sandbox.openai.world import World
from tests.ports import free_port

NOW: Final = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
DAYS: Final = 180
SERIES: Final = 40
LATENCY: Final = 0.05
"""Seconds before every answer."""

ASKED: Final = "/asked"
"""Where it says how many requests it has had."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def key(number: int) -> str:
    return "sk-admin-" + f"far-away-{number:04d}-" * 3


def asked(url: str) -> int:
    """Requests it has had."""
    answer: int = httpx.get(f"{url.removesuffix('/v1')}{ASKED}", trust_env=False).json()
    return answer


@contextmanager
def far_away(days: int = DAYS, series: int = SERIES, latency: float = LATENCY, now: datetime = NOW) -> Iterator[str]:
    """The base URL of one in another process. `latency`: seconds before every answer."""
    port = free_port()
    given = [str(number) for number in (days, series, port, latency, now.timestamp())]
    process = subprocess.Popen([sys.executable, "-m", __name__, *given])  # noqa: S603  # our own
    url = f"http://127.0.0.1:{port}/v1"
    try:
        for _ in range(400):
            with suppress(httpx.TransportError):
                asked(url)
                break
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait()


def remembering(latency: float) -> Middleware:
    answers: dict[str, tuple[bytes, dict[str, str]]] = {}
    requests = 0

    async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
        nonlocal requests
        if request.path == ASKED:
            return web.json_response(requests)
        requests += 1
        await asyncio.sleep(latency)
        if request.path_qs not in answers:
            headers = {"Authorization": f"Bearer {DEFAULT_KEY}"}
            answer = await handler(request.clone(headers=headers))
            if not isinstance(answer, web.Response) or not isinstance(answer.body, bytes):
                raise TypeError(request.path)
            answers[request.path_qs] = answer.body, dict(answer.headers)
        body, headers = answers[request.path_qs]
        whose = sha256(request.headers.get("Authorization", "").encode()).hexdigest()[:16]
        kept = {name: value for name, value in headers.items() if name.lower() not in {"content-length", "date"}}
        return web.Response(body=body, headers=kept | {"openai-organization": f"org-{whose}"})

    return answered


def main() -> None:
    days, series, port = (int(given) for given in sys.argv[1:4])
    latency, now = float(sys.argv[4]), datetime.fromtimestamp(float(sys.argv[5]), UTC)
    world = World(1, lambda: now, days=days, series_an_hour=series, costs_by_user=True)
    app = build_app(world)
    app.middlewares.insert(0, web.middleware(remembering(latency)))
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main()
