"""Copies of SQLite's database: made while it is written to, and put back when nobody has it open.

Keys are in no copy: the database has their encrypted names, the vault has them sealed, the master key opens them.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from storage.files import OWNER_ONLY, OWNER_ONLY_FOLDER, sync_folder

FOLDER: Final = "backups"
"""Beside the database: what it was before each migration."""

KEPT: Final = 3
"""Backups from before migrations that are kept."""

_SHARED_FIRST, _SHARED_SIZE = 0x4000_0002, 510
"""The bytes of the file on which SQLite locks it for as long as somebody has it open, as its file format lays down."""


class NoCopy(Exception):
    """The database was not copied, or nothing was put in its place: all is as it was. The text says why."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a copy is of, for whoever made it or puts it back."""

    revision: str
    workspaces: int
    connections: int


def back_up(source: Path, target: Path) -> Content:
    """Copy the database to `target`, a new file of mode 0600, as it is at one moment, however much is written to it.

    Nobody who writes waits for it. Raises NoCopy; also when `target` is there.
    """
    if not source.is_file():
        raise NoCopy(f"There is no database at {source}.")
    try:
        # The name is taken first: nobody else's file is written over, and no half of a copy ever bears the name.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError:
        raise NoCopy(f"{target} is there already, and is not written over. Give the name of a new file.") from None
    except OSError as error:
        raise NoCopy(f"{target} cannot be made: {error.strerror}.") from error
    with ExitStack() as undo:
        undo.callback(target.unlink, missing_ok=True)
        with _copied(source, target.with_name(f"{target.name}.part")) as copy:
            content = examine(copy, source)
            copy.replace(target)
        undo.pop_all()
    sync_folder(target.parent)
    return content


def back_up_before_migration(source: Path, revision: str) -> Path:
    """Copy the database as it is at `revision` into the folder `backups` beside it; where the copy is.

    There is one for each revision, the newest. Raises NoCopy when there is no room for a copy and a migration.
    """
    folder = source.parent / FOLDER
    folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    need, free = 2 * _size(source), shutil.disk_usage(folder).free
    if free < need:
        raise NoCopy(
            f"Before the database is changed to this release's schema it is copied, and there is no room for that: it "
            f"needs {need / 2**20:,.0f} MB, {free / 2**20:,.0f} MB are free in {folder}. Nothing was changed. Free "
            "some space and start again."
        )
    kept = folder / f"{source.stem}-schema-{revision}.db"
    with _copied(source, kept.with_name(f"{kept.name}.part")) as copy:
        examine(copy, source)
        copy.replace(kept)
    for old in _copies(folder, source)[:-KEPT]:
        old.unlink()
    sync_folder(folder)
    return kept


def forget_backups(source: Path) -> int:
    """Remove the copies that were made before migrations; how many there were."""
    copies = _copies(source.parent / FOLDER, source)
    for copy in copies:
        copy.unlink()
    return len(copies)


def examine(file: Path, source: Path | None = None) -> Content:
    """What is in this copy of `source`, or in this file. Raises NoCopy when it is none of ours, or is damaged."""
    if not file.is_file():
        raise NoCopy(f"There is no file {file}.")
    named = source or file
    try:
        with closing(_open(file)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"alembic_version", "installation", "workspace", "connection"} <= tables:
                raise NoCopy(f"{named} is no database of TokenMeter's.")
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise NoCopy(f"{named} is damaged, SQLite's integrity_check finds. A copy that is not can be restored.")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            (workspaces,) = connection.execute("SELECT count(*) FROM workspace").fetchone()
            (connections,) = connection.execute("SELECT count(*) FROM connection").fetchone()
    except sqlite3.Error as error:
        raise NoCopy(f"{named} is no database, or is damaged ({error}). A copy that is not can be restored.") from error
    return Content(revision, workspaces, connections)


def restore(file: Path, target: Path, aside: Path) -> bool:
    """Put a copy of `file` in the place of the database, which is kept as `aside`; whether there was one.

    Killed anywhere, the one or the other stands there, whole. Raises NoCopy when somebody has it open.
    """
    target.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    _settle(target)
    with _alone_with(target), _copied(file, target.with_name(f"{target.name}.part")) as copy:
        replaced = target.exists()
        _set_aside(target, aside)
        copy.replace(target)
        sync_folder(target.parent)
    return replaced


@contextmanager
def _copied(source: Path, part: Path) -> Iterator[Path]:
    """A copy of `source` in one file; what is left of it at the end is removed."""
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        with closing(_open(source)) as read, closing(sqlite3.connect(part)) as written:
            read.backup(written)  # in one step: it sees one moment, where page by page it began anew at each write
            written.execute("PRAGMA journal_mode=DELETE")  # the whole of it in this one file
        _sync(part)
        yield part
    except (sqlite3.Error, OSError) as error:
        raise NoCopy(f"{source} cannot be copied: {_reason(error)}.") from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)


@contextmanager
def _alone_with(target: Path) -> Iterator[None]:
    """Nobody else opens the database meanwhile. Raises NoCopy when somebody has it open."""
    if not target.exists():
        yield
        return
    with target.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError:
            raise NoCopy(f"A process has {target} open. Stop TokenMeter first, then restore.") from None
        yield


def _settle(target: Path) -> None:
    """Have SQLite move into the file what a process that was killed left in the log, if it still can."""
    if target.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_aside(target: Path, aside: Path) -> None:
    """Give the database a second name, with the log beside it where SQLite could not read that any more."""
    log = target.with_name(f"{target.name}-wal")
    for old, new in ((log, aside.with_name(f"{aside.name}-wal")), (target, aside)):
        if old.exists():
            os.link(old, new)
    sync_folder(target.parent)
    # Left beside another database, SQLite would write it into that one.
    log.unlink(missing_ok=True)
    target.with_name(f"{target.name}-shm").unlink(missing_ok=True)


def _copies(folder: Path, source: Path) -> list[Path]:
    """The oldest schema's first."""
    return sorted(folder.glob(f"{source.stem}-schema-*.db"))


def _open(file: Path) -> sqlite3.Connection:
    """For reading alone."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _size(file: Path) -> int:
    with closing(_open(file)) as connection:
        query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        return int(connection.execute(query).fetchone()[0])


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: sqlite3.Error | OSError) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
