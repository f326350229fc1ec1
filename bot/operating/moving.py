"""tokenmeter move: what is printed, and what stands in the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from core.secret import Secret
from storage.database import async_url
from storage.migrate import current, head
from storage.moving import NotMoved
from storage.moving import move as carry_over
from storage.postgres import BadAddress, parameters

PROOF: Final = "every row was compared, of usage and costs each connection's sums, and the audit log's chains hold"

NEXT: Final = """{source} is as it was. Next:
  1. Put the new address into .env, as DATABASE_URL, or as DATABASE_URL_FILE the name of a file that has it.
     The master key and the vault stay where they are.
  2. Run `tokenmeter doctor`, then `tokenmeter run`.
  3. When you have seen that all is there, remove {source}: a bot that starts on it tells everything again."""


def move(database: Secret, target: Secret, say: Callable[[str], None]) -> None:
    """Carry everything over from SQLite to `target`, and say what was done.

    Raises NotMoved and DatabaseDown.
    """
    source = _file_of(database)
    if not source.is_file():
        raise NotMoved(f"There is no database at {source}.")
    if (found := current(database)) != head():
        raise NotMoved(f"The schema of {source} is {found or 'empty'}, not {head()}. Run `tokenmeter migrate` first.")
    total = 0

    def done(table: str, rows: int) -> None:
        nonlocal total
        total += rows
        if rows:
            say(f"{rows:>13,}  {table}")

    carry_over(source, target, done)
    say(f"{total:,} rows are now in PostgreSQL, and they are the same: {PROOF}.\n{NEXT.format(source=source)}")


def target_of(url: str | None, file: Path | None) -> Secret:
    """The address to move to, as it was said or as it stands in the file. Raises NotMoved."""
    try:
        target = Secret(file.read_text(encoding="utf-8").strip() if file is not None else url or "")
    except (OSError, UnicodeDecodeError):
        raise NotMoved(f"{file} cannot be read.") from None
    if not target.reveal().startswith("postgresql://"):
        raise NotMoved("It can be moved to PostgreSQL alone: postgresql://…")
    try:
        parameters(target, "")
    except BadAddress as error:
        raise NotMoved(f"What it is to be moved to {error}.") from None
    return target


def has_password(url: str) -> bool:
    """Whether one stands in it for everybody who lists the machine's processes to see."""
    parts = urlsplit(url)
    return bool(parts.password) or "password=" in parts.query


def _file_of(database: Secret) -> Path:
    location = async_url(database)
    if location.get_backend_name() != "sqlite":
        raise NotMoved(
            "DATABASE_URL is PostgreSQL's already: what is to be moved is the SQLite database that it names."
        )
    return Path(str(location.database))
