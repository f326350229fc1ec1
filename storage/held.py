"""Reaching a connection's rows: only through the row of the connection that was meant."""

from typing import TypeVar

from sqlalchemy import ColumnElement, and_
from sqlalchemy import Connection as Transaction
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.connection import Connection, ConnectionGone
from storage.tables import ConnectionRow, Table

TableT = TypeVar("TableT", bound=Table)


def is_row_of(connection: Connection) -> ColumnElement[bool]:
    return and_(
        col(ConnectionRow.id) == connection.id,
        col(ConnectionRow.uid) == connection.uid,
        col(ConnectionRow.workspace) == connection.workspace,
    )


def rows_of(table: type[TableT], connection: Connection) -> SelectOfScalar[TableT]:
    """What `table`, which has a column of that name, holds of the connection."""
    own = col(ConnectionRow.id) == table.connection  # type: ignore[attr-defined]  # each of them has it
    return select(table).join(ConnectionRow, own).where(is_row_of(connection))


def is_collected() -> ColumnElement[bool]:
    """It is not disconnected."""
    return col(ConnectionRow.disconnected_at).is_(None)


def hold(transaction: Transaction, connection: Connection) -> None:
    """Lock the connection's row: until the end it stays as it is, and others who write its rows wait.

    Raises ConnectionGone, also for one that is disconnected.
    """
    query = select(ConnectionRow.id).where(is_row_of(connection), is_collected()).with_for_update(key_share=True)
    if transaction.execute(query).first() is None:
        raise ConnectionGone
