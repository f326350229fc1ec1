"""Rotating a connection's key: begun by a manager, settled after the collection that proves the new one."""

from functools import partial

import structlog

from bot.all_of import all_of
from bot.slack.messenger import Messenger
from bot.views.modal_rotate import build_unproven, settled_text
from core.clock import Clock
from core.connection import Connection, Trouble
from core.key_rotation import Rotating, settle
from core.keys import KeyKeeper
from core.providers.contract import Provider
from core.vault import VaultError
from storage.connections import Connections
from storage.deliveries import Deliveries

UNPROVEN = "key refused after rotation"
"""A kind of delivery, one a key."""

log = structlog.stdlib.get_logger("tokenmeter.rotation")


class Rotation:
    def __init__(
        self,
        workspace: str,
        provider: Provider,
        keys: KeyKeeper,
        connections: Connections,
        deliveries: Deliveries,
        messenger: Messenger,
        clock: Clock,
        vault: str,
        support: str,
    ) -> None:
        """`vault`: where keys are, in words for people; `support`: the support contact, as mrkdwn."""
        self._workspace = workspace
        self.using = Rotating(provider, keys, connections, clock)
        self._keys = keys
        self._connections = connections
        self._deliveries = deliveries
        self._messenger = messenger
        self._clock = clock
        self._vault = vault
        self._support = support

    async def settle_all(self) -> None:
        """Destroy the old keys of the connections whose new ones are proven, and say so by DM.

        Killed between the end and the DM, it is not told; Home and status show the new key all the same.
        """
        await all_of((partial(self._settle, each) for each in await self._connections.rotated(self._workspace)), 1)

    async def _settle(self, connection: Connection) -> None:
        try:
            settled = await settle(connection, self._keys, self._connections)
        except VaultError as error:
            log.warning("the old key is not destroyed yet", connection=connection.id, why=str(error))
            return
        if settled:
            log.info("rotated", connection=connection.id)
            await self._messenger.post(connection.owner, settled_text(connection, self._vault), [])
        elif not connection.key_proven and connection.trouble is Trouble.KEY_REJECTED:
            await self._tell_refused(connection)

    async def _tell_refused(self, connection: Connection) -> None:
        """Once a key; killed in the middle of it, it is not told, but the connection shows 🔴."""
        key = f"{connection.uid}:{connection.key_since.timestamp()}"
        if await self._deliveries.claim(connection.workspace, UNPROVEN, key, self._clock.now()) is None:
            return
        channel, ts = await self._messenger.post(connection.owner, *build_unproven(connection, self._support))
        await self._deliveries.sent(connection.workspace, UNPROVEN, key, channel, ts, self._clock.now())
