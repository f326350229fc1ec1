"""The small Slack: Web API, the way to the bot, what people do, and the page that shows it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from sandbox.serve import Running, start
from sandbox.slack.person_api import PersonApi
from sandbox.slack.state import State
from sandbox.slack.towards_bot import Bot, SocketMode
from sandbox.slack.web_api import web_api

PAGE: Final = Path(__file__).parent / "page"


@dataclass(frozen=True)
class SmallSlack:
    state: State
    running: Running

    @property
    def url(self) -> str:
        return self.running.url

    @property
    def api_url(self) -> str:
        """For SLACK_API_URL."""
        return f"{self.running.url}/api"


async def start_slack(port: int = 0, bot: Bot | None = None) -> SmallSlack:
    """Listen on loopback. The bot comes by Socket Mode, unless `bot` says how else it is reached."""
    state = State()
    app = web.Application(client_max_size=20 * 2**20)
    socket_mode = SocketMode(state)
    app.on_shutdown.append(socket_mode.close)
    person_api = PersonApi(state, bot or socket_mode)
    app.add_routes([*web_api(state), *socket_mode.routes(), *person_api.routes()])
    app.add_routes([web.get("/", _index), web.static("/page", PAGE)])
    return SmallSlack(state, await start(app, port=port))


async def _index(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html")
