"""Which requests were taken already: Slack sends some of them again."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col

from storage import sql
from storage.again import asked_again
from storage.database import Database
from storage.tables import SeenRequest


class Seen:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def first_time(self, key: str, now: datetime) -> bool:
        """Whether this caller is the first with `key`, in whatever process; from now on nobody is."""
        async with self._database.writing() as session:
            row = sql.insert(session, SeenRequest).values(key=key, at=now)
            new = await session.exec(row.on_conflict_do_nothing().returning(col(SeenRequest.key)))
            is_first = new.first() is not None
            await session.commit()
            return is_first

    @asked_again
    async def take_back(self, key: str) -> None:
        """What `key` stood for was not done: the next one is the first again."""
        async with self._database.writing() as session:
            await session.exec(delete(SeenRequest).where(col(SeenRequest.key) == key))
            await session.commit()

    async def forget(self, before: datetime) -> None:
        """Drop what was seen before: Slack sends nothing again after an hour."""
        async with self._database.writing() as session:
            await session.exec(delete(SeenRequest).where(col(SeenRequest.at) < before))
            await session.commit()
