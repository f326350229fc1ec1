"""Roots to run an image's steps in: this machine's own, with all changes going to a folder in memory.

For a process that is root in a mount namespace of its own: what is mounted here ends with it.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SYSTEM_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Root:
    path: Path
    """Where it is mounted."""
    changes: Path
    """What differs from this machine's."""

    def run(self, words: Sequence[str], environment: dict[str, str], folder: str, user: str = "0:0") -> str:
        """Run it to its end; what it printed. Raises CalledProcessError."""
        inside = ["/usr/sbin/chroot", f"--userspec={user}", str(self.path), "/usr/bin/env", f"--chdir={folder}", *words]
        return subprocess.run(inside, env=environment, check=True, capture_output=True, text=True).stdout

    def copy(self, source: Path, target: str, *leave_out: str) -> None:
        """`leave_out`: patterns of names."""
        there = self.path / target.lstrip("/")
        if source.is_dir():
            shutil.copytree(source, there, symlinks=True, ignore=shutil.ignore_patterns(*leave_out))
        else:
            shutil.copy2(source, there / source.name if there.is_dir() else there, follow_symlinks=False)


def working_folder() -> Path:
    """A folder in memory, which an overlay of this machine's root needs."""
    folder = Path("/mnt")
    mount("-t", "tmpfs", "tokenmeter", str(folder))
    return folder


def new_root(folder: Path) -> Root:
    """An overlay of this machine's root, whose changes stay in `folder`."""
    changes, work, path = (folder / each for each in ("changes", "work", "root"))
    for each in (changes, work, path):
        each.mkdir(parents=True)
    mount("-t", "overlay", "overlay", "-o", f"lowerdir=/,upperdir={changes},workdir={work}", str(path))
    mount("--rbind", "/dev", str(path / "dev"))
    mount("-t", "proc", "proc", str(path / "proc"))
    _give_python(path)
    return Root(path, changes)


def close(root: Root, hidden: Sequence[Path], data: str) -> None:
    """As a container has it: nothing can be written but `data` and /tmp, and nothing is there of `hidden`."""
    for each in hidden:
        mount("-t", "tmpfs", "tokenmeter", str(root.path / str(each).lstrip("/")))
    kept = root.path.parent / "data"
    shutil.copytree(root.path / data.lstrip("/"), kept)
    status = (root.path / data.lstrip("/")).stat()
    os.chown(kept, status.st_uid, status.st_gid)
    kept.chmod(status.st_mode)
    mount("-o", "remount,ro", str(root.path))
    mount("--bind", str(kept), str(root.path / data.lstrip("/")))
    mount("-t", "tmpfs", "-o", "mode=1777", "tokenmeter", str(root.path / "tmp"))
    mount("-t", "tmpfs", "-o", "mode=755", "tokenmeter", str(root.path / "run"))  # where secrets are put


def mount(*words: str) -> None:
    subprocess.run(["/usr/bin/mount", *words], check=True)


def _give_python(path: Path) -> None:
    """The base image calls it python."""
    name = path / "usr/local/bin/python"
    if not name.exists():
        name.symlink_to(shutil.which("python3", path=SYSTEM_PATH) or "/usr/bin/python3")
