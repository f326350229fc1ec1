"""Files that only their owner may read, written so that a power cut leaves the old, the new, or none: never a part."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600
OWNER_ONLY_FOLDER: Final = 0o700
HALF_WRITTEN: Final = ".????????????????.new"
"""What a process that was killed may leave beside a file, with what was to be in it."""


@contextmanager
def written_beside(path: Path, content: bytes, tag: str) -> Iterator[Path]:
    """A complete, synced file of mode 0600 in the folder of `path`, to be renamed or linked to it; gone at the end."""
    beside = path.with_name(f".{tag}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield beside
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
