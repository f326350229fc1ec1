"""The tables. Changing one takes a migration: a test compares them.

The figures' tables name no foreign keys: they are written a hundred thousand rows at a time, each in a transaction that
holds their connection's row, and are removed with it.
"""

from datetime import date, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, LargeBinary, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import UtcTime

NAMING: Final = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Table(SQLModel):
    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def _key() -> Any:
    return Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})


def _time(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_type=UtcTime, nullable=nullable)


def _connection(*, primary_key: bool = False) -> Any:
    return Field(sa_column=Column(ForeignKey("connection.id"), primary_key=primary_key, nullable=False))


class InstallationRow(Table, table=True):
    """One row: which installation this database belongs to."""

    __tablename__ = "installation"

    id: str
    made_at: datetime = _time()
    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})


class HeartbeatRow(Table, table=True):
    """One row: who looks for what is due, and when it last did."""

    __tablename__ = "heartbeat"

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    holder: str
    since: datetime = _time()
    at: datetime = _time()
    awake_since: datetime = _time()


class WorkspaceRow(Table, table=True):
    __tablename__ = "workspace"

    id: str = Field(primary_key=True)
    name: str
    plan: str
    created_at: datetime = _time()
    uninstalled_at: datetime | None = _time(nullable=True)
    """Since then it is to be purged."""
    week_start: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """As `core.weeks` counts."""
    revoked_at: datetime | None = _time(nullable=True)
    """Since then Slack takes the bot's token no more; what is stored waits for the next installation."""
    look_at: datetime | None = Field(default=None, sa_type=UtcTime, nullable=True, index=True)
    """When it is to be looked after; NULL: at once, for something has happened."""
    looked_hourly_at: datetime | None = _time(nullable=True)
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
    installed_at: datetime = _time()
    expires_at: datetime | None = Field(default=None, sa_type=UtcTime, nullable=True, index=True)
    lease_holder: str | None = None
    lease_until: datetime | None = _time(nullable=True)
    """Until then `lease_holder` is fetching the next token."""


class ChoreRow(Table, table=True):
    """When something was last begun that is done every now and then, whoever does it."""

    __tablename__ = "chore"

    name: str = Field(primary_key=True)
    begun_at: datetime = _time()


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
    key_since: datetime = _time()
    created_at: datetime = _time()
    backfill_from: date
    collected_at: datetime | None = _time(nullable=True)
    next_collect_at: datetime = Field(sa_type=UtcTime, nullable=False, index=True)
    lease_holder: str | None = None
    lease_until: datetime | None = _time(nullable=True)
    trouble: str | None = None
    trouble_detail: str = ""
    trouble_since: datetime | None = _time(nullable=True)
    names_missing: str = "[]"
    """A JSON list."""
    disconnected_at: datetime | None = _time(nullable=True)
    history_goes: bool = False
    key_expires_at: datetime | None = _time(nullable=True)
    replaced_ref: bytes | None = None
    key_proven: bool = False
    organization_since: date | None = None
    reconciled_at: datetime | None = _time(nullable=True)
    names_read_at: datetime | None = _time(nullable=True)


class SeriesRow(Table, table=True):
    """A combination of labels. In a label's column NULL is "not grouped by", and "" the provider's "no value"."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("connection", "digest"),)

    id: int | None = Field(default=None, primary_key=True)
    connection: int = _connection()
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

    connection: int = _key()
    start: int = _key()
    series: int = _key()
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

    connection: int = _key()
    start: int = _key()
    series: int = _key()
    nanos: int = Field(sa_type=BigInteger)
    quantity: float | None = Field(default=None, sa_type=Double)


class LedgerRow(Table, table=True):
    __tablename__ = "ledger"

    connection: int = _connection(primary_key=True)
    endpoint: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    width: str
    grouping: str
    """The dimensions it was split by: a JSON list."""
    collected_at: datetime = _time()
    total: int = Field(sa_type=BigInteger)
    same_since: datetime = _time()


class RestatementRow(Table, table=True):
    """A settled day's costs changed: nanos of `currency` before and after, found by the collection that began `at`."""

    __tablename__ = "restatement"

    connection: int = _connection(primary_key=True)
    endpoint: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    currency: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime, primary_key=True)
    before: int = Field(sa_type=BigInteger)
    after: int = Field(sa_type=BigInteger)


class DifferenceRow(Table, table=True):
    """A day that did not come to the provider's own total when the two were compared last, after it was read again."""

    __tablename__ = "difference"

    connection: int = _connection(primary_key=True)
    endpoint: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    ours: int = Field(sa_type=BigInteger)
    theirs: int = Field(sa_type=BigInteger)


class OddityRow(Table, table=True):
    """Something particular about the organization: see core/oddities.py."""

    __tablename__ = "oddity"

    connection: int = _connection(primary_key=True)
    kind: str = Field(primary_key=True)
    endpoint: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    times: int = Field(sa_type=BigInteger)
    at: datetime = _time()


class NameRow(Table, table=True):
    __tablename__ = "name"

    connection: int = _connection(primary_key=True)
    kind: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    name: str
    active: bool
    email_mark: bytes | None = None
    """Of a user: see core/people.py."""


class ApiKeyRow(Table, table=True):
    """What the provider said of one of the organization's API keys when all were read last."""

    __tablename__ = "api_key"

    connection: int = _connection(primary_key=True)
    external_id: str = Field(primary_key=True)
    hint: str
    admin: bool
    project: str
    """The project's id; "" for none."""
    owner: str
    """The id of the person or service account; "" when not told."""
    owner_state: str
    created_at: datetime | None = _time(nullable=True)
    last_used_at: datetime | None = _time(nullable=True)
    expires_at: datetime | None = _time(nullable=True)


class SpendLimitRow(Table, table=True):
    """What the provider itself stops at each month: nanos of `currency`, for the organization or a project."""

    __tablename__ = "spend_limit"

    connection: int = _connection(primary_key=True)
    project: str = Field(primary_key=True)
    """The project's id; "" for the whole organization."""
    nanos: int = Field(sa_type=BigInteger)
    currency: str
    blocking_since: datetime | None = _time(nullable=True)
    """When it was first seen to refuse requests; NULL while it does not."""


class SpendAlertRow(Table, table=True):
    """What the provider itself mails at each month."""

    __tablename__ = "spend_alert"

    connection: int = _connection(primary_key=True)
    project: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    nanos: int = Field(sa_type=BigInteger)
    currency: str


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
    begun_at: datetime = _time()
    claimed_at: datetime = _time()
    channel: str = ""
    ts: str = ""
    sent_at: datetime | None = _time(nullable=True)


class SubscriptionRow(Table, table=True):
    """What somebody has asked to be told: a digest, a budget or an alert rule."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("workspace", "kind", "number"),)

    uid: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    kind: str
    number: int
    made_by: str
    made_at: datetime = _time()
    filters: str = "[]"
    """A JSON list of [dimension, pattern, excluded]."""
    spec: str
    """A JSON object: see the kind's module in core/."""
    paused_until: datetime | None = _time(nullable=True)
    off_at: datetime | None = _time(nullable=True)


class RecipientRow(Table, table=True):
    """A channel or person whom a subscription tells, by Slack's id."""

    __tablename__ = "recipient"

    subscription: str = Field(foreign_key="subscription.uid", primary_key=True)
    place: str = Field(primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    muted_until: datetime | None = _time(nullable=True)
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
    seen_at: datetime = _time()
    since: datetime = _time()
    state: str
    changed_at: datetime = _time()
    version: int
    untold: bool
    body: str
    """A JSON object of the rest."""


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
    at: datetime = _time()
    actor: str
    action: str
    subject: str
    details: str
    """A JSON object."""
    previous: bytes
    hash: bytes
