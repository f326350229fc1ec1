"""The audit log, which only grows: neither a bug nor somebody at the database's prompt changes it unseen.

An entry goes only when its workspace's row has gone before it, which is what purging a workspace does.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE: Final = (
    """
    CREATE TRIGGER audit_keeps_what_it_says BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    """
    CREATE TRIGGER audit_keeps_what_it_has BEFORE DELETE ON audit
    WHEN EXISTS (SELECT 1 FROM workspace WHERE id = OLD.workspace)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    """
    CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit WHERE workspace = NEW.workspace)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
)

_POSTGRESQL: Final = (
    """
    CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM audit WHERE workspace = NEW.workspace) THEN
                RETURN NEW;
            END IF;
        ELSIF TG_OP = 'DELETE' THEN
            IF NOT EXISTS (SELECT 1 FROM workspace WHERE id = OLD.workspace) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'the audit log only grows';
    END $$""",
    """
    CREATE TRIGGER audit_only_grows BEFORE INSERT OR UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_only_grows()""",
    """
    CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()""",
)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_audit")),
    )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
