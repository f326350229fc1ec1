"""Which colour a slot has, and the few colours a picture is saved with."""

from collections.abc import Iterable
from typing import Final

from core.chart import SLOTS, WHOLE

Rgb = tuple[int, int, int]

WHITE: Final[Rgb] = (255, 255, 255)
INK: Final[Rgb] = (29, 28, 29)
"""The total, and the names of the colours."""
QUIET: Final[Rgb] = (97, 96, 97)
"""What explains: the period, the note, the axes, the colours' totals."""
GRID: Final[Rgb] = (228, 228, 231)
BASELINE: Final[Rgb] = (138, 138, 140)

# Okabe and Ito's colours without black, in an order in which neighbours differ in lightness as well as in hue.
_COLOURS: Final[tuple[Rgb, ...]] = (
    (0, 114, 178),  # blue
    (230, 159, 0),  # orange
    (0, 158, 115),  # bluish green
    (86, 180, 233),  # sky blue
    (213, 94, 0),  # vermilion
    (204, 121, 167),  # reddish purple
    (240, 228, 66),  # yellow
)
_OTHER: Final[Rgb] = (184, 187, 193)
_SMOOTH: Final[tuple[Rgb, ...]] = (INK, QUIET, BASELINE, (178, 178, 179), (216, 216, 217))
"""The edges of letters need these between ink and white; with fewer they are ragged, with more the PNG grows."""


SPENT: Final = _COLOURS[0]
"""What was spent in all, as in bars."""
CONE: Final[Rgb] = (184, 217, 239)
"""What is likely to come."""
EXPECTED: Final[Rgb] = (232, 243, 250)
"""What is expected, up to the least that is likely."""
_BETWEEN: Final[Rgb] = (92, 166, 209)
"""For the smooth edges of what was spent."""
MONTH: Final[tuple[Rgb, ...]] = (WHITE, GRID, SPENT, CONE, EXPECTED, _BETWEEN, *_SMOOTH)
"""The colours of a month with what is ahead."""


def colour_of(slot: int | None) -> Rgb:
    """The colour of a slot; the grey of "Other" for None. Slots beyond the last start again from the first."""
    if slot == WHOLE:
        return INK
    return _OTHER if slot is None else _COLOURS[slot % SLOTS]


def opaque_colours(slots: Iterable[int | None]) -> tuple[Rgb, ...]:
    """White, the grid's grey, the colours of `slots` and the greys of text: 15 at most, as there are SLOTS and one."""
    return tuple(dict.fromkeys((WHITE, GRID, *(colour_of(slot) for slot in slots), *_SMOOTH)))
