"""The clock of an installation on PostgreSQL: the one process that hands out what is due, for workers to do."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException
from sqlalchemy.exc import SQLAlchemyError

from bot.due.housekeeping import Housekeeping
from bot.due.tasks import COLLECT, KEEP_HOUSE, LOOK_AFTER
from bot.due.ticker import TICK
from core.clock import Clock
from storage.database import DatabaseDown
from storage.due import Due, DueCollection
from storage.election import Election, called
from storage.heartbeat import Heartbeats
from storage.queue import Line, Piece, Queue, Urgency

IMPORTS: Final = 100
COLLECTIONS: Final = 500
LOOKS: Final = 500
"""So much of each waits in the queue at most: what more is due stays where it is, in the order in which it is due."""

REFILL: Final = 1.0
"""Seconds until the clock looks again when the queue has no room for all that is due."""

CLEARED: Final = timedelta(hours=1)
"""How often the queue is cleared of what failed for good."""

AGAIN: Final = 2.0
"""Seconds until a process that has lost the database stands for election again."""

log = structlog.stdlib.get_logger("tokenmeter.clock")


class HandingOut:
    def __init__(
        self,
        election: Election,
        queue: Queue,
        due: Due,
        housekeeping: Housekeeping,
        heartbeats: Heartbeats,
        holder: str,
        clock: Clock,
    ) -> None:
        """`holder` names this process among those that use the database."""
        self._election = election
        self._queue = queue
        self._due = due
        self._housekeeping = housekeeping
        self._heartbeats = heartbeats
        self._holder = holder
        self._clock = clock
        self._cleared_at: datetime | None = None

    async def run(self) -> None:
        """Stand for election, and be the clock whenever it is won. For ever."""
        while True:
            try:
                async with self._election.won() as connection:
                    log.info("this process is the clock")
                    while True:
                        more_is_due = await self.tick(connection)
                        await called(connection, REFILL if more_is_due else TICK)
            except (psycopg.Error, ConnectorException, SQLAlchemyError, DatabaseDown, OSError) as error:
                log.warning("not the clock: no connection to the database, or it was lost", error=type(error).__name__)
                await asyncio.sleep(AGAIN)

    async def tick(self, connection: psycopg.AsyncConnection) -> bool:
        """Hand out what is due and waits in no queue yet; whether more may be due than the queue has room for."""
        now = self._clock.now()
        if given := await self._queue.give_to_others(now):
            log.warning("took work from a worker that died", **given)
        waiting = await self._queue.waiting(connection)
        imports, rounds, looks = (_subjects(waiting, *kind) for kind in _KINDS)
        room_for = (IMPORTS - len(imports), COLLECTIONS - len(rounds), LOOKS - len(looks))
        collections = await self._due.collections(now, *room_for[:2], [int(each) for each in (*imports, *rounds)])
        workspaces = await self._due.looks(now, room_for[2], looks)
        pieces = [*map(collection_piece, collections), *map(look_piece, workspaces)]
        pieces += [each for each in map(chore_piece, await self._housekeeping.due()) if each.name not in waiting]
        await self._queue.hand_out(pieces, connection)
        if self._cleared_at is None or now - self._cleared_at >= CLEARED:
            self._cleared_at = now
            await self._queue.clear()
        await self._heartbeats.beat(self._holder, now)
        new_imports = sum(each.is_import for each in collections)
        handed_out = (new_imports, len(collections) - new_imports, len(workspaces))
        return any(new >= room for new, room in zip(handed_out, room_for, strict=True))


_KINDS: Final = ((COLLECT, Line.IMPORTS), (COLLECT, Line.ROUNDS), (LOOK_AFTER, Line.ROUNDS))


def collection_piece(due: DueCollection) -> Piece:
    """One organization is collected once at a time, whatever workspaces it is connected in."""
    line = Line.IMPORTS if due.is_import else Line.ROUNDS
    urgency = Urgency.PERSON if due.is_waited_for else Urgency.ROUND
    return Piece(COLLECT, str(due.connection), line, urgency, due.account)


def chore_piece(name: str) -> Piece:
    return Piece(KEEP_HOUSE, name, Line.ROUNDS, Urgency.TELLING, f"{KEEP_HOUSE} {name}")


def look_piece(workspace: str) -> Piece:
    return Piece(LOOK_AFTER, workspace, Line.ROUNDS, Urgency.TELLING, f"workspace {workspace}")


def _subjects(waiting: Mapping[str, Line], task: str, line: Line) -> list[str]:
    """What the pieces are about that wait for this to be done."""
    named = (name.partition(" ") for name, theirs in waiting.items() if theirs is line)
    return [subject for name, _, subject in named if name == task]
