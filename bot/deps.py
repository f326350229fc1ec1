"""What serves one workspace. Built in bot/composition.py."""

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.access import Access
from bot.alerts.deeds import AlertDeeds
from bot.alerts.defaults import AlertDefaults
from bot.alerts.judging import AlertJudging
from bot.alerts.making import AlertMaking
from bot.alerts.telling import AlertTelling
from bot.answering import Answering
from bot.backfill import BackfillMessages
from bot.budgets.making import BudgetMaking
from bot.budgets.states import BudgetStates
from bot.budgets.telling import Budgets
from bot.details import Details
from bot.digests.making import DigestMaking
from bot.digests.posting import Digests
from bot.directory import Directory
from bot.disconnecting import Disconnecting
from bot.explaining import Explaining
from bot.exports import ExportsByDm
from bot.guards import Blocking
from bot.home.tab import Home
from bot.hygiene import Hygiene
from bot.lights import Lights
from bot.messenger import Messenger
from bot.reminding import Reminding
from bot.rotation import Rotation
from bot.statuses import Statuses
from bot.subscribing import Subscribing
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
    budget_states: BudgetStates
    budgets: Budgets
    budget_making: BudgetMaking
