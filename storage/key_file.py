"""Changing the file with the master keys: one process at a time, and never to a part of it."""

import base64
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from core.crypto import KEY_SIZE
from storage.files import HALF_WRITTEN, sync_folder, written_beside
from storage.master_key import BadMasterKey, read_key_file


def new_line(random: Callable[[int], bytes]) -> str:
    """A line with a new master key, in plain."""
    return base64.b64encode(random(KEY_SIZE)).decode()


def put_in_front(path: Path, line: str, random: Callable[[int], bytes]) -> None:
    """Make `line` the first, which is the newest master key. Raises BadMasterKey, and then nothing is changed."""
    _change(path, lambda lines: [line, *lines], random)


def replace_lines(path: Path, by: Mapping[str, str], random: Callable[[int], bytes]) -> None:
    """Put other lines in the place of those that are in `by`. Raises BadMasterKey, and then nothing is changed."""
    _change(path, lambda lines: [by.get(line, line) for line in lines], random)


def _change(path: Path, change: Callable[[list[str]], list[str]], random: Callable[[int], bytes]) -> None:
    try:
        # Of two that change it at once the second reads what the first has written: a key that is lost is lost for all.
        with _locked(path.parent):
            lines = change(read_key_file(path).split())
            # A change that was killed has left one, with every master key in it; nobody else writes here just now.
            for left in path.parent.glob(HALF_WRITTEN):
                left.unlink()
            with written_beside(path, "".join(f"{line}\n" for line in lines).encode(), random(8).hex()) as complete:
                complete.replace(path)
            sync_folder(path.parent)
    except OSError as error:
        raise BadMasterKey(f"{path} cannot be changed: {error.strerror}") from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
