"""Which installation a database belongs to: its label in a vault that others use too."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from storage import sql
from storage.database import Database
from storage.tables import InstallationRow


@dataclass(frozen=True, slots=True)
class Installation:
    id: str
    made_at: datetime
    """Since when the database is used: what a vault holds from before that is not this database's."""


async def installation_of(database: Database, new_id: str, now: datetime) -> Installation:
    """The database's installation; the first to ask makes it, with `new_id`."""
    async with database.writing() as session:
        row = sql.insert(session, InstallationRow).values(id=new_id, made_at=now, only=1)
        await session.exec(row.on_conflict_do_nothing())
        stored = (await session.exec(select(InstallationRow))).one()
        await session.commit()
        return Installation(stored.id, stored.made_at)
