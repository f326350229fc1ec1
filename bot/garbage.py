"""The garbage collector, set for a process that builds everything once and then moves rows."""

import gc
from typing import Final

_NEW_OBJECTS: Final = 20_000


def settle() -> None:
    """To be called once all is built. What lives now stays: full collections pass over it from here on, else each would
    hold the event loop up for 60 ms and more. New objects are looked through less often: a window's rows, made by the
    ten thousand, hold no cycles, and looking for some took a twentieth of a backfill."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
