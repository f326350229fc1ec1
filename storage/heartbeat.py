"""The scheduler's heartbeat: who looks for what is due, and when it last did."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import select

from storage.again import asked_again
from storage.database import Database
from storage.tables import HeartbeatRow

ASLEEP: Final = timedelta(minutes=2)
"""Nobody has looked for so long: the machine slept, or nothing is running."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    holder: str
    """Its machine, its process id, and what no other has."""
    since: datetime
    """Since when it is the one that looks."""
    at: datetime
    """When it last looked for what is due, and came to the end of it."""


class Heartbeats:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def beat(self, holder: str, now: datetime) -> None:
        """`holder` has looked for what is due."""
        async with self._database.writing() as session:
            row = (await session.exec(select(HeartbeatRow).with_for_update())).first()
            if row is None:
                row = HeartbeatRow(holder=holder, since=now, at=now)
            if row.holder != holder:
                row.holder, row.since = holder, now
            row.at = now
            await session.merge(row)
            await session.commit()

    @asked_again
    async def last(self) -> Heartbeat | None:
        """The last one; None when nobody has ever looked."""
        async with self._database.reading() as session:
            row = (await session.exec(select(HeartbeatRow))).first()
            return None if row is None else Heartbeat(row.holder, row.since, row.at)
