"""By what somebody of the chat is recognized among a provider's users: a digest of the e-mail."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("name", sa.Column("email_mark", sa.LargeBinary(), nullable=True))
