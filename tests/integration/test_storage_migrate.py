"""A database is brought to this code's schema once, whoever starts first, and never by an older TokenMeter."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, create_engine, text

from core.secret import Secret
from storage import migrate
from storage.database import DatabaseDown
from storage.migrations import HEAD
from storage.tables import Table
from tests.postgres import run_sql

UPGRADE = """
import sys
from core.secret import Secret
from storage.migrate import upgrade
print("ready", flush=True)
sys.stdin.readline()
upgrade(Secret(sys.argv[1]))
"""
WITHOUT_THE_LOCK = """
import contextlib, sys
from core.secret import Secret
from storage import migrate

def begin(connection, migrate_now=migrate._migrate):
    print("ready", flush=True)
    sys.stdin.readline()
    migrate_now(connection)

migrate.locked, migrate._migrate = lambda url: contextlib.nullcontext(), begin
migrate.upgrade(Secret(sys.argv[1]))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table of ours."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/tokenmeter.db"
        return
    server, name = request.getfixturevalue("postgres_server"), f"empty_{uuid4().hex}"
    run_sql(server, f"CREATE DATABASE {name}")
    yield f"{server}/{name}"
    run_sql(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_models(database_url: str) -> None:
    """Alembic finds nothing that it would have to add, change or drop."""
    with opened(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


MADE = """
SELECT table_name || '.' || column_name AS name, concat_ws(' ', data_type, is_nullable, column_default) AS made
  FROM information_schema.columns WHERE table_schema = :schema
UNION SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = :schema
UNION SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = to_regnamespace(:schema)
UNION SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = to_regnamespace(:schema)
UNION SELECT tgname, pg_get_triggerdef(t.oid) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
  WHERE relnamespace = to_regnamespace(:schema) AND NOT tgisinternal
UNION SELECT typname, string_agg(enumlabel, ' ' ORDER BY enumsortorder)
  FROM pg_enum JOIN pg_type AS t ON t.oid = enumtypid
  WHERE typnamespace = to_regnamespace(:schema) GROUP BY typname
"""
"""All that stands in a schema of PostgreSQL."""


def _made(connection: Connection, schema: str) -> set[tuple[str, str]]:
    rows = connection.execute(text(MADE), {"schema": schema})
    return {(row.name, row.made.replace(f"{schema}.", "")) for row in rows}


def test_the_queue_s_tables_are_those_of_the_procrastinate_that_is_installed(postgres_url: str) -> None:
    """A release of it with a newer schema takes a migration of ours."""
    with opened(postgres_url) as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("CREATE SCHEMA expected")
        driver.execute("SET LOCAL search_path TO expected")
        driver.execute(SchemaManager.get_schema())
        found = _made(connection, "procrastinate")
        assert found == _made(connection, "expected")
        assert len(found) > 50


def test_sqlite_keeps_the_figures_without_row_ids(migrated_sqlite: Path) -> None:
    """Alembic does not compare this, and the size of a row depends on it."""
    with opened(f"sqlite:///{migrated_sqlite}") as connection:
        query = text("SELECT name FROM pragma_table_list WHERE wr = 1 AND schema = 'main'")
        assert set(connection.execute(query).scalars()) == {"usage_hourly", "usage_daily", "cost_daily"}


def test_the_head_that_is_written_down_is_alembic_s() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD == migrate.head()


def test_an_empty_database_is_made_and_a_made_one_left_alone(empty_url: str) -> None:
    url = Secret(empty_url)
    assert migrate.current(url) is None if "sqlite" not in empty_url else True
    migrate.upgrade(url)
    assert migrate.current(url) == HEAD
    with opened(empty_url) as connection:
        columns, values = "id, name, plan, created_at", "'T1', 'Acme', 'paid', '2026-11-24 09:00:00'"
        connection.execute(text(f"INSERT INTO workspace ({columns}) VALUES ({values})"))  # noqa: S608 (our own)
        connection.commit()
    migrate.upgrade(url)
    with opened(empty_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM workspace")).scalar_one() == 1


def started_at_once(program: str, url: str, number: int) -> list[tuple[int, bytes]]:
    """How each of so many processes ended, and what it complained of."""
    starts = [
        subprocess.Popen(  # noqa: S603 (our own)
            [sys.executable, "-c", program, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(number)
    ]
    for start in starts:
        assert start.stdout is not None
        assert start.stdout.readline() == b"ready\n"
    for start in starts:
        assert start.stdin is not None
        start.stdin.write(b"\n")
        start.stdin.flush()
    return [(start.returncode, errors) for start in starts for _, errors in [start.communicate()]]


def test_several_processes_that_start_at_once_make_it_once(empty_url: str) -> None:
    assert started_at_once(UPGRADE, empty_url, 3) == [(0, b"")] * 3
    assert migrate.current(Secret(empty_url)) == HEAD


def test_without_the_lock_they_get_in_each_other_s_way(postgres_server: str) -> None:
    """The control. (With SQLite, whose every migration holds the file's only write lock, they would not.)"""
    run_sql(postgres_server, "CREATE DATABASE unlocked")
    ended = started_at_once(WITHOUT_THE_LOCK, f"{postgres_server}/unlocked", 2)
    run_sql(postgres_server, "DROP DATABASE unlocked WITH (FORCE)")
    assert sorted(code for code, _ in ended) == [0, 1]
    assert b"DatabaseDown" in max(ended)[1]


def test_a_schema_that_is_newer_than_the_code_is_left_alone(database_url: str) -> None:
    with opened(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(migrate.SchemaTooNew, match="9999"):
        migrate.upgrade(Secret(database_url))
    assert migrate.current(Secret(database_url)) == "9999"


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite too rolls back what was made before the failure."""

    def refuse(*given: object, **named: object) -> None:
        raise DatabaseDown("pulled the plug")

    with monkeypatch.context() as patched:
        patched.setattr("alembic.op.create_index", refuse)
        with pytest.raises(DatabaseDown):
            migrate.upgrade(Secret(empty_url))
    with opened(empty_url) as connection:
        assert connection.dialect.get_table_names(connection) == []
    migrate.upgrade(Secret(empty_url))


def test_a_server_that_is_not_there_is_named_so(postgres_server: str) -> None:
    with pytest.raises(DatabaseDown):
        migrate.upgrade(Secret(f"{postgres_server}/nowhere"))


def test_the_wheel_has_the_migrations(tmp_path: Path) -> None:
    """They are found beside the code, not in a source folder."""
    root = Path(migrate.__file__).parents[1]
    copied = tmp_path / "installed"
    shutil.copytree(root / "storage", copied / "storage")
    shutil.copytree(root / "core", copied / "core")
    program = f"from core.secret import Secret; from storage.migrate import upgrade; upgrade(Secret('sqlite:///{tmp_path}/x.db'))"
    subprocess.run([sys.executable, "-c", program], cwd=copied, check=True)  # noqa: S603 (our own)
