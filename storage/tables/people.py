"""What people did, decided and see."""

from datetime import datetime

from sqlmodel import Field

from storage.columns import UtcTime
from storage.tables.base import Table, time


class SeenRequest(Table, table=True):
    __tablename__ = "seen_request"

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime, nullable=False, index=True)


class ColourRow(Table, table=True):
    __tablename__ = "colour"

    workspace: str = Field(foreign_key="workspace.id", primary_key=True)
    dimension: str = Field(primary_key=True)
    label: str = Field(primary_key=True)
    slot: int


class RuleRow(Table, table=True):
    """What a manager has decided about somebody, or about a channel."""

    __tablename__ = "rule"

    workspace: str = Field(foreign_key="workspace.id", primary_key=True)
    subject: str = Field(primary_key=True)
    """Slack's id of the person or the channel."""
    kind: str = Field(primary_key=True)
    filters: str = "[]"
    """A JSON list of [dimension, pattern, excluded]."""


class AuditRow(Table, table=True):
    """An entry of the audit log, which triggers keep from being changed or removed.

    It names its workspace without a foreign key: purging removes the workspace's row first, and only then do the
    triggers let its entries go.
    """

    __tablename__ = "audit"

    workspace: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = time()
    actor: str
    action: str
    subject: str
    details: str
    """A JSON object."""
    previous: bytes
    hash: bytes
