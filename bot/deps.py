"""What serves one workspace. Built in bot/composition.py."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Access
from bot.alerts.deeds import AlertDeeds
from bot.alerts.defaults import AlertDefaults
from bot.alerts.judging import AlertJudging
from bot.alerts.making import AlertMaking
from bot.alerts.telling import AlertTelling
from bot.answers.answering import Answering
from bot.answers.details import Details
from bot.answers.explaining import Explaining
from bot.answers.exports import ExportsByDm
from bot.budgets.making import BudgetMaking
from bot.budgets.telling import Budgets
from bot.collection.backfill import BackfillMessages
from bot.connections.disconnecting import Disconnecting
from bot.connections.guards import Blocking
from bot.connections.hygiene import Hygiene
from bot.connections.lights import Lights
from bot.connections.reminding import Reminding
from bot.connections.rotation import Rotation
from bot.connections.statuses import Statuses
from bot.digests.making import DigestMaking
from bot.digests.posting import Digests
from bot.home.tab import Home
from bot.slack.directory import Directory
from bot.slack.messenger import Messenger
from bot.slack.refusals import Refusals
from bot.subscriptions.subscribing import Subscribing
from bot.welcoming import Welcoming
from core.clock import Clock
from core.connecting import Connecting
from storage.connections import Connections
from storage.seen import Seen
from storage.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Deps:
    workspace: str
    """The Slack team id."""
    support: str
    """The support contact, as mrkdwn."""
    vault: str
    """Where keys are kept, in words for people."""
    clock: Clock
    client: AsyncWebClient
    messenger: Messenger
    refusals: Refusals
    directory: Directory
    connections: Connections
    seen: Seen
    statuses: Statuses
    hygiene: Hygiene
    home: Home
    connecting: Connecting
    disconnecting: Disconnecting
    rotation: Rotation
    imports: BackfillMessages
    access: Access
    workspaces: Workspaces
    reminding: Reminding
    welcoming: Welcoming
    lights: Lights
    blocking: Blocking
    answering: Answering
    explaining: Explaining
    exports: ExportsByDm
    details: Details
    subscribing: Subscribing
    digests: Digests
    digest_making: DigestMaking
    alert_defaults: AlertDefaults
    alert_judging: AlertJudging
    alert_telling: AlertTelling
    alert_deeds: AlertDeeds
    alert_making: AlertMaking
    budgets: Budgets
    budget_making: BudgetMaking
