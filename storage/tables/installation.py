"""The installation as a whole, and each workspace in it."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Field

from storage.columns import UtcTime
from storage.tables.base import Table, time


class InstallationRow(Table, table=True):
    """One row: which installation this database belongs to."""

    __tablename__ = "installation"

    id: str
    made_at: datetime = time()
    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})


class HeartbeatRow(Table, table=True):
    """One row: who looks for what is due, and when it last did."""

    __tablename__ = "heartbeat"

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    holder: str
    since: datetime = time()
    at: datetime = time()


class ChoreRow(Table, table=True):
    """When something was last begun that is done every now and then, whoever does it."""

    __tablename__ = "chore"

    name: str = Field(primary_key=True)
    begun_at: datetime = time()


class WorkspaceRow(Table, table=True):
    __tablename__ = "workspace"

    id: str = Field(primary_key=True)
    name: str
    plan: str
    created_at: datetime = time()
    uninstalled_at: datetime | None = time(nullable=True)
    """Since then it is to be purged."""
    week_start: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """As `core.weeks` counts."""
    revoked_at: datetime | None = time(nullable=True)
    """Since then Slack takes the bot's token no more; what is stored waits for the next installation."""
    doubted_at: datetime | None = time(nullable=True)
    """Since then Slack is to be asked whether it takes the bot's token still."""
    look_at: datetime | None = Field(default=None, sa_type=UtcTime, nullable=True, index=True)
    """When it is to be looked after; NULL: at once, for something has happened."""
    looked_hourly_at: datetime | None = time(nullable=True)
    """When that was last done which is done once an hour."""
    judged: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """A digest of what its alert rules were judged with last."""


class InstallRow(Table, table=True):
    """The bot as somebody installed it by OAuth."""

    __tablename__ = "install"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_autoincrement": True}  # a removed one's id is never another's

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    workspace: str = Field(foreign_key="workspace.id", unique=True)
    secret_ref: bytes
    installed_by: str
    installed_at: datetime = time()
    expires_at: datetime | None = Field(default=None, sa_type=UtcTime, nullable=True, index=True)
    scopes: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Granted, with commas between; "" where that is not known."""
    lease_holder: str | None = None
    lease_until: datetime | None = time(nullable=True)
    """Until then `lease_holder` is fetching the next token."""
