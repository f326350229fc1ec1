"""What people have asked to be told, and what was told."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from storage.tables.base import Table, time


class DeliveryRow(Table, table=True):
    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace", "kind", "key"),
        Index(
            "ix_delivery_workspace_unsent",
            "workspace",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
        Index(
            "ix_delivery_claimed_at_unsent",
            "claimed_at",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    kind: str
    key: str
    begun_at: datetime = time()
    claimed_at: datetime = time()
    channel: str = ""
    ts: str = ""
    sent_at: datetime | None = time(nullable=True)


class SubscriptionRow(Table, table=True):
    """What somebody has asked to be told: a digest, a budget or an alert rule."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("workspace", "kind", "number"),)

    uid: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    kind: str
    number: int
    made_by: str
    made_at: datetime = time()
    filters: str = "[]"
    """A JSON list of [dimension, pattern, excluded]."""
    spec: str
    """A JSON object: see the kind's module in core/."""
    paused_until: datetime | None = time(nullable=True)
    off_at: datetime | None = time(nullable=True)


class RecipientRow(Table, table=True):
    """A channel or person whom a subscription tells, by Slack's id."""

    __tablename__ = "recipient"

    subscription: str = Field(foreign_key="subscription.uid", primary_key=True)
    place: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    muted_until: datetime | None = time(nullable=True)
    trouble: str = ""


class AlertRow(Table, table=True):
    """One firing of an alert rule: see core/alerts/life.py."""

    __tablename__ = "alert"
    __table_args__ = (Index(None, "workspace", "rule"),)

    uid: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    rule: str = Field(foreign_key="subscription.uid")
    scope: str
    subject: str
    card: str
    seen_at: datetime = time()
    since: datetime = time()
    state: str
    changed_at: datetime = time()
    version: int
    untold: bool
    body: str
    """A JSON object of the rest."""
