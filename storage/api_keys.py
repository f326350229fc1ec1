"""What the provider says of an organization's API keys."""

from sqlalchemy import delete
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.connection import Connection
from core.providers.contract import KeyFacts, NameKind, Names, OwnerState
from storage.again import asked_again
from storage.columns import storable
from storage.database import Database
from storage.held import rows_of
from storage.tables import ApiKeyRow


class ApiKeys:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def of(self, connection: Connection) -> list[KeyFacts]:
        """All keys of its organization, as they were read last; none when they may not be."""
        query = rows_of(ApiKeyRow, connection).order_by(col(ApiKeyRow.external_id))
        async with self._database.reading() as session:
            return [_facts(row) for row in await session.exec(query)]


async def replace_keys(session: AsyncSession, connection: Connection, names: Names) -> None:
    """In the transaction that holds the connection's row: these are all keys now, unless not all were read."""
    if NameKind.KEY not in names.whole:
        return
    before = delete(ApiKeyRow).where(col(ApiKeyRow.connection) == connection.id)
    await session.exec(before.execution_options(synchronize_session=False))
    session.add_all(_row(connection, key) for key in {key.id: key for key in names.keys}.values())


def _row(connection: Connection, key: KeyFacts) -> ApiKeyRow:
    return ApiKeyRow(
        connection=connection.id,
        external_id=storable(key.id),
        hint=storable(key.hint),
        admin=key.admin,
        project=storable(key.project),
        owner=storable(key.owner),
        owner_state=key.owner_state.value,
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        expires_at=key.expires_at,
    )


def _facts(row: ApiKeyRow) -> KeyFacts:
    return KeyFacts(
        id=row.external_id,
        hint=row.hint,
        admin=row.admin,
        project=row.project,
        owner=row.owner,
        owner_state=OwnerState(row.owner_state),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
    )
