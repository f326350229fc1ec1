"""The composition: every part is built here, and handed what it needs."""

import secrets
from functools import partial

from bot.access import Access
from bot.alerts.behind import Behind
from bot.alerts.deeds import AlertDeeds
from bot.alerts.defaults import AlertDefaults
from bot.alerts.figures import AlertFigures
from bot.alerts.judging import AlertJudging
from bot.alerts.making import AlertMaking
from bot.alerts.open_now import OpenAlerts
from bot.alerts.replaying import AlertReplaying
from bot.alerts.showing import AlertShowing
from bot.alerts.telling import AlertTelling
from bot.answers.answering import Answering
from bot.answers.details import Details
from bot.answers.explaining import Explaining
from bot.answers.exports import ExportsByDm
from bot.answers.narrow import Narrow
from bot.answers.sharing import Sharing
from bot.bots import Bot, Bots
from bot.budgets.making import BudgetMaking
from bot.budgets.showing import BudgetShowing
from bot.budgets.states import BudgetStates
from bot.budgets.telling import Budgets
from bot.collection.backfill import BackfillMessages
from bot.collection.collecting import Collecting
from bot.collection.collector import collector_of
from bot.collection.leases import Leases
from bot.connections.disconnecting import Disconnecting
from bot.connections.guards import Blocking, WholeLimits
from bot.connections.lights import Lights
from bot.connections.reminding import Reminding
from bot.connections.rotation import Rotation
from bot.connections.telling import Telling
from bot.deps import Deps
from bot.digests.charts import DigestCharts
from bot.digests.contents import DigestContents
from bot.digests.making import DigestMaking
from bot.digests.posting import Digests
from bot.due.housekeeping import Housekeeping, chores_of
from bot.due.in_process import InProcess
from bot.due.looking import Looking
from bot.due.tasks import Tasks
from bot.home.charts import HomeCharts
from bot.home.dashboard import Dashboard
from bot.home.sections import HomeSections
from bot.home.tab import Home
from bot.house import House
from bot.installed import Installed
from bot.purging import Purging
from bot.revoking import Revoking
from bot.shared import Shared
from bot.slack.client import slack_client, unrepeating_client
from bot.slack.directory import Directory
from bot.slack.messenger import Messenger
from bot.slack.native_tables import NativeTables
from bot.slack.refusals import Refusals
from bot.slack.turns import Rank, Turns
from bot.subscriptions.delivering import Delivering
from bot.subscriptions.recipients import Recipients
from bot.subscriptions.subscribing import Subscribing
from bot.subscriptions.troubles import Troubles
from bot.welcoming import Welcoming
from core.connecting import Connecting
from core.providers.openai import match
from core.subscriptions import Kind
from storage.alerts import Alerts
from storage.api_keys import ApiKeys
from storage.chores import ChoreTimes
from storage.deliveries import Deliveries
from storage.due import Due
from storage.estimates import DailyRows
from storage.guards import GuardStore
from storage.installation import Installation
from storage.installs import Installs
from storage.looks import Looks
from storage.rules import Rules
from storage.subscriptions import Subscriptions


def house_of(shared: Shared, bots: Bots, installation: Installation) -> House:
    """What the process serves with."""
    settings, connections, clock, database = shared.settings, shared.connections, shared.clock, shared.database
    installed = Installed(bots, partial(build, shared))
    chance = secrets.SystemRandom().random
    collector = collector_of(shared.provider, database, shared.keys, clock, chance, settings.hourly_days)
    collecting = Collecting(
        connections, Leases(connections, clock, shared.holder), collector, installed, shared.in_flight, clock
    )
    revoking = Revoking(settings, bots, shared.workspaces, clock)
    purging = Purging(database, shared.keys, clock, revoking.is_taken)
    chores = chores_of(shared, bots, purging, installation, chance)
    tasks = Tasks(
        collecting,
        Looking(installed, revoking, Looks(database), Subscriptions(database), shared.in_flight, clock),
        Housekeeping(chores, ChoreTimes(database), clock),
    )
    due = Due(database)
    hurry = InProcess(due, tasks, shared.in_flight, clock).start_due if database.is_sqlite else due.call_clock
    return House(shared, bots, installed, collecting, purging, revoking, tasks, hurry)


def build(shared: Shared, bot: Bot) -> Deps:
    """What serves one workspace."""
    workspace, settings, clock, database = bot.workspace, shared.settings, shared.clock, shared.database
    connections, names, reports, workspaces = shared.connections, shared.names, shared.reports, shared.workspaces
    asking, support, charts = shared.asking, shared.support, shared.charts
    turns, refusals = Turns(), Refusals(shared.metrics.called_slack)
    called = refusals.called
    client = slack_client(settings, bot.token, turns, called=called)
    messenger, by_itself = Messenger(client), Messenger(slack_client(settings, bot.token, turns, Rank.TOLD, called))
    rules = Rules(database)
    directory = Directory(client, workspace, settings.managers, rules)
    tables = NativeTables()
    answering = Answering(messenger, tables, shared.reading, directory, asking, shared.pace, clock)
    sharing = Sharing(messenger, shared.exporting)
    exports = ExportsByDm(messenger, shared.reading, answering, shared.exporting, sharing)
    deliveries = Deliveries(database)
    delivering = Delivering(
        workspace, deliveries, Messenger(unrepeating_client(settings, bot.token, turns, called)), clock
    )
    subscriptions = Subscriptions(database)
    recipients = Recipients(client, directory)
    telling = Telling(workspace, deliveries, directory, recipients, delivering, clock)
    troubles = Troubles(subscriptions, delivering, directory, recipients, clock)
    budget_states = BudgetStates(subscriptions, workspaces, asking, clock)
    budgets = Budgets(
        workspace,
        subscriptions,
        workspaces,
        deliveries,
        delivering,
        recipients,
        budget_states,
        by_itself,
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
        DigestContents(
            workspace,
            subscriptions,
            asking,
            shared.reasons,
            budget_states,
            open_alerts,
            WholeLimits(connections, GuardStore(database)),
            DigestCharts(workspace, asking, by_itself),
            clock,
        ),
        answering,
        by_itself,
        troubles,
        clock,
    )
    levels = frozenset(each.name for each in shared.provider.endpoints if each.level)
    figures = AlertFigures(
        connections,
        Narrow(reports, names),
        shared.whole_days,
        DailyRows(database),
        reports,
        shared.estimating,
        levels,
        match,
    )
    replaying = AlertReplaying(figures, answering, connections, names, messenger, clock)
    showing = BudgetShowing(budget_states, answering, messenger)
    show_now = {Kind.DIGEST: digests.now, Kind.BUDGET: showing.now, Kind.ALERT: replaying.now}
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
        Behind(DailyRows(database), ApiKeys(database)),
        deliveries,
        delivering,
        recipients,
        directory,
        by_itself,
        charts,
        troubles,
        clock,
    )
    return Deps(
        workspace=workspace,
        support=support,
        vault=shared.vault,
        clock=clock,
        client=client,
        messenger=messenger,
        refusals=refusals,
        directory=directory,
        connections=connections,
        seen=shared.seen,
        statuses=shared.statuses,
        hygiene=shared.hygiene,
        home=Home(
            workspace,
            shared.open_tabs,
            client,
            directory,
            Dashboard(workspace, asking, shared.reasons, clock),
            HomeSections(
                workspace,
                support,
                database,
                directory,
                shared.statuses,
                budget_states,
                shared.history_days,
                settings.managers,
                settings.hourly_days,
                clock,
            ),
            HomeCharts(workspace, asking, messenger),
            clock,
        ),
        connecting=Connecting(shared.provider, shared.keys, connections, clock, new_uid, shared.history_days.of),
        disconnecting=Disconnecting(workspace, connections, shared.keys, messenger, shared.vault, clock),
        rotation=Rotation(
            workspace,
            shared.provider,
            shared.keys,
            connections,
            deliveries,
            messenger,
            clock,
            shared.vault,
            support,
        ),
        imports=BackfillMessages(by_itself, deliveries, reports, answering, shared.statuses, clock),
        access=Access(workspace, directory, rules, asking, clock),
        workspaces=workspaces,
        reminding=Reminding(workspace, connections, telling, clock),
        welcoming=Welcoming(workspace, Installs(database), workspaces, delivering, clock),
        blocking=Blocking(
            workspace, connections, GuardStore(database), shared.guards_now, deliveries, telling, support
        ),
        lights=Lights(workspace, connections, deliveries, shared.statuses, telling, support, clock, shared.awake),
        answering=answering,
        explaining=Explaining(messenger, shared.reading, answering, shared.reasons),
        exports=exports,
        details=Details(messenger, tables, shared.reading, answering, shared.exporting, exports, sharing),
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
    )
