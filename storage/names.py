"""What projects, people and keys are called."""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import Update, select, update
from sqlmodel import col

from core.connection import Connection
from core.people import email_mark
from core.providers.contract import Name, NameKind, Names
from storage import sql
from storage.again import asked_again
from storage.api_keys import replace_keys
from storage.columns import storable
from storage.database import Database
from storage.held import hold, is_row_of
from storage.tables import ConnectionRow, NameRow

_NAME: Final = tuple(col(getattr(NameRow, name)) for name in ("connection", "kind", "external_id", "name", "active"))


class NameStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, connection: Connection, names: Names) -> None:
        """Add or correct these names; those that are not among them stay, for what they name stays in old figures.

        Of the kinds that were read whole they are not active any more. What is said of keys takes the place of what
        was said before, once all were read. Raises ConnectionGone.
        """
        rows = {
            (name.kind, name.id): {
                "connection": connection.id,
                "kind": name.kind.value,
                "external_id": storable(name.id),
                "name": storable(name.name),
                "active": name.active,
                "email_mark": email_mark(connection.uid, name.email) if name.email else None,
            }
            for name in names.known
        }
        async with self._database.writing() as session:
            await (await session.connection()).run_sync(hold, connection)
            for kind in names.whole:
                await session.exec(_none_active(connection, kind))
            if rows:
                row = sql.insert(session, NameRow)
                await session.exec(
                    row.on_conflict_do_update(
                        index_elements=["connection", "kind", "external_id"],
                        set_={each: row.excluded[each] for each in ("name", "active", "email_mark")},
                    ).execution_options(render_nulls=True),
                    params=list(rows.values()),
                )
            await replace_keys(session, connection, names)
            await session.commit()

    @asked_again
    async def ids(self, connection: Connection) -> set[str]:
        """The ids of the connection that have a name."""
        query = (
            select(col(NameRow.external_id))
            .join(ConnectionRow, col(ConnectionRow.id) == col(NameRow.connection))
            .where(is_row_of(connection))
        )
        async with self._database.reading() as session:
            return set((await (await session.connection()).execute(query)).scalars())

    @asked_again
    async def users(self, connections: Iterable[Connection], email: str) -> set[str]:
        """The ids of the users with this e-mail."""
        marks = {connection.id: email_mark(connection.uid, email) for connection in connections}
        query = (
            select(col(NameRow.external_id), col(NameRow.connection), col(NameRow.email_mark))
            .where(col(NameRow.connection).in_(marks), col(NameRow.kind) == NameKind.USER.value)
            .where(col(NameRow.email_mark).in_(marks.values()))
        )
        async with self._database.reading() as session:
            rows = (await (await session.connection()).execute(query)).all()
        return {user for user, connection, mark in rows if mark == marks[connection]}

    @asked_again
    async def of(self, workspace: str, kinds: Collection[NameKind] = tuple(NameKind)) -> dict[int, list[Name]]:
        """The names of these kinds that are known, by connection."""
        query = (
            select(*_NAME)
            .join(ConnectionRow, col(ConnectionRow.id) == col(NameRow.connection))
            .where(col(ConnectionRow.workspace) == workspace, col(NameRow.kind).in_([kind.value for kind in kinds]))
        )
        found: dict[int, list[Name]] = {}
        if not kinds:
            return found
        async with self._database.reading() as session:
            rows = (await (await session.connection()).execute(query)).all()
        for connection, kind, external_id, name, active in rows:
            found.setdefault(connection, []).append(Name(NameKind(kind), external_id, name, active))
        return found


def _none_active(connection: Connection, kind: NameKind) -> Update:
    of_kind = col(NameRow.connection) == connection.id, col(NameRow.kind) == kind.value
    change = update(NameRow).where(*of_kind, col(NameRow.active)).values(active=False)
    return change.execution_options(synchronize_session=False)
