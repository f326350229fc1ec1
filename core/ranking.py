"""What ranked bars show: the parts of one period beside each other. Plain values, ready to be drawn by core/charts."""

from dataclasses import dataclass

from core.chart import Bars


@dataclass(frozen=True, slots=True)
class Ranking:
    title: str
    """The total and the period: "$8,412.07 · yesterday"."""
    rows: tuple[Bars, ...]
    """Largest first, "Other" or the whole last; at most six, each with one value."""
    is_open: bool
    """Whether any of it may still change: then all of it is hatched."""
    note: str = ""
    """One line under the title: what hatched and hollow mean, what is missing."""
