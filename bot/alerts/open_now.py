"""The alerts that are open now, of what somebody may see."""

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.judging import scope_of
from bot.alerts.naming import naming_of
from core.alerts.told import Told
from core.questions import Filters
from core.subscriptions import Kind
from storage.alerts import Alerts
from storage.connections import Connections
from storage.names import NameStore
from storage.subscriptions import Subscriptions


class OpenAlerts:
    def __init__(
        self, subscriptions: Subscriptions, alerts: Alerts, connections: Connections, names: NameStore
    ) -> None:
        self._subscriptions = subscriptions
        self._alerts = alerts
        self._connections = connections
        self._names = names

    async def of(self, workspace: str, filters: Filters, scopes: Sequence[Filters], now: datetime) -> list[Told]:
        """Those of rules about exactly `filters`, about anything without filters, that were judged within exactly
        `scopes`: who may see all of that may see them."""
        rules = {
            each.uid: each
            for each in await self._subscriptions.of(workspace, Kind.ALERT)
            if not filters or set(each.filters) == set(filters)
        }
        scope = scope_of(scopes)
        kept = await self._alerts.of_rules(workspace, rules, since=now)
        found = [each.alert for each in kept if each.alert.is_open and each.alert.scope == scope]
        if not found:
            return []
        naming = await naming_of(workspace, self._connections, self._names)
        return [naming.told(alert, rules[alert.rule]) for alert in found]
