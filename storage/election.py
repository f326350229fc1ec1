"""Which of the processes that share a PostgreSQL database is its clock: the one that holds an advisory lock.

The lock belongs to a connection of its own, and goes with it: whoever loses the connection, however that comes, is not
the clock any more, and hands nothing out as one, for that goes through this connection alone.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import psycopg
import structlog

from core.secret import Secret
from storage import postgres
from storage.due import CLOCK

log = structlog.stdlib.get_logger("tokenmeter.clock")

_LOCK: Final = 6_204_877_313_906_128_445
"""Any number, as long as it is always this one."""

ASK_EVERY: Final = 5.0
"""Seconds between two tries of a process that is not the clock."""

_GONE_WITHIN: Final = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 11_000,
}
"""Seconds, and milliseconds: so long after the server's machine is gone, its clock knows."""

STUCK: Final = 60.0
"""Seconds without a question of the clock's, which has one every ten, after which its connection is ended: it stands
still, as a paused machine does, and would keep the lock.
"""

_END_STUCK: Final = """
    SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((classid::bigint << 32) | objid::bigint) = %s AND state_change < now() - make_interval(secs => %s)
      AND pg_has_role(usesysid, 'USAGE')
"""
"""Where another role is the clock, this one may see it and not end it: then it waits, and raises no alarm."""

_GIVEN_UP: Final = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"
"""And so long after the clock's machine is gone, the server lets the lock go."""


class Election:
    def __init__(self, url: Secret) -> None:
        """`url`: PostgreSQL's, of the server itself: a pooler that shares sessions would share the lock."""
        self._url = url

    @asynccontextmanager
    async def won(self) -> AsyncIterator[psycopg.AsyncConnection]:
        """Wait until this process is the clock; it is, for as long as the connection that this yields lives.

        Raises psycopg.Error when the server cannot be reached.
        """
        given = {**postgres.parameters(self._url, "tokenmeter clock"), **_GONE_WITHIN}
        async with await psycopg.AsyncConnection.connect(autocommit=True, **given) as connection:
            await connection.execute(postgres.HOLD.encode())
            await connection.execute(_GIVEN_UP)
            await connection.execute("SET search_path TO procrastinate")
            while not await _is_given(connection):  # noqa: ASYNC110  # the server tells nobody that a lock is free
                await asyncio.sleep(ASK_EVERY)
            await connection.execute(f"LISTEN {CLOCK}".encode())
            yield connection


async def _is_given(connection: psycopg.AsyncConnection) -> bool:
    row = await (await connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])).fetchone()
    if row is not None and row[0]:
        return True
    ended = await connection.execute(_END_STUCK, [_LOCK, STUCK])
    if ended.rowcount:
        log.warning("ended the connection of a clock that stood still")
    return False


async def called(connection: psycopg.AsyncConnection, seconds: float) -> None:
    """Wait so long, or until somebody says that something is due at once. Raises psycopg.Error when it is lost."""
    async for _ in connection.notifies(timeout=seconds, stop_after=1):
        pass
