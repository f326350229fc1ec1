"""A scripted OpenAI on loopback, for answers that the sandbox does not give."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], web.StreamResponse | Awaitable[web.StreamResponse]]


def answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(text=json.dumps(body), status=status, headers=headers, content_type="application/json")


def html(status: int) -> web.Response:
    return web.Response(text="<html><body>Bad Gateway</body></html>", status=status, content_type="text/html")


def error(status: int, message: str, code: str | None = None, param: str | None = None, **headers: str) -> web.Response:
    detail = {"message": message, "type": "invalid_request_error", "param": param, "code": code}
    return answer({"error": detail}, status, {name.replace("_", "-"): value for name, value in headers.items()})


def empty_page(request: web.Request) -> web.Response:
    """A page of quiet buckets for the time that was asked for."""
    start, end = int(request.query["start_time"]), int(request.query["end_time"])
    seconds = {"1h": 3_600, "1d": 86_400}[request.query["bucket_width"]]
    buckets = [{"start_time": at, "end_time": at + seconds, "results": []} for at in range(start, end, seconds)]
    return answer({"object": "page", "data": buckets, "has_more": False, "next_page": None})


def empty_list(_: web.Request) -> web.Response:
    return answer({"object": "list", "data": [], "has_more": False, "last_id": None})


@dataclass
class StandIn:
    """Answers by path; a list of answers is given one after the other, and its last one for ever."""

    url: str = ""
    asked: list[web.Request] = field(default_factory=list)
    answers: dict[str, Handler | list[Handler]] = field(default_factory=dict)

    def queries(self, path: str) -> list[list[tuple[str, str]]]:
        return [list(request.query.items()) for request in self.asked if request.path == f"/v1/organization/{path}"]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        path = request.path.removeprefix("/v1/organization/")
        given = self.answers.get(path)
        if isinstance(given, list):
            given = given.pop(0) if len(given) > 1 else given[0]
        if given is None:
            given = empty_page if path.startswith(("usage", "costs")) else empty_list
        response = given(request)
        return response if isinstance(response, web.StreamResponse) else await response


@asynccontextmanager
async def stand_in() -> AsyncIterator[StandIn]:
    standing = StandIn()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", standing.handle)
    runner = web.AppRunner(app, handle_signals=False)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    standing.url = f"http://{host}:{port}/v1"
    yield standing
    await runner.cleanup()


class Time:
    """A clock that moves when somebody sleeps, at once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += timedelta(seconds=seconds)
