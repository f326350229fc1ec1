"""What kind of file system a path is on: over a network, SQLite's locks do not hold, and the file breaks."""

from pathlib import Path, PurePosixPath
from typing import Final

from bot.doctor.check import Failed

MOUNTS: Final = Path("/proc/self/mountinfo")
"""Linux alone has it."""

OVER_A_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "ceph", "glusterfs", "lustre", "afs", "gfs2", "ocfs2"}
)


def file_system(mountinfo: str, path: PurePosixPath) -> str:
    """The type of the file system that has `path`, which is absolute and without links; "" where none is listed.

    `mountinfo`: the text of /proc/self/mountinfo (proc(5)).
    """
    best, found = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        mounted_at = PurePosixPath(_unescaped(fields[4]))
        # Of two at the same place, the later one lies over the other.
        if path.is_relative_to(mounted_at) and len(mounted_at.parts) >= best:
            best, found = len(mounted_at.parts), after.split()[0]
    return found


def is_over_a_network(kind: str) -> bool:
    """Whether SQLite must not be used on it. Of FUSE nobody knows what is behind it, but for local disks (fuseblk)."""
    return kind in OVER_A_NETWORK or kind == "fuse" or kind.startswith("fuse.")


def local_disk(path: Path) -> str:
    """The type of the file system that it is on. Raises Failed where that is over a network."""
    try:
        mountinfo = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "not seen from here: this machine does not list what is mounted"
    kind = file_system(mountinfo, PurePosixPath(path.resolve()))
    if is_over_a_network(kind):
        cure = "Move it to a disk of this machine, or use PostgreSQL: on network file systems SQLite's files break."
        raise Failed(f"{path} is on {kind}", cure)
    return kind or "not seen from here"


def _unescaped(field: str) -> str:
    r"""mountinfo writes blanks, tabs, line ends and backslashes as \040 and the like."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, character)
    return field
