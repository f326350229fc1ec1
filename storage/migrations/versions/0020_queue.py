"""Procrastinate's tables, in a schema of their own; with SQLite there is no queue, and nothing is done.

Its own numbered files are run up to the one that is named here, whatever release of it is installed: each is the same
in all of them. What a later release adds is a migration of ours that goes on from there.
"""

from pathlib import Path
from typing import Any

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SCHEMA = "procrastinate"
LAST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def upgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    from procrastinate.schema import migrations_path

    files = sorted(path for path in Path(migrations_path).glob("*.sql") if path.name <= LAST)
    # Straight through the driver, which takes a whole file of statements as long as it is given no parameters.
    driver: Any = bind.connection.driver_connection
    before = driver.execute("SELECT current_setting('search_path')").fetchone()[0]
    driver.execute(f"CREATE SCHEMA {SCHEMA}")
    driver.execute(f"SET LOCAL search_path TO {SCHEMA}")
    for path in files:
        driver.execute(path.read_bytes())
    driver.execute("SELECT set_config('search_path', %s, true)", [before])
