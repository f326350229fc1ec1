"""Which file system a path is on, from the text of /proc/self/mountinfo."""

from pathlib import PurePosixPath

import pytest

from bot.doctor.mounts import MOUNTS, file_system, is_over_a_network

MOUNTINFO = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:40 / /home rw,relatime shared:7 master:1 - nfs4 server:/home rw,vers=4.2
41 27 0:41 / /home/disk rw,relatime - xfs /dev/vdb rw
42 27 0:42 / /data rw,relatime - xfs /dev/vdc rw
43 42 0:43 / /data rw,relatime - fuse.sshfs ana@server:/ rw
44 27 0:44 / /mnt/with\040blank\134s rw,relatime - cifs //server/share rw
45 27 0:45 / /Users rw,relatime - 9p share rw,trans=virtio
46 27 0:46 /sub /usb rw - fuseblk /dev/sdb1 rw
a line that is none
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/var/lib/tokenmeter/tokenmeter.db", "ext4", False),
        ("/home/ana/tokenmeter.db", "nfs4", True),
        ("/home/disk/tokenmeter.db", "xfs", False),
        ("/homestead/tokenmeter.db", "ext4", False),
        ("/data/tokenmeter.db", "fuse.sshfs", True),
        ("/mnt/with blank\\s/tokenmeter.db", "cifs", True),
        ("/Users/ana/tokenmeter.db", "9p", True),
        ("/usb/tokenmeter.db", "fuseblk", False),
        ("/", "ext4", False),
    ],
)
def test_the_innermost_mount_counts_and_of_two_in_a_place_the_later(path: str, kind: str, network: bool) -> None:
    assert file_system(MOUNTINFO, PurePosixPath(path)) == kind
    assert is_over_a_network(kind) is network


def test_where_nothing_is_listed_nothing_is_known() -> None:
    assert file_system("", PurePosixPath("/data")) == ""


@pytest.mark.skipif(not MOUNTS.exists(), reason="only Linux lists its mounts there")
def test_this_machines_own_list_is_understood() -> None:
    text = MOUNTS.read_text(encoding="utf-8")
    assert file_system(text, PurePosixPath("/proc/1/status")) == "proc"
    assert file_system(text, PurePosixPath("/"))
