"""From a drawn figure to a small PNG: a palette instead of millions of colours, and rounded corners."""

from functools import cache
from io import BytesIO
from typing import Final

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from core.charts.palette import ALPHAS, flat_colours, picture_palette

WIDTH: Final = 1600
HEIGHT: Final = 900
"""Twice the pixels of the 800 × 450 at which Slack shows it on a computer."""

_EFFORT: Final = 7
_RADIUS: Final = 36
_FINE: Final = 4
"""Corners are drawn this much larger and averaged, which makes them smooth."""

Indices = npt.NDArray[np.uint8]


def png(canvas: FigureCanvasAgg) -> bytes:
    """What `canvas` shows, drawn now, as a PNG of at most 128 colours."""
    canvas.draw()
    # Three bits of each colour are dropped so that a table of 2¹⁵ entries finds the nearest colour of the palette:
    # 20 times as fast as comparing, and the colours of the palette itself are found exactly.
    pixels = np.asarray(canvas.buffer_rgba())
    keys = pixels[..., 0].astype(np.uint16) >> 3
    keys <<= 5
    keys |= pixels[..., 1] >> 3
    keys <<= 5
    keys |= pixels[..., 2] >> 3
    indices = _nearest()[keys]
    _round_corners(indices)
    image = Image.fromarray(indices, mode="P")
    image.putpalette([part for colour in picture_palette() for part in colour])
    out = BytesIO()
    alphas = bytes(round(255 * step / ALPHAS) for step in range(ALPHAS))
    image.save(out, "PNG", transparency=alphas, compress_level=_EFFORT)
    return out.getvalue()


@cache
def _nearest() -> Indices:
    """For each colour of five bits a part, the index of the palette's nearest opaque one."""
    colours = np.array(picture_palette()[ALPHAS:], dtype=np.int32)
    part = np.arange(32, dtype=np.int32) * 255 // 31
    squares = (part[:, None] - colours.T[:, None, :]) ** 2  # part × channel × colour, by red, green and blue
    distance = squares[0][:, None, None] + squares[1][None, :, None] + squares[2][None, None, :]
    nearest = distance.argmin(axis=-1).astype(np.uint8).ravel()
    # A flat colour is drawn as itself, even where another one is nearer to the middle of its entry.
    flat = colours[: len(flat_colours())] >> 3
    nearest[flat[:, 0] << 10 | flat[:, 1] << 5 | flat[:, 2]] = np.arange(len(flat), dtype=np.uint8)
    return nearest + np.uint8(ALPHAS)


def _round_corners(indices: Indices) -> None:
    corner = _corner()
    for rows, columns in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        part = indices[::rows, ::columns][:_RADIUS, :_RADIUS]
        np.copyto(part, corner, where=corner < ALPHAS)


@cache
def _corner() -> Indices:
    """The upper left corner: palette indices of more or less transparent white; ALPHAS where it is opaque."""
    fine = _RADIUS * _FINE
    distance = np.arange(fine) + 0.5 - fine
    inside = (distance[:, None] ** 2 + distance**2 <= fine**2).astype(np.float64)
    covered = inside.reshape(_RADIUS, _FINE, _RADIUS, _FINE).mean(axis=(1, 3))
    return np.round(covered * ALPHAS).astype(np.uint8)
