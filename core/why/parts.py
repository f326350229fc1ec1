"""How a change came about: more of the same, the same at another price, or another mixture."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.why.cells import Cell, Pair


@dataclass(frozen=True, slots=True)
class Parts:
    """Nanos that add up to a change exactly."""

    volume: int = 0
    """What it would have changed by, had everything grown as the number of tokens did."""
    price: int = 0
    """What is billed at another price for the same."""
    mix: int = 0
    """What is left: other models, more or less of it cached, written or in batches."""
    uncounted: int = 0
    """The change of what nobody counts: credits, and what has no usage beside its bill."""

    @property
    def total(self) -> int:
        return self.volume + self.price + self.mix + self.uncounted


def parts_of(cells: Sequence[Cell]) -> Parts:
    """The parts of all that moved in these cells together."""
    found = _of_tokens([cell for cell in cells if cell.in_tokens])
    for cell in cells:
        if not cell.in_tokens:
            found = _added(found, _of_others(cell))
    return found


def moved_by_models(cells: Sequence[Cell]) -> int:
    """How much of the mix, in nanos, is that other models did the work; 0 where that cannot be told."""
    cost, tokens = _together(cells)
    if not (tokens.before and tokens.now):
        return 0
    by_model: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.in_tokens:
            by_model[cell.ware.name].append(cell)
    expected = 0
    for of_model in by_model.values():
        its_cost, its_tokens = _together(of_model)
        expected += _scaled(its_cost.before, its_tokens) if its_tokens.before else its_cost.now
    return expected - _scaled(cost.before, tokens)


def _of_tokens(cells: Sequence[Cell]) -> Parts:
    cost, tokens = _together(cells)
    if tokens.before and tokens.now:
        price = sum(cell.cost.now - _scaled(cell.cost.before, cell.units) for cell in cells if cell.is_priced)
        volume = _scaled(cost.before, tokens) - cost.before
        return Parts(volume, price, cost.difference - volume - price)
    return _appeared(cost, tokens)


def _of_others(cell: Cell) -> Parts:
    """Of what is counted in something else than tokens: each has its own number."""
    if not cell.is_priced:
        return _appeared(cell.cost, cell.units)
    as_many = _scaled(cell.cost.before, cell.units)
    return Parts(volume=as_many - cell.cost.before, price=cell.cost.now - as_many)


def _appeared(cost: Pair, counted: Pair) -> Parts:
    """What was not there before, or is not there now; what is billed beside no number is not counted."""
    is_new = not counted.before and counted.now > 0 and not cost.before
    is_gone = not counted.now and counted.before > 0 and not cost.now
    return Parts(volume=cost.difference) if is_new or is_gone else Parts(uncounted=cost.difference)


def _together(cells: Sequence[Cell]) -> tuple[Pair, Pair]:
    """Cost, and tokens."""
    counted = [cell for cell in cells if cell.in_tokens]
    return Pair.sum(cell.cost for cell in counted), Pair.sum(cell.tokens for cell in counted)


def _scaled(nanos: int, by: Pair) -> int:
    """`nanos` grown as `by` did, rounded down. There was some before."""
    return nanos * by.now // by.before


def _added(one: Parts, other: Parts) -> Parts:
    return Parts(
        one.volume + other.volume, one.price + other.price, one.mix + other.mix, one.uncounted + other.uncounted
    )
