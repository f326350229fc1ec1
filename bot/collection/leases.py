"""The connections that this process has claimed: held, all of them in one go, until they are given back."""

import asyncio
import os
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from core.clock import Clock
from core.connection import Connection
from storage.connections import Connections
from storage.database import DatabaseDown

LEASE: Final = timedelta(seconds=15)
"""How long a connection stays claimed by a process that was killed."""

RENEW: Final = 5.0
"""Seconds between two renewals."""


def holder_name(nonce: str) -> str:
    """What this process is called among those that use the database: its machine, its id, and what no other has."""
    return f"{socket.gethostname()}:{os.getpid()}:{nonce}"


log = structlog.stdlib.get_logger("tokenmeter.leases")


class Leases:
    def __init__(self, connections: Connections, clock: Clock, holder: str) -> None:
        """`holder` names this process among those that use the database."""
        self._connections = connections
        self._clock = clock
        self._holder = holder
        self._held: dict[int, Connection] = {}
        self._renewing: asyncio.Task[None] | None = None

    async def claim_due(self, number: int) -> Connection | None:
        """Claim the connection with this id: None when it is not due, or somebody has it, this process too."""
        if number in self._held:
            return None
        now = self._clock.now()
        claimed = await self._connections.claim_due(number, now, self._holder, now + LEASE)
        if claimed is not None:
            self._keep([claimed])
        return claimed

    async def claim_one(self, connection: Connection) -> Connection | None:
        """Claim this one, due or not: as it is now; None when another process has it, or it is disconnected."""
        now = self._clock.now()
        claimed = await self._connections.claim_one(connection, now, self._holder, now + LEASE)
        if claimed is not None:
            self._keep([claimed])
        return claimed

    async def give_back(self, connection: Connection, not_before: datetime | None = None) -> None:
        """Let it be claimed again: at once, or not before a time."""
        del self._held[connection.id]
        if not self._held and self._renewing is not None:
            renewing, self._renewing = self._renewing, None
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
        if not_before is None:
            await self._connections.release(connection, self._holder)
        else:
            await self._connections.renew([connection], self._holder, not_before)

    def _keep(self, claimed: Iterable[Connection]) -> None:
        self._held |= {connection.id: connection for connection in claimed}
        if self._held and self._renewing is None:
            self._renewing = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW)
            try:
                await self._connections.renew(list(self._held.values()), self._holder, self._clock.now() + LEASE)
            except (SQLAlchemyError, DatabaseDown, OSError):
                # Should it last, another process takes over what this one cannot store anyway.
                log.warning("the leases could not be renewed", exc_info=True)
