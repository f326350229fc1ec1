"""Which colour a slot has, and the palette a picture is saved with."""

from typing import Final

from core.chart import SLOTS

Rgb = tuple[int, int, int]

WHITE: Final[Rgb] = (255, 255, 255)
INK: Final[Rgb] = (29, 28, 29)
"""Titles, names and totals."""
QUIET: Final[Rgb] = (97, 96, 97)
"""What explains: the period, the note, the axes' labels."""
GRID: Final[Rgb] = (229, 229, 231)
BASELINE: Final[Rgb] = (134, 134, 138)

# Okabe and Ito's colours without black, in an order in which neighbours differ in lightness as well as in hue.
_COLOURS: Final[tuple[Rgb, ...]] = (
    (0, 114, 178),  # blue
    (230, 159, 0),  # orange
    (0, 158, 115),  # bluish green
    (204, 121, 167),  # reddish purple
    (86, 180, 233),  # sky blue
    (213, 94, 0),  # vermilion
    (240, 228, 66),  # yellow
)
_OTHER: Final[Rgb] = (181, 184, 190)

_GREYS: Final = 16
_TINTS: Final = 4
ALPHAS: Final = 8
"""How many degrees of transparency the rounded corners have, all of them of white, at the palette's start."""


def colour_of(slot: int | None) -> Rgb:
    """The colour of a slot; the grey of "Other" for None. Slots beyond the last start again from the first."""
    return _OTHER if slot is None else _COLOURS[slot % SLOTS]


def towards_white(colour: Rgb, share: float) -> Rgb:
    """`colour` with `share` (0 to 1) of white over it."""
    red, green, blue = (round(part + (255 - part) * share) for part in colour)
    return red, green, blue


def flat_colours() -> tuple[Rgb, ...]:
    """What areas are filled with. White is the last."""
    return (*_COLOURS, _OTHER, GRID, BASELINE, QUIET, INK, WHITE)


def picture_palette() -> tuple[Rgb, ...]:
    """At most 128 colours: white in ALPHAS degrees of transparency, then the flat colours, then the greys of smooth
    text and the tints of smooth hatching."""
    greys = [towards_white(INK, step / _GREYS) for step in range(1, _GREYS)]
    tints = [towards_white(colour, step / _TINTS) for colour in (*_COLOURS, _OTHER) for step in range(1, _TINTS)]
    return (*(WHITE,) * ALPHAS, *flat_colours(), *greys, *tints)
