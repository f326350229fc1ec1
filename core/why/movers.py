"""The lines of an explanation: who moved the bill. They add up exactly to its change."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from core import amounts
from core.connection import Connection
from core.money import NANOS
from core.narrowing import KINDS
from core.providers.contract import Name
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filter
from core.reports.labels import Label, names_of
from core.why.asked import SPLITS
from core.why.cells import Cell, Cells, Pair
from core.why.explanation import Inside, Mover
from core.why.parts import moved_by_models, parts_of
from core.why.uses import Rows, uses_of

MOST_MOVERS: Final = 5
"""Lines of their own, beside "everything else"."""
FLOOR: Final = NANOS
"""A line that moved by less than one unit of the currency is noise."""
_FLOOR_PERCENT: Final = 5
"""So is one that moved by less than this, of what the largest one did."""
_MOST_PERCENT: Final = 80
"""How much of all that moved the first lines of a split are to tell."""
_INSIDE_PERCENT: Final = 60
"""From how much of a mover on what it is mostly of is named."""

Names = Callable[[Dimension, Label], str]


def names_by_label(
    cells: Cells, connections: Sequence[Connection], names: Mapping[int, Iterable[Name]]
) -> Mapping[tuple[Dimension, Label], str]:
    """What each project, model and key is called."""
    found: dict[tuple[Dimension, Label], str] = {}
    for by in SPLITS:
        labels = {(cell.labels[by],): None for cell in cells}
        named = names_of([by], Measure.COST, labels, connections, names)
        found.update({(by, label): name for (label,), name in named.items()})
    return found


def best_split(cells: Cells, told: Collection[Dimension]) -> Dimension:
    """What tells the change best: by project, unless another dimension tells it in half as many lines.

    `told`: the dimensions that everything is split by. One that has a single label tells nothing.
    """
    lengths = {by: _lines_needed(cells, by) for by in SPLITS if by in told and len(_grouped(cells, by)) > 1}
    if not lengths:
        return Dimension.PROJECT if Dimension.PROJECT in told else Dimension.MODEL
    first, *others = lengths
    for by in others:
        if 2 * lengths[by] <= lengths[first]:
            first = by
    return first


def movers_of(
    cells: Cells,
    by: Dimension,
    told: Collection[Dimension],
    rows: Rows,
    names: Mapping[tuple[Dimension, Label], str],
    currency: str,
    connections: Sequence[Connection],
) -> tuple[str, tuple[Mover, ...]]:
    """The size of the whole change as people read it, and its lines, largest first, everything else last."""
    groups = _grouped(cells, by)
    differences = {label: _difference(group) for label, group in groups.items()}
    ranked = sorted(groups, key=lambda label: (-abs(differences[label]), names[by, label]))
    largest = abs(differences[ranked[0]]) if ranked else 0
    floor = max(FLOOR, largest * _FLOOR_PERCENT // 100)
    own = [label for label in ranked if abs(differences[label]) >= floor]
    if len(own) > MOST_MOVERS + (len(own) == len(ranked)):
        own = own[:MOST_MOVERS]
    inside = [each for each in SPLITS if each in told and each is not by and len(_grouped(cells, each)) > 1]
    movers = [
        replace(
            _mover(groups[label], names[by, label]),
            uses=uses_of(rows, by, label, connections),
            inside=tuple(_inside(groups[label], inside, names)),
            filter=_filter(by, label, names[by, label]),
        )
        for label in own
    ]
    rest = [label for label in ranked if label not in set(own)]
    if rest:
        movers.append(replace(_mover([cell for label in rest for cell in groups[label]], ""), others=len(rest)))
    whole, shown = amounts.changes([mover.cost.difference for mover in movers], currency)
    return whole, tuple(replace(mover, shown=text) for mover, text in zip(movers, shown, strict=True))


def _mover(cells: Cells, name: str) -> Mover:
    billed = {cell.labels[Dimension.MODEL] for cell in cells if cell.in_tokens}
    return Mover(
        name=name,
        cost=Pair.sum(cell.cost for cell in cells),
        shown="",
        parts=parts_of(cells),
        by_models=moved_by_models(cells),
        models=len(billed),
    )


def _inside(
    cells: Cells, dimensions: Iterable[Dimension], names: Mapping[tuple[Dimension, Label], str]
) -> Iterable[Inside]:
    """What most of these cells' change is of, by each of the dimensions."""
    whole = _difference(cells)
    for by in dimensions:
        groups = _grouped(cells, by)
        label = max(groups, key=lambda each: _difference(groups[each]) * (1 if whole > 0 else -1))
        percent = amounts.percent(_difference(groups[label]), whole) if whole else 0
        if percent >= _INSIDE_PERCENT and label.value:
            yield Inside(by, names[by, label], percent)


def _filter(by: Dimension, label: Label, name: str) -> Filter | None:
    """By the name, where it is plainly one: what a name is marked with is no part of it, and a star has a meaning."""
    if not label.value:
        return None
    is_plain = by in KINDS and not any(mark in name for mark in "*()…")
    return Filter(by, name if is_plain else label.value)


def _lines_needed(cells: Cells, by: Dimension) -> int:
    """How many lines, largest first, tell most of what moved."""
    moved = sorted((abs(_difference(group)) for group in _grouped(cells, by).values()), reverse=True)
    wanted, told = sum(moved) * _MOST_PERCENT, 0
    for number, size in enumerate(moved):
        if told * 100 >= wanted:
            return number
        told += size
    return len(moved)


def _grouped(cells: Cells, by: Dimension) -> dict[Label, list[Cell]]:
    groups: defaultdict[Label, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.labels[by]].append(cell)
    return dict(groups)


def _difference(cells: Iterable[Cell]) -> int:
    return sum(cell.cost.difference for cell in cells)
