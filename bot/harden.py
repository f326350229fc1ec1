"""A process that holds keys writes no core dump, and other processes of the same user cannot read its memory."""

import ctypes
import resource
import sys

_PR_SET_DUMPABLE = 4


def refuse_dumps() -> None:
    """Best effort: the limit holds everywhere, the flag on Linux."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
