"""Disconnecting: begun by a manager, finished at once or by the pass over what is marked."""

from datetime import timedelta
from functools import partial
from typing import Final

import structlog

from bot.all_of import all_of
from bot.slack.messenger import Messenger
from bot.views.modal_disconnect import disconnected_text
from core.clock import Clock
from core.concurrency import whole
from core.connection import Connection
from core.disconnecting import disconnect, finish
from core.keys import KeyKeeper
from core.vault import VaultError
from storage.connections import Connections

JUST_NOW: Final = timedelta(seconds=30)
"""What was marked within this is left to whoever is doing it."""

log = structlog.stdlib.get_logger("tokenmeter.disconnecting")


class Disconnecting:
    def __init__(
        self,
        workspace: str,
        connections: Connections,
        keys: KeyKeeper,
        messenger: Messenger,
        vault: str,
        clock: Clock,
    ) -> None:
        """`vault`: where keys are, in words for people."""
        self._workspace = workspace
        self._connections = connections
        self._keys = keys
        self._messenger = messenger
        self._vault = vault
        self._clock = clock

    async def disconnect(self, connection: Connection, by: str, history_goes: bool) -> bool:
        """Disconnect it; whether all of it is done. If not, that is tried again, and told by DM in the end.

        Raises ConnectionGone.
        """
        marked = await disconnect(connection, by, history_goes, self._clock.now(), self._connections)
        log.info("disconnected", connection=connection.id, history_goes=history_goes)
        try:
            await whole(finish(marked, self._keys, self._connections))
        except VaultError as error:
            log.warning("the key is not destroyed yet", connection=connection.id, why=str(error))
            return False
        return True

    async def finish_marked(self) -> None:
        """Finish what was begun and not finished: a vault did not answer, or the process was killed.

        Killed between the end and the DM, it is not told; Home and status show it all the same.
        """
        leaving = await self._connections.leaving(self._workspace, self._clock.now() - JUST_NOW)
        await all_of((partial(self._finish, each) for each in leaving), 1)

    async def _finish(self, connection: Connection) -> None:
        try:
            last = await finish(connection, self._keys, self._connections)
        except VaultError as error:
            log.warning("the key is not destroyed yet", connection=connection.id, why=str(error))
            return
        if last:
            log.info("the key of a disconnected connection is destroyed", connection=connection.id)
            text = disconnected_text(connection.name, connection.history_goes, self._vault)
            await self._messenger.post(connection.owner, text, [])
