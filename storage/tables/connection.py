"""The connections."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from storage.columns import UtcTime
from storage.tables.base import Table, time


class ConnectionRow(Table, table=True):
    __tablename__ = "connection"
    __table_args__ = (
        UniqueConstraint("workspace", "name_key"),
        UniqueConstraint("workspace", "fingerprint"),
        Index(
            "uq_connection_workspace_provider_organization",
            "workspace",
            "provider",
            "organization",
            unique=True,
            sqlite_where=text("organization <> ''"),
            postgresql_where=text("organization <> ''"),
        ),
        {"sqlite_autoincrement": True},  # a removed connection's id is never another's
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    workspace: str = Field(foreign_key="workspace.id")
    provider: str
    name: str
    name_key: str
    """The name without its case: two connections of a workspace differ in more than that."""
    organization: str
    owner: str
    secret_ref: bytes
    """Empty once a disconnected one's key is destroyed."""
    fingerprint: bytes
    """Of the key; then the uid, which is no key's, in its place."""
    key_hint: str
    key_since: datetime = time()
    created_at: datetime = time()
    backfill_from: date
    collected_at: datetime | None = time(nullable=True)
    next_collect_at: datetime = Field(sa_type=UtcTime, nullable=False, index=True)
    lease_holder: str | None = None
    lease_until: datetime | None = time(nullable=True)
    trouble: str | None = None
    trouble_detail: str = ""
    trouble_since: datetime | None = time(nullable=True)
    names_missing: str = "[]"
    """A JSON list."""
    disconnected_at: datetime | None = time(nullable=True)
    history_goes: bool = False
    key_expires_at: datetime | None = time(nullable=True)
    replaced_ref: bytes | None = None
    key_proven: bool = False
    organization_since: date | None = None
    reconciled_at: datetime | None = time(nullable=True)
    names_read_at: datetime | None = time(nullable=True)
