"""How old an organization is, as far as its provider tells: before, there is no history to ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("connection", sa.Column("organization_since", sa.Date(), nullable=True))
