"""The composition root: everything is built here, from settings, and stopped here, in order."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from importlib.metadata import version

import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import interpreter, listeners
from bot.access import Access
from bot.alert_deeds import AlertDeeds
from bot.alert_defaults import AlertDefaults
from bot.alert_figures import AlertFigures
from bot.alert_judging import AlertJudging
from bot.alert_making import AlertMaking
from bot.alert_replaying import AlertReplaying
from bot.alert_showing import AlertShowing
from bot.alert_telling import AlertTelling
from bot.all_of import all_of
from bot.answering import Answering
from bot.asking import Asking
from bot.backfill import BackfillMessages
from bot.bolt import new_bolt
from bot.budget_making import BudgetMaking
from bot.budget_showing import BudgetShowing
from bot.budget_states import BudgetStates
from bot.budgets import Budgets
from bot.chart_process import ChartProcess
from bot.chores import Chore, Chores
from bot.clock import SystemClock
from bot.collecting import Collecting
from bot.collector import collector_of
from bot.dashboard import Dashboard
from bot.delivering import Delivering
from bot.deps import Deps
from bot.details import Details
from bot.digest_contents import DigestContents
from bot.digest_making import DigestMaking
from bot.digests import Digests
from bot.directory import Directory
from bot.disconnecting import Disconnecting
from bot.estimating import Estimating
from bot.explaining import Explaining
from bot.exporting import Exporting
from bot.exports import ExportsByDm
from bot.guards import Blocking, GuardsNow
from bot.history import HistoryDays, reach_back
from bot.home import Home
from bot.home_charts import HomeCharts
from bot.home_sections import HomeSections
from bot.hygiene import Hygiene
from bot.keeping import key_keeper
from bot.leases import Leases, holder_name
from bot.lights import Lights
from bot.messenger import Messenger
from bot.narrow import Narrow
from bot.native_tables import NativeTables
from bot.open_alerts import OpenAlerts
from bot.pace import Pace
from bot.purging import Purging
from bot.reading import Reading
from bot.reasons import Reasons
from bot.recipients import Recipients
from bot.reminding import Reminding
from bot.rotation import Rotation
from bot.server import build_server
from bot.settings import Settings
from bot.sharing import Sharing
from bot.slack_client import slack_client, unrepeating_client
from bot.socket_mode import socket_mode_client
from bot.statuses import statuses_of
from bot.subscribing import Subscribing
from bot.telling import Telling
from bot.ticker import start_ticking
from bot.troubles import Troubles
from bot.whole_days import WholeDays
from bot.work import InFlight
from core.clock import Clock
from core.connecting import Connecting
from core.estimates.public import list_price
from core.keys import KeyKeeper
from core.providers.openai import Manners, OpenAI, match
from core.subscriptions import Kind
from core.sweep import sweep
from storage.alerts import Alerts
from storage.api_keys import ApiKeys
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.estimates import DailyRows
from storage.exports import Exports
from storage.guards import GuardStore
from storage.installation import Installation, installation_of
from storage.migrate import head, upgrade
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.retention import GRACE, Retention
from storage.rules import Rules
from storage.seen import Seen
from storage.subscriptions import Subscriptions
from storage.usage import UsageStore
from storage.workspaces import Workspace, Workspaces

FORGET_AFTER = timedelta(days=2)
"""Slack repeats a request for an hour; a person's request to the managers counts for a day."""

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
async def running(settings: Settings, clock: Clock) -> AsyncIterator[Deps]:
    """Build everything, start it, and stop it again on the way out: first what takes work in, last what it works on."""
    await asyncio.to_thread(upgrade, settings.database)
    async with AsyncExitStack() as stack:
        database = Database(settings.database)
        stack.push_async_callback(database.close)
        charts = ChartProcess(settings.home_folder / "cache")
        stack.push_async_callback(charts.close)
        installation = await installation_of(database, secrets.token_hex(8), clock.now())
        keys, vault = await stack.enter_async_context(key_keeper(settings, installation.id))
        # Before Slack is asked, which refuses the token of a workspace that has uninstalled the app.
        await Purging(database, keys, clock).finish_all()
        client = slack_client(settings)
        identity = await client.auth_test()
        workspace = await Workspaces(database).ensure(identity["team_id"], identity["team"], settings.plan, clock.now())
        await reach_back(database, settings, workspace, clock.now())
        deps = await _build(settings, clock, database, charts, client, workspace, keys, vault.title)
        stack.push_async_callback(deps.in_flight.drain, DRAIN)

        async def authorize(team_id: str | None) -> AuthorizeResult | None:
            if team_id != deps.workspace:
                return None
            return AuthorizeResult(
                enterprise_id=None,
                team_id=team_id,
                bot_id=identity.get("bot_id"),
                bot_user_id=identity["user_id"],
                bot_token=settings.bot_token.reveal(),
            )

        bolt = new_bolt(authorize)
        listeners.register(bolt, deps)
        await _listen(stack, settings, clock, database, bolt, client)
        await charts.start()
        chores = _chores(settings, database, keys, installation, deps)

        async def tick() -> None:
            await deps.collecting.start_due()
            await chores.start_due()

        await deps.collecting.finish_imports()
        await tick()
        scheduler = start_ticking(tick)
        stack.callback(scheduler.shutdown, wait=False)
        interpreter.settle()
        yield deps


def _chores(settings: Settings, database: Database, keys: KeyKeeper, installation: Installation, deps: Deps) -> Chores:
    connections, seen = Connections(database), Seen(database)
    chance = secrets.SystemRandom().random

    async def sweep_vault() -> None:
        swept = await sweep(keys, connections, deps.clock.now(), installation.made_at, chance)
        if swept.destroyed or swept.kept or swept.gone:
            logger.warning("swept the vault", destroyed=swept.destroyed, kept=swept.kept, gone=len(swept.gone))

    async def forget_requests() -> None:
        await seen.forget(deps.clock.now() - FORGET_AFTER)

    async def forget_hours() -> None:
        kept = timedelta(days=settings.hourly_days) + GRACE
        rows = await Retention(database).forget_hours((deps.clock.now() - kept).date())
        if rows:
            logger.info("removed hours that outlived their retention", rows=rows)

    async def alerts() -> None:
        steps = (deps.alert_defaults.set_all, deps.alert_judging.judge_all, deps.alert_telling.tell_all)
        await all_of(steps, 1)

    chores = {
        "finish disconnecting": Chore(timedelta(minutes=1), deps.disconnecting.finish_marked),
        "finish rotating": Chore(timedelta(minutes=1), deps.rotation.settle_all),
        "finish purging": Chore(timedelta(minutes=1), deps.purging.finish_all),
        "tell of lights": Chore(timedelta(minutes=1), deps.lights.tell_all),
        "refresh home": Chore(timedelta(minutes=1), deps.home.refresh),
        "tell of limits": Chore(timedelta(minutes=1), deps.blocking.tell_all),
        "remind to rotate": Chore(timedelta(minutes=1), deps.reminding.remind_all),
        "alerts": Chore(timedelta(minutes=1), alerts),
        "post digests": Chore(timedelta(minutes=1), deps.digests.post_due),
        "tell of budgets": Chore(timedelta(minutes=5), deps.budgets.tell_due),
        "settle digests": Chore(timedelta(hours=1), deps.digests.settle_all),
        "sweep the vault": Chore(timedelta(hours=1), sweep_vault),
        "forget requests": Chore(timedelta(hours=1), forget_requests),
        "forget old hours": Chore(timedelta(hours=6), forget_hours),
    }
    return Chores(chores, deps.in_flight, deps.clock)


async def _listen(
    stack: AsyncExitStack, settings: Settings, clock: Clock, database: Database, bolt: AsyncApp, client: AsyncWebClient
) -> None:
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
        socket_mode = socket_mode_client(bolt, settings.app_token, client)
        stack.push_async_callback(socket_mode.close)
        await socket_mode.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
    logger.info(
        "listening",
        version=version("tokenmeter"),
        by="Socket Mode" if settings.app_token else "HTTP",
        address="http://{}:{}".format(*runner.addresses[0][:2]),
    )


async def _build(
    settings: Settings,
    clock: Clock,
    database: Database,
    charts: ChartProcess,
    client: AsyncWebClient,
    installed: Workspace,
    keys: KeyKeeper,
    vault: str,
) -> Deps:
    workspace = installed.id
    chance = secrets.SystemRandom().random
    provider = OpenAI(settings.openai_base_url, clock, Manners(jitter=chance))
    connections, usage, names = Connections(database), UsageStore(database), NameStore(database)
    reports, restatements = Reports(database), Restatements(database)
    history_days = HistoryDays(database, settings)
    in_flight = InFlight(new_error_id=lambda: secrets.token_hex(4))
    messenger = Messenger(client)
    rules = Rules(database)
    directory = Directory(client, workspace, settings.managers, rules)
    support = settings.support or _managers_in_words(settings.managers)
    hygiene = Hygiene(connections, ApiKeys(database), reports, names, clock)
    statuses = statuses_of(database, provider, clock)
    estimating = Estimating(DailyRows(database), usage, match, list_price)
    colours = Colours(database)
    whole_days = WholeDays(usage, provider.endpoints)
    asking = Asking(connections, whole_days, reports, restatements, names, estimating, colours, charts, clock)
    access = Access(workspace, directory, rules, asking, clock)
    pace = Pace()
    tables = NativeTables()
    workspaces = Workspaces(database)
    reading = Reading(workspaces, clock)
    answering = Answering(messenger, tables, reading, directory, asking, pace, clock)
    reasons = Reasons(connections, whole_days, reports, names, estimating, clock)
    exporting = Exporting(connections, whole_days, reports, names, Exports(database), clock)
    sharing = Sharing(messenger, exporting)
    exports = ExportsByDm(messenger, reading, answering, exporting, sharing)
    deliveries = Deliveries(database)
    delivering = Delivering(workspace, deliveries, Messenger(unrepeating_client(settings)), clock)
    telling = Telling(workspace, deliveries, directory, delivering, clock)
    guards = GuardStore(database)
    guards_now = GuardsNow(guards, reports, names, clock)
    messages = BackfillMessages(messenger, deliveries, reports, answering, statuses, clock)
    collector = collector_of(provider, database, keys, clock, chance, settings.hourly_days)
    rotation = Rotation(provider, keys, connections, deliveries, messenger, clock, vault, support)
    subscriptions = Subscriptions(database)
    recipients = Recipients(client, directory)
    troubles = Troubles(subscriptions, delivering, directory)
    budget_states = BudgetStates(subscriptions, workspaces, asking, clock)
    budgets = Budgets(
        workspace,
        subscriptions,
        workspaces,
        deliveries,
        delivering,
        recipients,
        budget_states,
        messenger,
        troubles,
        clock,
    )
    alerts = Alerts(database)
    open_alerts = OpenAlerts(subscriptions, alerts, connections, names)
    digests = Digests(
        workspace,
        subscriptions,
        deliveries,
        delivering,
        recipients,
        DigestContents(workspace, subscriptions, asking, reasons, budget_states, open_alerts, messenger, clock),
        answering,
        messenger,
        troubles,
        clock,
    )
    levels = frozenset(each.name for each in provider.endpoints if each.level)
    figures = AlertFigures(
        connections, Narrow(reports, names), whole_days, DailyRows(database), reports, estimating, levels, match
    )
    replaying = AlertReplaying(figures, answering, connections, names, messenger, clock)
    showing = BudgetShowing(budget_states, answering, messenger)
    show_now = {Kind.DIGEST: digests.now, Kind.BUDGET: showing.now, Kind.ALERT: replaying.now}
    alerts = Alerts(database)
    alert_showing = AlertShowing(alerts, figures, connections, names, answering, clock)
    described = {Kind.BUDGET: showing.described, Kind.ALERT: alert_showing.described}
    subscribing = Subscribing(subscriptions, recipients, directory, messenger, show_now, described, clock)
    new_uid = partial(secrets.token_hex, 8)
    alert_telling = AlertTelling(
        workspace,
        subscriptions,
        connections,
        names,
        alerts,
        deliveries,
        delivering,
        recipients,
        directory,
        messenger,
        charts,
        troubles,
        clock,
    )
    holder = holder_name(secrets.token_hex(4))
    return Deps(
        workspace=workspace,
        support=support,
        vault=vault,
        clock=clock,
        database=database,
        client=client,
        messenger=messenger,
        directory=directory,
        in_flight=in_flight,
        pace=pace,
        provider=provider,
        keys=keys,
        connections=connections,
        seen=Seen(database),
        statuses=statuses,
        hygiene=hygiene,
        home=Home(
            client,
            directory,
            Dashboard(workspace, asking, reasons, clock),
            HomeSections(
                workspace,
                support,
                database,
                directory,
                statuses,
                budget_states,
                history_days,
                settings.managers,
                settings.hourly_days,
                clock,
            ),
            HomeCharts(workspace, asking, messenger),
            clock,
        ),
        connecting=Connecting(provider, keys, connections, clock, new_uid, history_days.of),
        disconnecting=Disconnecting(connections, keys, messenger, vault, clock),
        rotation=rotation,
        access=access,
        workspaces=workspaces,
        purging=Purging(database, keys, clock),
        reminding=Reminding(workspace, connections, telling, clock),
        blocking=Blocking(workspace, connections, guards, guards_now, deliveries, telling, support),
        lights=Lights(workspace, connections, deliveries, statuses, telling, support, clock),
        answering=answering,
        explaining=Explaining(messenger, reading, answering, reasons),
        exports=exports,
        details=Details(messenger, tables, reading, answering, exporting, exports, sharing),
        subscribing=subscribing,
        digests=digests,
        digest_making=DigestMaking(
            subscriptions, recipients, subscribing, digests, asking, directory, messenger, new_uid, clock
        ),
        alert_defaults=AlertDefaults(workspace, connections, subscriptions, clock),
        alert_judging=AlertJudging(
            workspace, subscriptions, connections, alerts, figures, recipients, troubles, new_uid, clock
        ),
        alert_telling=alert_telling,
        alert_deeds=AlertDeeds(workspace, subscriptions, alerts, alert_telling, directory, messenger, clock),
        alert_making=AlertMaking(
            subscriptions, recipients, subscribing, figures, asking, replaying, directory, messenger, new_uid, clock
        ),
        budget_states=budget_states,
        budgets=budgets,
        budget_making=BudgetMaking(
            subscriptions,
            recipients,
            subscribing,
            directory,
            asking,
            answering,
            budget_states,
            messenger,
            new_uid,
            clock,
        ),
        collecting=Collecting(
            connections, Leases(connections, clock, holder), collector, messages, rotation, in_flight, clock
        ),
    )


def _managers_in_words(managers: tuple[str, ...]) -> str:
    """The support contact of who set none: the managers that are named, without asking Slack for everybody's role."""
    return ", ".join(f"<@{manager}>" for manager in managers) or "an admin of this workspace"
