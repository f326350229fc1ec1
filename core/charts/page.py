"""The paper: what is put on a figure in pixels from its lower left corner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from core.charts.bars import Area
from core.charts.palette import Rgb
from core.charts.picture import HEIGHT, WIDTH
from core.charts.text import Ruler

_DOTS: Final = 72
"""At 72 dots an inch a point is a pixel: sizes and line widths are pixels."""
_STRIPE: Final = 6
"""In pixels, like the next: wide enough to be seen on a telephone."""
_STRIPES_APART: Final = 20

_BEFORE: Final = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The share of a text that stands left of its position."""

_DASH: Final = (3.0, 2.0)
"""A dash, and the gap after it, in widths of the line."""

Point = tuple[float, float]
Line = tuple[Point, Point]


def _canvas() -> FigureCanvasAgg:
    return FigureCanvasAgg(Figure(figsize=(WIDTH / _DOTS, HEIGHT / _DOTS), dpi=_DOTS, facecolor="white"))


@dataclass(frozen=True, slots=True)
class Page:
    """An empty picture of WIDTH × HEIGHT white pixels, to be drawn on."""

    canvas: FigureCanvasAgg = field(default_factory=_canvas)

    def text(
        self,
        position: tuple[float, float],
        text: str,
        ruler: Ruler,
        colour: Rgb,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """`text`, with its baseline at `position`, as the ruler measures it. It is never read as mathematics."""
        x, y = position
        # Whole pixels: the same letter is then the same pixels everywhere, which the PNG's compression rewards.
        left = round(x - ruler.width(text) * _BEFORE[align])
        self._add(
            Text(
                left,
                round(y),
                text,
                color=_floats(colour),
                fontsize=ruler.size,
                fontfamily=list(ruler.face.families),
                horizontalalignment="left",
                verticalalignment="baseline",
                parse_math=False,
                usetex=False,
                transform=IdentityTransform(),
            )
        )

    def rectangles(self, areas: Iterable[Area], colour: Rgb) -> None:
        corners = [_corners(area) for area in areas]
        if corners:
            self._add(
                PolyCollection(
                    corners,
                    facecolors=[_floats(colour)],
                    edgecolors="none",
                    antialiaseds=False,
                    transform=IdentityTransform(),
                )
            )

    def lines(self, lines: Sequence[Line], colour: Rgb, width: float) -> None:
        self._add(_lines(lines, colour, width))

    def shape(self, corners: Sequence[Point], colour: Rgb) -> None:
        """What is between corners, with smooth edges."""
        self._add(
            PolyCollection([corners], facecolors=[_floats(colour)], edgecolors="none", transform=IdentityTransform())
        )

    def path(
        self, points: Sequence[Point], colour: Rgb, width: float, *, dashed: bool = False, smooth: bool = True
    ) -> None:
        """A line from point to point. Without smooth edges many of them are drawn faster, and are fewer bytes."""
        style = (0, _DASH) if dashed else "solid"
        self._add(
            LineCollection(
                [points],
                colors=[_floats(colour)],
                linewidths=width,
                linestyles=[style],
                antialiaseds=smooth,
                capstyle="butt",
                joinstyle="round",
                transform=IdentityTransform(),
            )
        )

    def stripes(self, areas: Sequence[Area], colour: Rgb) -> None:
        """Slanted lines over `areas` and nothing beside them."""
        self.striped([_corners(area) for area in areas], colour)

    def striped(self, shapes: Sequence[Sequence[Point]], colour: Rgb) -> None:
        """Slanted lines over what is between the corners of each shape."""
        corners = [corner for shape in shapes for corner in shape]
        if not corners:
            return
        left, right = (round(most(x for x, _ in corners)) for most in (min, max))
        # A little too long at both ends, which are then cut off along the shapes instead of across the stripes.
        bottom = round(min(y for _, y in corners)) - _STRIPE
        top = round(max(y for _, y in corners)) + _STRIPE
        rise = top - bottom
        slanted = _lines(
            [((start, bottom), (start + rise, top)) for start in range(left - rise, right, _STRIPES_APART)],
            colour,
            _STRIPE,
        )
        slanted.set_clip_path(
            Path.make_compound_path(*(Path(shape, closed=False) for shape in shapes)), IdentityTransform()
        )
        self._add(slanted)

    def _add(self, artist: Artist) -> None:
        # One level for all: what is put on later covers what was there.
        artist.set_zorder(1)
        self.canvas.figure.add_artist(artist)


def _lines(lines: Sequence[Line], colour: Rgb, width: float) -> LineCollection:
    return LineCollection(
        lines,
        colors=[_floats(colour)],
        linewidths=width,
        antialiaseds=False,
        capstyle="butt",
        transform=IdentityTransform(),
    )


def _corners(area: Area) -> list[tuple[float, float]]:
    return [(area.left, area.bottom), (area.left, area.top), (area.right, area.top), (area.right, area.bottom)]


def _floats(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = colour
    return red / 255, green / 255, blue / 255
