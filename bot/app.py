"""The process: everything is built and started here, from settings, and stopped here, in order."""

import asyncio
import os
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

import structlog
from aiohttp import web

from bot import interpreter, listeners
from bot.bots import Bots, OneBot, bot_of
from bot.chart_process import ChartProcess
from bot.clock import SystemClock
from bot.collection.history import reach_back
from bot.composition import house_of
from bot.due.ticker import start_ticking
from bot.home.refreshing import HomeRefreshing
from bot.house import House
from bot.keeping import key_keeper
from bot.metrics.loop import watch_loop
from bot.metrics.page import MetricsPage
from bot.oauth.composition import oauth_routes, stored_bots
from bot.pages import pages_of
from bot.purging import Purging
from bot.settings import OAuthApp, Settings
from bot.shared import Shared, share
from bot.slack.bolt import new_bolt
from bot.slack.client import slack_client
from bot.slack.server import build_server
from bot.slack.socket_mode import SocketMode
from bot.slack.taking import Taking
from bot.slack.turns import Turns
from core.clock import Clock
from storage.backlog import Backlogs
from storage.chores import ChoreTimes
from storage.database import Database
from storage.heartbeat import Heartbeats
from storage.installation import installation_of
from storage.migrate import upgrade

DRAIN = 10.0
"""Seconds that work under way gets to end when the process is told to stop."""

BESIDE_REQUESTS = 8
"""How much of what is due a process does at once that also takes requests, with PostgreSQL."""

LET_GO = 5.0
"""Seconds in which a process that was told to stop still takes requests, while /readyz says that it leaves."""

KEEP_ALIVE = 650.0
"""Seconds an idle connection is kept: longer than any load balancer keeps its own (Google's does for ten minutes), or
it would send a request into one that is just being closed."""

LINGER = 1.0
"""Seconds in which what is left of a refused body is read and dropped, so that its sender sees the answer."""

START_ENDS = 3.0
"""Seconds that a start has to come to its end once it is told to stop."""

logger = structlog.stdlib.get_logger("tokenmeter")


@dataclass(frozen=True, slots=True)
class Role:
    """What a process is there for."""

    takes_requests: bool = True
    """Slack's."""
    concurrency: int = BESIDE_REQUESTS
    """How much of what is due it does at once; 0 leaves all of it to others. Of no meaning with SQLite."""


async def serve(settings: Settings, role: Role) -> None:
    """Run until SIGTERM or SIGINT. One that comes during the start ends it soon, whatever it waits for; a second one at
    once."""
    stop: asyncio.Queue[signal.Signals] = asyncio.Queue()
    async with AsyncExitStack() as stack:
        try:
            async with asyncio.timeout(None) as starting:
                _on_signal(partial(_end_start, starting, stop))
                house = await stack.enter_async_context(running(settings, SystemClock(), role))
                _on_signal(stop.put_nowait)
        except TimeoutError:
            if not starting.expired():
                raise
            logger.info("stopped before it had started")
            # A thread that waits for the lock of a migration cannot be called back, and would be waited for.
            os._exit(0)
        told = await stop.get()
        logger.info("stopping")
        house.shared.readiness.leave()
        if told == signal.SIGTERM and role.takes_requests and settings.app_token is None:
            await _sent_nothing_more(stop)
    logger.info("stopped")


def _on_signal(do: Callable[[signal.Signals], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, do, number)


def _end_start(starting: asyncio.Timeout, stop: "asyncio.Queue[signal.Signals]", number: signal.Signals) -> None:
    stop.put_nowait(number)  # for the start that comes to its end: it may be serving already, and ends as a whole
    if not starting.expired():
        now = asyncio.get_running_loop().time()
        starting.reschedule(now + START_ENDS if starting.when() is None else now)


async def _sent_nothing_more(stop: "asyncio.Queue[signal.Signals]") -> None:
    """Wait until a load balancer has seen that this process leaves; a second signal ends that."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LET_GO):
            await stop.get()


@asynccontextmanager
async def running(settings: Settings, clock: Clock, role: Role | None = None) -> AsyncIterator[House]:
    """Build everything, start it, and stop it again on the way out: first what takes work in, last what it works on."""
    role = role or Role()
    copy = await asyncio.to_thread(upgrade, settings.database)
    if copy is not None:
        logger.info("kept the database as it was before its migration", file=str(copy))
    async with AsyncExitStack() as stack:
        name = "tokenmeter run" if role.takes_requests else "tokenmeter worker"
        database = Database(settings.database, name, settings.database_connections)
        stack.push_async_callback(database.close)
        charts = ChartProcess(settings.home_folder / "cache")
        stack.push_async_callback(charts.close)
        installation = await installation_of(database, secrets.token_hex(8), clock.now())
        keys, vault = await stack.enter_async_context(key_keeper(settings, installation.id))
        shared = share(settings, clock, database, charts, keys, vault.title)
        house = house_of(shared, await _bots(shared), installation)
        stack.push_async_callback(house.shared.readiness.close)
        stack.push_async_callback(house.shared.in_flight.drain, DRAIN)
        if not database.is_sqlite:
            from bot.due.sharing_work import sharing_work

            await stack.enter_async_context(sharing_work(house, role.concurrency, DRAIN))
        watching = asyncio.create_task(watch_loop(shared.metrics.late))
        stack.callback(watching.cancel)
        await _listen(stack, house, role)
        if role.takes_requests:
            await charts.start()
        tick = _beginning_what_is_due(house)
        # It listens already: a database that is away by now comes back.
        await house.shared.in_flight.attempt("begin", _begin(house, tick))
        scheduler = start_ticking(tick)
        stack.callback(scheduler.shutdown, wait=False)
        interpreter.settle()
        yield house


async def _bots(shared: Shared) -> Bots:
    """Of the one workspace that the settings' token is of, or of all that install the bot by OAuth."""
    settings, now = shared.settings, shared.clock.now()
    bots: Bots
    if isinstance(settings.bot, OAuthApp):
        bots = stored_bots(shared, settings.bot)
        await bots.all()  # which it remembers: an acknowledgement asks no database where the bot is
    else:
        # Before Slack is asked, which refuses the token of a workspace that has uninstalled the app.
        await Purging(shared.database, shared.keys, shared.clock).finish_all()
        bot = await bot_of(settings.bot, slack_client(settings, settings.bot, Turns()))
        await shared.workspaces.ensure(bot.workspace, bot.name, settings.plan, now)
        bots = OneBot(bot)
    await reach_back(shared.database, settings, now)
    return bots


async def _begin(house: House, tick: Callable[[], Awaitable[None]]) -> None:
    """What was under way when the last process ended is due."""
    if house.shared.database.is_sqlite:  # else others may be in the middle of a chore
        await ChoreTimes(house.shared.database).forget()
    await house.collecting.finish_imports()
    await tick()


def _beginning_what_is_due(house: House) -> Callable[[], Awaitable[None]]:
    """What every process does each time the clock ticks: with PostgreSQL only what no other can do for it."""
    shared = house.shared
    heartbeats = Heartbeats(shared.database)
    homes = HomeRefreshing(shared.open_tabs, house.installed, shared.in_flight, shared.clock)

    async def tick() -> None:
        shared.awake.since()
        homes.start_due()
        if shared.database.is_sqlite:
            await house.hurry()
            await heartbeats.beat(shared.holder, shared.clock.now())

    return tick


async def _listen(stack: AsyncExitStack, house: House, role: Role) -> None:
    """Open the way in, where requests are taken: Socket Mode with an app token, else HTTP; and the operators' pages."""
    shared, settings = house.shared, house.shared.settings
    bolt = new_bolt(house.bots.has)
    listeners.register(bolt, house)
    taking = Taking(shared.metrics, lambda: secrets.token_hex(6))
    over_socket = settings.app_token if role.takes_requests else None
    over_http = settings.signing_secret if role.takes_requests and not settings.app_token else None
    metrics = MetricsPage(shared.metrics.registry, Backlogs(shared.database), shared.clock)
    pages = pages_of(shared.readiness.now, metrics.text)
    if role.takes_requests and isinstance(settings.bot, OAuthApp):
        pages = [*pages, *oauth_routes(house, settings.bot).routes()]
    server = build_server(bolt, over_http, shared.clock, taking, pages)
    runner = web.AppRunner(
        server, access_log=None, handle_signals=False, keepalive_timeout=KEEP_ALIVE, lingering_time=LINGER
    )
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.host, settings.port, reuse_address=True)
    await site.start()
    if over_socket is not None:
        client = slack_client(settings, over_socket, Turns(), called=shared.metrics.called_slack)
        socket_mode = SocketMode(bolt, over_socket, client, taking)
        stack.push_async_callback(socket_mode.close)
        with shared.readiness.connecting():
            await socket_mode.connect()
    logger.info(
        "listening",
        version=version("tokenmeter"),
        by="Socket Mode" if over_socket else "HTTP" if over_http else "nothing: it works",
        address="http://{}:{}".format(*runner.addresses[0][:2]),
    )
