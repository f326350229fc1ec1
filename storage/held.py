"""Reaching a connection's rows: only through the row of the connection that was meant."""

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.connection import Connection, ConnectionGone
from storage.tables import ConnectionRow


def is_row_of(connection: Connection) -> ColumnElement[bool]:
    return and_(
        col(ConnectionRow.id) == connection.id,
        col(ConnectionRow.uid) == connection.uid,
        col(ConnectionRow.workspace) == connection.workspace,
    )


async def hold(session: AsyncSession, connection: Connection) -> None:
    """Lock the connection's row: until the end it stays, and others who write its rows wait. Raises ConnectionGone."""
    query = select(ConnectionRow.id).where(is_row_of(connection)).with_for_update(key_share=True)
    if (await session.exec(query)).first() is None:
        raise ConnectionGone
