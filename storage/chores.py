"""When each chore of the house was begun last: whoever begins it does it, and nobody else for a while."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from storage import sql
from storage.again import asked_again
from storage.database import Database
from storage.tables import ChoreRow


class ChoreTimes:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, name: str, every: timedelta, now: datetime) -> bool:
        """Whether it is due, and now this caller's to do: nobody has begun it for so long."""
        async with self._database.writing() as session:
            row = sql.insert(session, ChoreRow).values(name=name, begun_at=now)
            claim = row.on_conflict_do_update(
                index_elements=["name"],
                set_={"begun_at": row.excluded.begun_at},
                where=col(ChoreRow.begun_at) <= now - every,
            ).returning(col(ChoreRow.name))
            begun = (await session.exec(claim)).first() is not None
            await session.commit()
            return begun

    @asked_again
    async def begun(self) -> dict[str, datetime]:
        """When each was begun last, by its name."""
        async with self._database.reading() as session:
            return {row.name: row.begun_at for row in await session.exec(select(ChoreRow))}

    async def forget(self) -> None:
        """All of them are due: who was killed in the middle of one has left it undone."""
        async with self._database.writing() as session:
            await session.exec(delete(ChoreRow))
            await session.commit()
