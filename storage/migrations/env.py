"""What Alembic runs: all migrations in one transaction of the connection that storage/migrate.py hands in."""

from alembic import context

from storage.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
)
with context.begin_transaction():
    context.run_migrations()
