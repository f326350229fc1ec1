"""Bringing a database to the schema of this code, once, whoever starts first.

Alembic is imported only when there is something to do: importing it takes longer than the rest of a start.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from core.secret import Secret
from storage import postgres
from storage.backup import back_up_before_migration
from storage.database import BUSY_SECONDS, WRITES, DatabaseDown, async_url, prepare_sqlite
from storage.migrations import HEAD

_LOCK: Final = 7_311_405_288_471_093_357
"""The advisory lock in PostgreSQL: any number, as long as it is always this one."""

_SCRIPTS: Final = Path(__file__).parent / "migrations"


class SchemaTooNew(Exception):
    """The database was made by a newer TokenMeter. Nothing was changed: run that version, or restore a backup."""


def head() -> str:
    """The revision this code works with."""
    return HEAD


def current(url: Secret) -> str | None:
    """The database's revision; None when it has no tables of ours. Raises DatabaseDown."""
    with _connected(url) as connection:
        return _revision(connection)


def upgrade(url: Secret) -> Path | None:
    """Bring the database to `head()`, making it when it is not there. Blocks; safe in two processes at once.

    An SQLite database that has something in it is copied before: the answer is where to. Raises SchemaTooNew, NoCopy
    and DatabaseDown; then nothing has changed.
    """
    with locked(url), _connected(url) as connection:
        found = _revision(connection)
        if found == HEAD:
            return None
        must_know(found)
        copy = _copied(url, found)
        _migrate(connection)
        return copy


def must_know(revision: str | None) -> None:
    """Raises SchemaTooNew when this code does not know the revision."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaTooNew(
            f"The database is at revision {revision}, and this version of TokenMeter knows up to {HEAD}: a newer one "
            "has worked with it. Nothing was changed. Run that version, or restore a backup from before it."
        )


def _copied(url: Secret, revision: str | None) -> Path | None:
    """Where the copy is; None where there was nothing yet, or where it is a server's data."""
    location = async_url(url)
    if revision is None or location.get_backend_name() != "sqlite":
        return None
    return back_up_before_migration(Path(str(location.database)), revision)


def _migrate(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), HEAD)
    connection.commit()


def alembic_config(connection: Connection) -> Any:
    """Alembic's configuration, which we keep in code."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


@contextmanager
def _connected(url: Secret) -> Iterator[Connection]:
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseDown(
            f"The database cannot be reached, or not be read ({type(error).__name__}). `tokenmeter doctor` says more."
        ) from error
    finally:
        engine.dispose()


def _engine(url: Secret) -> Engine:
    if async_url(url).get_backend_name() != "sqlite":
        given = postgres.parameters(url, "tokenmeter migrate")
        return create_engine("postgresql+psycopg://", hide_parameters=True, connect_args=given)
    engine = create_engine(url.reveal(), hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    prepare_sqlite(engine)
    return engine.execution_options(**{WRITES: True})


@contextmanager
def locked(url: Secret) -> Iterator[None]:
    """One process at a time. The lock goes with the process, however it ends."""
    location = async_url(url)
    if location.get_backend_name() == "sqlite":
        path = Path(str(location.database))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.with_name(f"{path.name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with _connected(url) as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        yield
