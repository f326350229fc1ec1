"""The Slacks of many workspaces behind one address, in bad weather: they refuse, stumble, lose answers, and processes
are killed at the worst moments: when Slack has the message in its hands, or has just taken it."""

import asyncio
import json
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Final

from aiohttp import web

from bot.subscriptions.delivering import EVENT_TYPE
from sandbox.serve import start
from sandbox.slack.oauth import OAuth
from sandbox.slack.server import build_app
from sandbox.slack.state import BOT_USER, TEAM, Json, State
from sandbox.slack.towards_bot import SocketMode
from tests.storm.year_plan import PLACES

PATIENCE: Final = 1.0
"""Seconds the bots wait for an answer."""
PROCESS: Final = "X-Process"
"""The header that says which process asks."""

FOR_POSTS: Final = (
    *("429", "503", "error", "cut", "late", "kill"),
    *("503 after", "error after", "cut after", "late after", "kill after", "kill soon"),
)
"""What may happen to a message: before Slack has taken it, or after."""
FOR_LOOKS: Final = ("429", "503", "error", "cut", "late", "kill")
"""What may happen to the call that looks for one."""
MORE_FOR_LOOKS: Final = 2
"""They are few: this many times as often, up to so many percent."""
MOST_FOR_LOOKS: Final = 40

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Weather:
    """How bad it is."""

    random: Random
    percent: float
    """Of messages."""
    fair: bool = False
    """While it is, nothing happens."""
    came: Counter[str] = field(default_factory=Counter)

    def draw(self, method: str) -> str:
        """What happens to this call; "" for nothing."""
        if self.fair:
            return ""
        looking = method in ("conversations.history", "conversations.replies", "conversations.open")
        if not looking and method != "chat.postMessage":
            return ""
        percent = min(MORE_FOR_LOOKS * self.percent, MOST_FOR_LOOKS) if looking else self.percent
        if self.random.random() * 100 >= percent:
            return ""
        return self.random.choice(FOR_LOOKS if looking else FOR_POSTS)


@dataclass(frozen=True)
class Posted:
    workspace: str
    mark: str
    at: datetime
    said: Json
    """What the contents put into a digest's text."""


@dataclass
class Slacks:
    weather: Weather
    url: str = ""
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    states: dict[str, State] = field(default_factory=dict)

    def posted(self) -> Iterator[Posted]:
        for workspace, state in self.states.items():
            for channel in state.channels.values():
                for message in channel.messages:
                    if message.get("metadata", {}).get("event_type") == EVENT_TYPE:
                        at = datetime.fromtimestamp(int(float(message["ts"])), UTC)
                        mark = message["metadata"]["event_payload"]["mark"]
                        said = json.loads(message["text"]) if mark.startswith("digest:") else {}
                        yield Posted(workspace, mark, at, said)


@asynccontextmanager
async def slacks(workspaces: Sequence[str], weather: Weather) -> AsyncIterator[Slacks]:
    all_of_them = Slacks(weather)

    @web.middleware
    async def troubled(request: web.Request, handler: Handler) -> web.StreamResponse:
        trouble = weather.draw(method := request.path.split("/")[-1])
        if not trouble:
            return await handler(request)
        weather.came[f"{method}: {trouble}"] += 1
        if trouble.endswith(("after", "soon")):
            answer = await handler(request)
            return await _answer(request, trouble, answer)
        return await _answer(request, trouble, web.json_response({"ok": False}))

    app = web.Application(middlewares=[troubled])
    for workspace in workspaces:
        state = State(lambda: all_of_them.now.timestamp())
        state.settings.rate_limits = False
        for place in PLACES:
            if place in state.channels:
                state.channels[place].members.add(BOT_USER)
        all_of_them.states[workspace] = state
        app.add_subapp(f"/{workspace}", build_app({TEAM: state}, OAuth({TEAM: state}), SocketMode(state)))
    running = await start(app)
    all_of_them.url = running.url
    try:
        yield all_of_them
    finally:
        await running.close()


async def _answer(request: web.Request, trouble: str, answer: web.StreamResponse) -> web.StreamResponse:
    """What comes of the call in place of its answer."""
    match trouble.split()[0]:
        case "429":
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "0"})
        case "503":
            return web.Response(status=503, text="upstream connect error")
        case "error":
            return web.json_response({"ok": False, "error": "internal_error"})
        case "late":
            await asyncio.sleep(2 * PATIENCE)
        case "cut":
            if request.transport is not None:
                request.transport.abort()
        case "kill":
            process = int(request.headers[PROCESS])
            if trouble == "kill soon":
                asyncio.get_running_loop().call_later(0.002, kill_process, process)
            else:
                kill_process(process)
    return answer


def kill_process(process: int) -> None:
    """kill -9, if it is not dead yet."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
