"""tokenmeter backup and restore: what is printed, and what stands in the way."""

import shlex
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from core.secret import Secret
from storage.backup import NoCopy, examine
from storage.backup import back_up as copy_to
from storage.backup import restore as put_back
from storage.database import async_url
from storage.migrate import head, locked, must_know

KEYS: Final = (
    "Keys are not in it: they are sealed in the vault, and the master key opens them. Back up both, apart from this."
)

SINCE: Final = (
    "What was used and billed since is read again. What was told since may be told again. A key that was connected or "
    "rotated since has to be pasted again: `status` says which. A workspace added by OAuth, or whose token was "
    "renewed, since then has to be added again."
)


def back_up(database: Secret, file: Path) -> str:
    """Copy SQLite's database to a new file, also while the bot runs; what to print. Raises NoCopy."""
    dump = ["pg_dump", "--format=custom", "--no-owner", f"--file={file}"]
    content = copy_to(_file_of(database, dump), file)
    return f"{file} has all that is stored: {_size(file)}, schema {content.revision}.\n{KEYS}"


def restore(database: Secret, file: Path, now: datetime) -> str:
    """Put a backup in the place of SQLite's database, which is kept; what to print. Raises NoCopy and SchemaTooNew."""
    load = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction"]
    target = _file_of(database, load, str(file))
    content = examine(file)
    must_know(content.revision)
    aside = target.with_name(f"{target.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    with locked(database):  # who starts meanwhile waits
        replaced = put_back(file, target, aside)
    inside = f"{_many(content.workspaces, 'workspace')}, {_many(content.connections, 'connection')}"
    said = [f"{target} is now what {file} has: schema {content.revision}, {inside}."]
    if replaced:
        said.append(f"What was there before is kept: {aside}")
    if content.revision != head():
        said.append(f"The next start brings it to schema {head()}.")
    return "\n".join([*said, SINCE])


def _file_of(database: Secret, command: list[str], *last: str) -> Path:
    """SQLite's file. Raises NoCopy where the data is a PostgreSQL server's, with the command for that."""
    location = async_url(database)
    if location.get_backend_name() == "sqlite":
        return Path(str(location.database))
    whole = shlex.join([*command, f"--dbname={without_password(database)}", *last])
    raise NoCopy(
        f"The data is in PostgreSQL, which has tools of its own for this:\n  {whole}\n"
        "The password is not in the command: put it into ~/.pgpass. Stop TokenMeter before you restore."
    )


def without_password(url: Secret) -> str:
    """The database's address, to be shown: wherever libpq takes a password, there is none."""
    parts = urlsplit(url.reveal())  # and no more than split: several hosts are no host to Python
    user, at, hosts = parts.netloc.rpartition("@")
    query = "&".join(each for each in parts.query.split("&") if not each.startswith(("password=", "sslpassword=")))
    return f"{parts.scheme}://{user.partition(':')[0]}{at}{hosts}{parts.path}" + (f"?{query}" if query else "")


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 2**20:,.1f} MB"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
