"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _workspaces()
    _connections()
    _series()
    _usage()
    _costs()
    _messages()


def _workspaces() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("only", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_installation")),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
    )
    op.create_table(
        "colour",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_colour_workspace")),
        sa.PrimaryKeyConstraint("workspace", "dimension", "label", name=op.f("pk_colour")),
    )


def _connections() -> None:
    op.create_table(
        "connection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("organization", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("secret_ref", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("key_hint", sa.String(), nullable=False),
        sa.Column("key_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backfill_from", sa.Date(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True)),
        sa.Column("next_collect_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_holder", sa.String()),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("trouble", sa.String()),
        sa.Column("trouble_detail", sa.String(), nullable=False),
        sa.Column("trouble_since", sa.DateTime(timezone=True)),
        sa.Column("names_missing", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_connection_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
        sa.UniqueConstraint("uid", name=op.f("uq_connection_uid")),
        sa.UniqueConstraint("workspace", "fingerprint", name=op.f("uq_connection_workspace_fingerprint")),
        sa.UniqueConstraint("workspace", "name_key", name=op.f("uq_connection_workspace_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_connection_next_collect_at"), "connection", ["next_collect_at"])
    op.create_index(
        "uq_connection_workspace_provider_organization",
        "connection",
        ["workspace", "provider", "organization"],
        unique=True,
        sqlite_where=sa.text("organization <> ''"),
        postgresql_where=sa.text("organization <> ''"),
    )
    op.create_table(
        "name",
        sa.Column("connection", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["connection"], ["connection.id"], name=op.f("fk_name_connection")),
        sa.PrimaryKeyConstraint("connection", "kind", "external_id", name=op.f("pk_name")),
    )


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("model", sa.String()),
        sa.Column("project", sa.String()),
        sa.Column("key", sa.String()),
        sa.Column("user", sa.String()),
        sa.Column("item", sa.String()),
        sa.Column("tier", sa.String()),
        sa.Column("batch", sa.String()),
        sa.Column("others", sa.String()),
        sa.ForeignKeyConstraint(["connection"], ["connection.id"], name=op.f("fk_series_connection")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("connection", "digest", name=op.f("uq_series_connection_digest")),
    )
    op.create_table(
        "ledger",
        sa.Column("connection", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("width", sa.String(), nullable=False),
        sa.Column("grouping", sa.String(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("same_since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["connection"], ["connection.id"], name=op.f("fk_ledger_connection")),
        sa.PrimaryKeyConstraint("connection", "endpoint", "day", name=op.f("pk_ledger")),
    )


def _usage() -> None:
    op.create_table(
        "usage_hourly",
        sa.Column("connection", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("series", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("input", sa.BigInteger(), nullable=False),
        sa.Column("output", sa.BigInteger(), nullable=False),
        sa.Column("cached", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Double()),
        sa.Column("rare", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("connection", "start", "series", name=op.f("pk_usage_hourly")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "usage_daily",
        sa.Column("connection", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("series", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("input", sa.BigInteger(), nullable=False),
        sa.Column("output", sa.BigInteger(), nullable=False),
        sa.Column("cached", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Double()),
        sa.Column("rare", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("connection", "start", "series", name=op.f("pk_usage_daily")),
        sqlite_with_rowid=False,
    )


def _costs() -> None:
    op.create_table(
        "cost_daily",
        sa.Column("connection", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("series", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nanos", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Double()),
        sa.PrimaryKeyConstraint("connection", "start", "series", name=op.f("pk_cost_daily")),
        sqlite_with_rowid=False,
    )


def _messages() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_delivery_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("workspace", "kind", "key", name=op.f("uq_delivery_workspace_kind_key")),
    )
    op.create_table(
        "seen_request",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seen_request")),
    )
    op.create_index(op.f("ix_seen_request_at"), "seen_request", ["at"])
