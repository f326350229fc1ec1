"""What the provider says of the organization beside its figures: names, keys, limits."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.tables.base import Table, connection, time


class NameRow(Table, table=True):
    __tablename__ = "name"

    connection: int = connection(primary_key=True)
    kind: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    name: str
    active: bool
    email_mark: bytes | None = None
    """Of a user: see core/people.py."""


class ApiKeyRow(Table, table=True):
    """What the provider said of one of the organization's API keys when all were read last."""

    __tablename__ = "api_key"

    connection: int = connection(primary_key=True)
    external_id: str = Field(primary_key=True)
    hint: str
    admin: bool
    project: str
    """The project's id; "" for none."""
    owner: str
    """The id of the person or service account; "" when not told."""
    owner_state: str
    created_at: datetime | None = time(nullable=True)
    last_used_at: datetime | None = time(nullable=True)
    expires_at: datetime | None = time(nullable=True)


class SpendLimitRow(Table, table=True):
    """What the provider itself stops at each month: nanos of `currency`, for the organization or a project."""

    __tablename__ = "spend_limit"

    connection: int = connection(primary_key=True)
    project: str = Field(primary_key=True)
    """The project's id; "" for the whole organization."""
    nanos: int = Field(sa_type=BigInteger)
    currency: str
    blocking_since: datetime | None = time(nullable=True)
    """When it was first seen to refuse requests; NULL while it does not."""


class SpendAlertRow(Table, table=True):
    """What the provider itself mails at each month."""

    __tablename__ = "spend_alert"

    connection: int = connection(primary_key=True)
    project: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    nanos: int = Field(sa_type=BigInteger)
    currency: str
