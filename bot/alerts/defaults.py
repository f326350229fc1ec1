"""The rules that are there without anybody's asking: for who has connected an account, once."""

import structlog

from core.alerts.rule import DEFAULTS
from core.alerts.spec import written_spec
from core.clock import Clock
from core.subscriptions import Kind
from storage.connections import Connections
from storage.subscriptions import NewSubscription, Subscriptions

log = structlog.stdlib.get_logger("tokenmeter.alerts")


class AlertDefaults:
    def __init__(
        self,
        workspace: str,
        connections: Connections,
        subscriptions: Subscriptions,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._connections = connections
        self._subscriptions = subscriptions
        self._clock = clock

    async def set_all(self) -> None:
        """Set those that are missing; one that was turned off stays off. To be called every minute.

        Whether owners may be told is looked up when there is something to tell.
        """
        connections = await self._connections.of(self._workspace)
        for owner in dict.fromkeys(each.owner for each in connections if each.disconnected_at is None):
            for rule in DEFAULTS:
                uid = f"{self._workspace}-{owner}-{rule.span}"
                new = NewSubscription(uid, Kind.ALERT, owner, (), written_spec(rule), (owner,))
                made = await self._subscriptions.add_once(self._workspace, new, self._clock.now())
                if made is not None:
                    log.info("a default alert rule was set", name=made.name, owner=owner)
