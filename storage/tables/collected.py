"""What is known of how the figures were collected."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.columns import UtcTime
from storage.tables.base import Table, connection, time


class LedgerRow(Table, table=True):
    __tablename__ = "ledger"

    connection: int = connection(primary_key=True)
    endpoint: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    width: str
    grouping: str
    """The dimensions it was split by: a JSON list."""
    collected_at: datetime = time()
    total: int = Field(sa_type=BigInteger)
    same_since: datetime = time()
    digest: bytes | None = None
    """Of what the provider said; None where that was collected before it was kept."""
    digest_at: datetime | None = time(nullable=True)
    """Which collection the digest is of. A release that keeps none writes other rows and when it collected them, and
    leaves both as they are."""


class RestatementRow(Table, table=True):
    """A settled day's costs changed: nanos of `currency` before and after, found by the collection that began `at`."""

    __tablename__ = "restatement"

    connection: int = connection(primary_key=True)
    endpoint: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    currency: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime, primary_key=True)
    before: int = Field(sa_type=BigInteger)
    after: int = Field(sa_type=BigInteger)


class DifferenceRow(Table, table=True):
    """A day that did not come to the provider's own total when the two were compared last, after it was read again."""

    __tablename__ = "difference"

    connection: int = connection(primary_key=True)
    endpoint: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    ours: int = Field(sa_type=BigInteger)
    theirs: int = Field(sa_type=BigInteger)


class OddityRow(Table, table=True):
    """Something particular about the organization: see core/oddities.py."""

    __tablename__ = "oddity"

    connection: int = connection(primary_key=True)
    kind: str = Field(primary_key=True)
    endpoint: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    times: int = Field(sa_type=BigInteger)
    at: datetime = time()
