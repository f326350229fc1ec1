"""The small Slack: Web API, the way to the bot, what people do, and the page that shows it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from sandbox.serve import Running, start
from sandbox.slack.delivery import Delivery
from sandbox.slack.interactions import Interactions
from sandbox.slack.person_api import PersonApi
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.state import State
from sandbox.slack.towards_bot import Bot, SocketMode
from sandbox.slack.transcript import Transcript
from sandbox.slack.web_api.server import WebApi

PAGE: Final = Path(__file__).parent / "page"
LARGEST_BODY: Final = 2**30


@dataclass(frozen=True)
class SmallSlack:
    state: State
    running: Running

    @property
    def url(self) -> str:
        """Where its page is."""
        return self.running.url

    @property
    def api_url(self) -> str:
        """For SLACK_API_URL."""
        return f"{self.running.url}/api"


async def start_slack(port: int = 0, bot: Bot | None = None, now: Callable[[], float] = time.time) -> SmallSlack:
    """Listen on loopback (`port` 0: any free one).

    The bot comes by Socket Mode, unless `bot` says how else it is reached. `now` gives epoch seconds.
    Raises OSError when the port is taken.
    """
    state = State(now)
    return SmallSlack(state, await start(build_app(state, bot), port=port))


def build_app(state: State, bot: Bot | None = None) -> web.Application:
    app = web.Application(client_max_size=LARGEST_BODY)
    socket_mode = SocketMode(state)
    delivery = Delivery(state, bot or socket_mode)
    urls = ResponseUrls(state)
    person_api = PersonApi(state, Interactions(state, delivery, urls))
    for part in (WebApi(state), socket_mode, urls, person_api, Transcript(state)):
        app.add_routes(part.routes())
    app.add_routes([web.get("/", _index), web.static("/page", PAGE)])

    async def hang_up(_: web.Application) -> None:
        await delivery.close()
        await socket_mode.close()

    app.on_shutdown.append(hang_up)
    return app


async def _index(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
