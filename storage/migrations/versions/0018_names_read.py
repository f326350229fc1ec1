"""When the names of a connection were last read, also by a collection that did not come to its end."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("connection", sa.Column("names_read_at", sa.DateTime(timezone=True)))
