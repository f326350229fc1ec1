"""Tells alerts by the names that what they are about has now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.alerts.life import Alert
from core.alerts.spec import read_spec
from core.alerts.told import Told, told_of
from core.connection import Connection
from core.narrowing import KINDS
from core.providers.contract import Name
from core.subscriptions import Subscription
from storage.connections import Connections
from storage.names import NameStore


@dataclass(frozen=True, slots=True)
class Naming:
    """Of one workspace, as it was read."""

    connections: Sequence[Connection]
    names: Mapping[int, Iterable[Name]]

    def told(self, alert: Alert, rule: Subscription) -> Told:
        return told_of(alert, rule.name, read_spec(rule.spec), rule.filters, self.connections, self.names)


async def naming_of(workspace: str, connections: Connections, names: NameStore) -> Naming:
    return Naming(await connections.of(workspace), await names.of(workspace, list(KINDS.values())))
