"""The tables. Changing one takes a migration: a test compares them."""

from storage.tables.base import NAMING, Table
from storage.tables.collected import DifferenceRow, LedgerRow, OddityRow, RestatementRow
from storage.tables.connection import ConnectionRow
from storage.tables.figures import CostDaily, SeriesRow, UsageDaily, UsageHourly
from storage.tables.installation import ChoreRow, HeartbeatRow, InstallationRow, InstallRow, WorkspaceRow
from storage.tables.organization import ApiKeyRow, NameRow, SpendAlertRow, SpendLimitRow
from storage.tables.people import AuditRow, ColourRow, RuleRow, SeenRequest
from storage.tables.told import AlertRow, DeliveryRow, RecipientRow, SubscriptionRow

__all__ = [
    "NAMING",
    "AlertRow",
    "ApiKeyRow",
    "AuditRow",
    "ChoreRow",
    "ColourRow",
    "ConnectionRow",
    "CostDaily",
    "DeliveryRow",
    "DifferenceRow",
    "HeartbeatRow",
    "InstallRow",
    "InstallationRow",
    "LedgerRow",
    "NameRow",
    "OddityRow",
    "RecipientRow",
    "RestatementRow",
    "RuleRow",
    "SeenRequest",
    "SeriesRow",
    "SpendAlertRow",
    "SpendLimitRow",
    "SubscriptionRow",
    "Table",
    "UsageDaily",
    "UsageHourly",
    "WorkspaceRow",
]
