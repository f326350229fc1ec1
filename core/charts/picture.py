"""From a drawn figure to a small PNG: sixteen colours instead of millions, and rounded corners."""

import struct
import zlib
from typing import Final

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg

from core.charts.palette import WHITE, Rgb

WIDTH: Final = 1600
HEIGHT: Final = 900
"""Twice the 800 × 450 at which Slack shows a picture on a computer."""

_MOST_COLOURS: Final = 16
"""Four bits a pixel: the PNG is smaller by a fifth than with eight."""
_RADIUS: Final = 36
_EFFORT: Final = 8
"""Of zlib's 9: the last one takes twice as long for 1 % less."""
_BITS: Final = 4
_PALETTE_IMAGE: Final = 3

Indices = npt.NDArray[np.uint8]


def png(canvas: FigureCanvasAgg, colours: tuple[Rgb, ...]) -> bytes:
    """What is on `canvas`, each pixel in the nearest of `colours`, of which there are at most 15."""
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib's canvas has no types
    # Three bits of each part are dropped, so that a table with 2¹⁵ entries finds a pixel's colour at once.
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as above
    keys = pixels[..., 0].astype(np.uint16) >> 3
    keys <<= 5
    keys |= pixels[..., 1] >> 3
    keys <<= 5
    keys |= pixels[..., 2] >> 3
    # What is left of the palette is white in degrees of transparency, for the card's corners.
    degrees = _MOST_COLOURS - len(colours)
    indices = (_nearest(colours) + np.uint8(degrees))[keys]
    _round_corners(indices, degrees)
    alphas = bytes(round(255 * degree / degrees) for degree in range(degrees))
    return _encoded(indices, (WHITE,) * degrees + colours, alphas)


def _encoded(indices: Indices, palette: tuple[Rgb, ...], alphas: bytes) -> bytes:
    """A PNG of four bits a pixel. Its rows are not filtered, which is right for a palette: the encoders at hand filter
    all the same, and their files are an eighth larger."""
    height, width = indices.shape
    rows = np.zeros((height, 1 + width // 2), np.uint8)
    rows[:, 1:] = indices[:, ::2] << _BITS | indices[:, 1::2]
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, _BITS, _PALETTE_IMAGE, 0, 0, 0)),
            _chunk(b"PLTE", bytes(part for colour in palette for part in colour)),
            _chunk(b"tRNS", alphas),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), _EFFORT)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _nearest(colours: tuple[Rgb, ...]) -> Indices:
    """For each colour of five bits a part, the index of the nearest of `colours`."""
    parts = np.array(colours, dtype=np.int32)
    steps = np.arange(32, dtype=np.int32) * 255 // 31
    red, green, blue = ((steps[:, None] - parts[:, channel]) ** 2 for channel in range(3))
    distances = red[:, None, None] + green[None, :, None] + blue[None, None, :]
    nearest: Indices = distances.argmin(axis=-1).astype(np.uint8).ravel()
    # A colour of the palette is drawn as itself, even where another one is nearer to the middle of its entry;
    # where two share an entry, as the first: greys for smooth text come last.
    for index in reversed(range(len(colours))):
        red_part, green_part, blue_part = colours[index]
        nearest[red_part >> 3 << 10 | green_part >> 3 << 5 | blue_part >> 3] = index
    return nearest


def _round_corners(indices: Indices, degrees: int) -> None:
    corner = _corner(degrees)
    for rows, columns in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        part = indices[::rows, ::columns][:_RADIUS, :_RADIUS]
        np.copyto(part, corner, where=corner < degrees)


def _corner(degrees: int) -> Indices:
    """The upper left corner: 0 where the card is not, `degrees` where it is, between them along its edge."""
    away = _RADIUS - np.arange(_RADIUS) - 0.5
    inside = _RADIUS - np.hypot(away[:, None], away)
    corner: Indices = np.round(np.clip(inside + 0.5, 0, 1) * degrees).astype(np.uint8)
    return corner
