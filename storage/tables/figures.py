"""What was used and what it cost.

The rows of figures name no foreign keys: they are written a hundred thousand at a time, each in a transaction that
holds their connection's row, and are removed with it.
"""

from typing import ClassVar

from sqlalchemy import BigInteger, Double, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.tables.base import Table, connection, key


class SeriesRow(Table, table=True):
    """A combination of labels. In a label's column NULL is "not grouped by", and "" the provider's "no value"."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("connection", "digest"),)

    id: int | None = Field(default=None, primary_key=True)
    connection: int = connection()
    digest: bytes
    """16 bytes of all that follows: a unique index over the columns themselves would admit NULLs twice."""
    endpoint: str
    unit: str
    currency: str
    model: str | None = None
    project: str | None = None
    key: str | None = None
    user: str | None = None
    item: str | None = None
    tier: str | None = None
    batch: str | None = None
    others: str | None = None
    """The labels that have no column: a JSON object."""


class _Usage(Table):
    """What a series used in the bucket that starts at `start` (epoch seconds)."""

    connection: int = key()
    start: int = key()
    series: int = key()
    requests: int = Field(sa_type=BigInteger)
    input: int = Field(sa_type=BigInteger)
    output: int = Field(sa_type=BigInteger)
    cached: int = Field(sa_type=BigInteger)
    quantity: float | None = Field(default=None, sa_type=Double)
    rare: bytes | None = Field(default=None, sa_type=LargeBinary)
    """The numbers that have no column: a JSON object."""


class UsageHourly(_Usage, table=True):
    __tablename__ = "usage_hourly"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}


class UsageDaily(_Usage, table=True):
    """The sums of the hours, or what was collected at day width."""

    __tablename__ = "usage_daily"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}


class CostDaily(Table, table=True):
    """What a series cost on the UTC day that starts at `start` (epoch seconds), in nanos of the series' currency."""

    __tablename__ = "cost_daily"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}

    connection: int = key()
    start: int = key()
    series: int = key()
    nanos: int = Field(sa_type=BigInteger)
    quantity: float | None = Field(default=None, sa_type=Double)
