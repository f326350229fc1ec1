"""The process: everything is built and started here, from settings, and stopped here, in order."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version

import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot import interpreter, listeners
from bot.bolt import new_bolt
from bot.bots import OneBot, bot_of
from bot.chart_process import ChartProcess
from bot.clock import SystemClock
from bot.composition import house_of
from bot.due import Due
from bot.history import reach_back
from bot.house import House
from bot.keeping import key_keeper
from bot.purging import Purging
from bot.server import build_server
from bot.settings import Settings
from bot.shared import share
from bot.slack_client import slack_client
from bot.socket_mode import SocketMode
from bot.ticker import start_ticking
from bot.turns import Turns
from core.clock import Clock
from storage.database import Database
from storage.heartbeat import Heartbeats
from storage.installation import installation_of
from storage.migrate import head, upgrade
from storage.workspaces import Workspaces

DRAIN = 10.0
"""Seconds that work under way gets to end when the process is told to stop."""

LINGER = 1.0
"""Seconds in which what is left of a refused body is read and dropped, so that its sender sees the answer."""

logger = structlog.stdlib.get_logger("tokenmeter")


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(settings, SystemClock()):
        await stop.wait()
        logger.info("stopping")
    logger.info("stopped")


@asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator[House]:
    """Build everything, start it, and stop it again on the way out: first what takes work in, last what it works on."""
    copy = await asyncio.to_thread(upgrade, settings.database)
    if copy is not None:
        logger.info("kept the database as it was before its migration", file=str(copy))
    async with AsyncExitStack() as stack:
        database = Database(settings.database, "tokenmeter run", settings.database_connections)
        stack.push_async_callback(database.close)
        charts = ChartProcess(settings.home_folder / "cache")
        stack.push_async_callback(charts.close)
        installation = await installation_of(database, secrets.token_hex(8), clock.now())
        keys, vault = await stack.enter_async_context(key_keeper(settings, installation.id))
        # Before Slack is asked, which refuses the token of a workspace that has uninstalled the app.
        await Purging(database, keys, clock).finish_all()
        bot = await bot_of(settings, slack_client(settings, settings.bot_token, Turns()))
        workspace = await Workspaces(database).ensure(bot.workspace, bot.name, settings.plan, clock.now())
        await reach_back(database, settings, workspace, clock.now())
        house = house_of(share(settings, clock, database, charts, keys, vault.title), OneBot(bot))
        stack.push_async_callback(house.shared.in_flight.drain, DRAIN)
        bolt = new_bolt(house.bots.has)
        listeners.register(bolt, house)
        await _listen(stack, settings, clock, database, bolt)
        await charts.start()
        due, heartbeats = Due(house, installation), Heartbeats(database)

        async def tick() -> None:
            await due.start()
            await heartbeats.beat(house.shared.holder, clock.now())

        await house.collecting.finish_imports()
        await tick()
        scheduler = start_ticking(tick)
        stack.callback(scheduler.shutdown, wait=False)
        interpreter.settle()
        yield house


async def _listen(stack: AsyncExitStack, settings: Settings, clock: Clock, database: Database, bolt: AsyncApp) -> None:
    """Open the way in: Socket Mode with an app token, else HTTP; the health pages in both."""

    async def ready() -> str | None:
        if not await database.ping():
            return "the database does not answer"
        return None if await database.is_at(head()) else "the database's schema is not this release's"

    over_http = None if settings.app_token else settings.signing_secret
    server = build_server(bolt, over_http, clock, ready)
    runner = web.AppRunner(server, access_log=None, handle_signals=False, lingering_time=LINGER)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.host, settings.port, reuse_address=True)
    await site.start()
    if settings.app_token is not None:
        socket_mode = SocketMode(bolt, settings.app_token, slack_client(settings, settings.bot_token, Turns()))
        stack.push_async_callback(socket_mode.close)
        await socket_mode.connect()
    logger.info(
        "listening",
        version=version("tokenmeter"),
        by="Socket Mode" if settings.app_token else "HTTP",
        address="http://{}:{}".format(*runner.addresses[0][:2]),
    )
