"""The interpreter, set for a process that builds everything once and then moves rows beside its event loop."""

import gc
import sys
from typing import Final

_NEW_OBJECTS: Final = 20_000
_TURN: Final = 0.0005
"""Seconds."""


def settle() -> None:
    """To be called once all is built.

    What lives now stays: full collections pass over it from here on, else each would hold the event loop up for 60 ms
    and more. New objects are looked through less often: a window's rows, made by the thousand, hold no cycles, and
    looking for some took a twentieth of a backfill. And threads that parse and store hand the interpreter on after half
    a millisecond: at five each, the event loop was late by a third more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    sys.setswitchinterval(_TURN)
