"""What a chart shows: plain values, ready to be drawn by core/charts in another process."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from core.grain import Grain

SLOTS: Final = 7
"""How many colours there are beside the grey of "Other": slots are 0 to 6."""
WHOLE: Final = -1
"""The slot of the line that is of everything, among those of its parts: it is as black as the text."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One colour of the stack, or one line; one value a bar, in bar order."""

    name: str
    """Shown as text: never mathtext. May be 80 characters, Chinese, or hostile."""
    values: tuple[float, ...]
    """Whole units of the measure (dollars, tokens, requests): floats are fine, nothing is added up from them. What is
    no number (NaN) is not known: a line has a gap there."""
    total: str
    """Its exact total as people read it, "$5,131.20"; "≈ $41" where nothing of it is billed yet."""
    colour: int | None
    """Slot in the palette, 0 to SLOTS - 1, or WHOLE; None is the grey of "Other"."""
    unbilled: tuple[float, ...] = ()
    """What is used and not billed yet, one value a bar, on top of all values: hollow. Not in the total."""


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    """The total and the period: "$8,412.07 · last 30 days"."""
    starts: tuple[date, ...]
    """The first day of each bar; of hours, the instant (UTC) they begin at."""
    grain: Grain
    series: tuple[Bars, ...]
    """Largest first, "Other" last; at most six."""
    unit: Literal["usd", "tokens", "requests"] | str
    """What the axis counts: a lower-case currency, "tokens", "requests" or "%"."""
    open_bars: frozenset[int] = frozenset()
    """Bars that are not over or not settled yet: their values are hatched."""
    note: str = ""
    """One line under the title: what hatched and hollow mean, what is missing."""
    is_lines: bool = False
    """Whether it has lines in place of bars: for what is not to be added up by eye. What is open is dashed in them."""
    is_rate: bool = False
    """Whether it is of a price or a share: of a currency, parts of a cent are as good as dollars."""
