"""The composition: every part is built here, from settings, and handed what it needs."""

import secrets
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Access
from bot.alerts.deeds import AlertDeeds
from bot.alerts.defaults import AlertDefaults
from bot.alerts.figures import AlertFigures
from bot.alerts.judging import AlertJudging
from bot.alerts.making import AlertMaking
from bot.alerts.open_now import OpenAlerts
from bot.alerts.replaying import AlertReplaying
from bot.alerts.showing import AlertShowing
from bot.alerts.telling import AlertTelling
from bot.answering import Answering
from bot.asking import Asking
from bot.backfill import BackfillMessages
from bot.budgets.making import BudgetMaking
from bot.budgets.showing import BudgetShowing
from bot.budgets.states import BudgetStates
from bot.budgets.telling import Budgets
from bot.chart_process import ChartProcess
from bot.collecting import Collecting
from bot.collector import collector_of
from bot.delivering import Delivering
from bot.deps import Deps
from bot.details import Details
from bot.digests.contents import DigestContents
from bot.digests.making import DigestMaking
from bot.digests.posting import Digests
from bot.directory import Directory
from bot.disconnecting import Disconnecting
from bot.estimating import Estimating
from bot.explaining import Explaining
from bot.exporting import Exporting
from bot.exports import ExportsByDm
from bot.guards import Blocking, GuardsNow
from bot.history import HistoryDays
from bot.home.charts import HomeCharts
from bot.home.dashboard import Dashboard
from bot.home.sections import HomeSections
from bot.home.tab import Home
from bot.hygiene import Hygiene
from bot.leases import Leases, holder_name
from bot.lights import Lights
from bot.messenger import Messenger
from bot.narrow import Narrow
from bot.native_tables import NativeTables
from bot.pace import Pace
from bot.purging import Purging
from bot.reading import Reading
from bot.reasons import Reasons
from bot.recipients import Recipients
from bot.reminding import Reminding
from bot.rotation import Rotation
from bot.settings import Settings
from bot.sharing import Sharing
from bot.slack_client import unrepeating_client
from bot.statuses import statuses_of
from bot.subscribing import Subscribing
from bot.telling import Telling
from bot.troubles import Troubles
from bot.whole_days import WholeDays
from bot.work import InFlight
from core.clock import Clock
from core.connecting import Connecting
from core.estimates.public import list_price
from core.keys import KeyKeeper
from core.providers.openai import Manners, OpenAI, match
from core.subscriptions import Kind
from storage.alerts import Alerts
from storage.api_keys import ApiKeys
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.estimates import DailyRows
from storage.exports import Exports
from storage.guards import GuardStore
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.rules import Rules
from storage.seen import Seen
from storage.subscriptions import Subscriptions
from storage.usage import UsageStore
from storage.workspaces import Workspace, Workspaces


async def build(
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
