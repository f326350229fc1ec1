"""The fonts of a chart: files of ours, so that it looks the same everywhere and no system font is ever looked for."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from matplotlib import get_data_path
from matplotlib.font_manager import FontEntry, fontManager, get_font

_OURS: Final = Path(__file__).parent.parent / "fonts"


@dataclass(frozen=True, slots=True)
class Face:
    """Fonts that are searched in turn for each character: by family for matplotlib's artists, by file for measuring."""

    families: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Faces:
    regular: Face
    bold: Face
    characters: tuple[frozenset[int], ...]
    """The code points that each font of `regular` has."""


@cache
def faces() -> Faces:
    """Makes the files known to matplotlib, once in a process."""
    text = str(_OURS / "Roboto-Regular.ttf")
    title = str(_OURS / "Roboto-Medium.ttf")
    signs = str(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    cjk = str(_OURS / "DroidSansFallback.ttf")
    regular = Face(("TokenMeter text", "TokenMeter signs", "TokenMeter CJK"), (text, signs, cjk))
    bold = Face(("TokenMeter title", *regular.families[1:]), (title, signs, cjk))
    # Each file becomes a family of one weight: matplotlib chooses fallbacks by family, and warns when one of them
    # lacks the weight it was asked for.
    files = dict(zip(regular.families + bold.families, regular.files + bold.files, strict=True))
    fontManager.ttflist.extend(
        FontEntry(fname=file, name=family, weight=400, size="scalable") for family, file in files.items()
    )
    return Faces(regular, bold, tuple(frozenset(get_font(file).get_charmap()) for file in regular.files))
