"""What a process has once, for all the workspaces it serves: what takes the workspace each time it is asked."""

import secrets
from dataclasses import dataclass
from functools import partial

from bot.answers.asking import Asking
from bot.answers.estimating import Estimating
from bot.answers.exporting import Exporting
from bot.answers.reading import Reading
from bot.answers.reasons import Reasons
from bot.answers.whole_days import WholeDays
from bot.awake import Awake
from bot.chart_process import ChartProcess
from bot.collection.history import HistoryDays
from bot.collection.leases import holder_name
from bot.connections.guards import GuardsNow
from bot.connections.hygiene import Hygiene
from bot.connections.statuses import Statuses, statuses_of
from bot.home.open_tabs import AllOpenTabs
from bot.metrics.instruments import Metrics
from bot.pace import Pace
from bot.readiness import Readiness, trouble_with
from bot.settings import Settings
from bot.work import InFlight
from core.clock import Clock
from core.estimates.public import list_price
from core.keys import KeyKeeper
from core.providers.contract import Provider
from core.providers.openai import Manners, OpenAI, match
from storage.api_keys import ApiKeys
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.estimates import DailyRows
from storage.exports import Exports
from storage.guards import GuardStore
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.seen import Seen
from storage.usage import UsageStore
from storage.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Shared:
    settings: Settings
    support: str
    """The support contact, as mrkdwn."""
    vault: str
    """Where keys are kept, in words for people."""
    holder: str
    """What this process is called among those that use the database."""
    clock: Clock
    awake: Awake
    database: Database
    charts: ChartProcess
    keys: KeyKeeper
    provider: Provider
    in_flight: InFlight
    metrics: Metrics
    readiness: Readiness
    open_tabs: AllOpenTabs
    pace: Pace
    """Of what costs work: asking, and trying keys."""
    seen: Seen
    connections: Connections
    workspaces: Workspaces
    names: NameStore
    reports: Reports
    history_days: HistoryDays
    whole_days: WholeDays
    estimating: Estimating
    reading: Reading
    asking: Asking
    reasons: Reasons
    exporting: Exporting
    hygiene: Hygiene
    guards_now: GuardsNow
    statuses: Statuses


def share(
    settings: Settings, clock: Clock, database: Database, charts: ChartProcess, keys: KeyKeeper, vault: str
) -> Shared:
    """`vault`: where keys are, in words for people."""
    metrics = Metrics()
    in_flight = InFlight(lambda: secrets.token_hex(4), metrics.failed)
    metrics.watch(in_flight)
    manners = Manners(jitter=secrets.SystemRandom().random, observe=partial(metrics.asked, "openai"))
    provider = OpenAI(settings.openai_base_url, clock, manners)
    connections, usage, names = Connections(database), UsageStore(database), NameStore(database)
    reports, workspaces = Reports(database), Workspaces(database)
    estimating = Estimating(DailyRows(database), usage, match, list_price)
    whole_days = WholeDays(usage, provider.endpoints)
    return Shared(
        settings=settings,
        support=settings.support or _managers_in_words(settings.managers),
        vault=vault,
        holder=holder_name(secrets.token_hex(4)),
        clock=clock,
        awake=Awake(clock),
        database=database,
        charts=charts,
        keys=keys,
        provider=provider,
        in_flight=in_flight,
        metrics=metrics,
        readiness=Readiness(partial(trouble_with, database)),
        open_tabs=AllOpenTabs(),
        pace=Pace(),
        seen=Seen(database),
        connections=connections,
        workspaces=workspaces,
        names=names,
        reports=reports,
        history_days=HistoryDays(database, settings),
        whole_days=whole_days,
        estimating=estimating,
        reading=Reading(workspaces, clock),
        asking=Asking(
            connections,
            whole_days,
            reports,
            Restatements(database),
            names,
            estimating,
            Colours(database),
            charts,
            clock,
        ),
        reasons=Reasons(connections, whole_days, reports, names, estimating, clock),
        exporting=Exporting(connections, whole_days, reports, names, Exports(database), clock),
        hygiene=Hygiene(connections, ApiKeys(database), reports, names, clock),
        guards_now=GuardsNow(GuardStore(database), reports, names, clock),
        statuses=statuses_of(database, provider, clock),
    )


def _managers_in_words(managers: tuple[str, ...]) -> str:
    """The support contact of who set none: the managers that are named, without asking Slack for everybody's role."""
    return ", ".join(f"<@{manager}>" for manager in managers) or "an admin of this workspace"
