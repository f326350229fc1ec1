"""The small Slack: Web API, the way to the bot, what people do, and the page that shows it."""

import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from sandbox.serve import Running, start
from sandbox.slack.delivery import Delivery
from sandbox.slack.interactions import Interactions
from sandbox.slack.oauth import OAuth
from sandbox.slack.person_api import PersonApi
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.state import State
from sandbox.slack.towards_bot import Bot, SocketMode
from sandbox.slack.transcript import Transcript
from sandbox.slack.web_api.server import Uploads, WebApi
from sandbox.slack.world import BETA, TEAM

PAGE: Final = Path(__file__).parent / "page"
LARGEST_BODY: Final = 2**30


@dataclass(frozen=True)
class SmallSlack:
    state: State
    """The workspace that the app is installed in from the start."""
    beta: State
    """Another one, which it can be installed in."""
    oauth: OAuth
    sockets: SocketMode
    """The connections of the bot's."""
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
    """Listen on loopback (`port` 0: any free one): two workspaces, and one app.

    The bot comes by Socket Mode, unless `bot` says how else it is reached. `now` gives epoch seconds.
    Raises OSError when the port is taken.
    """
    ids = itertools.count(1)
    states = {team: State(now, team, ids) for team in (TEAM, BETA)}
    oauth = OAuth(states)
    sockets = SocketMode(states[TEAM])
    running = await start(build_app(states, oauth, sockets, bot), port=port)
    return SmallSlack(states[TEAM], states[BETA], oauth, sockets, running)


def build_app(
    states: Mapping[str, State], oauth: OAuth, socket_mode: SocketMode, bot: Bot | None = None
) -> web.Application:
    """The first workspace stands at the top, with its page, the others below their ids; the Web API is one for all."""
    first = states[TEAM]
    app = _app_of(first, bot or socket_mode)
    for part in (WebApi(states, oauth), oauth, socket_mode):
        app.add_routes(part.routes())
    app.add_routes([web.get("/", _index), web.static("/page", PAGE)])
    for team, state in states.items():
        if state is not first:
            app.add_subapp(f"/{team}", _app_of(state, bot or socket_mode))

    async def hang_up(_: web.Application) -> None:
        await socket_mode.close()

    app.on_shutdown.append(hang_up)
    return app


def _app_of(state: State, bot: Bot) -> web.Application:
    """The people of one workspace."""
    app = web.Application(client_max_size=LARGEST_BODY)
    delivery = Delivery(state, bot)
    urls = ResponseUrls(state)
    person_api = PersonApi(state, Interactions(state, delivery, urls))
    for part in (urls, person_api, Uploads(state), Transcript(state)):
        app.add_routes(part.routes())

    async def hang_up(_: web.Application) -> None:
        await delivery.close()

    app.on_shutdown.append(hang_up)
    return app


async def _index(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
