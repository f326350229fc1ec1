"""What the store hands to an export: a row for each day or hour, connection, and combination of labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from core.connection import Connection
from core.narrowing import KINDS
from core.providers.contract import Name, NameKind
from core.questions import Dimension

EVERYTHING: Final = (
    Dimension.PROJECT,
    Dimension.MODEL,
    Dimension.KEY,
    Dimension.ITEM,
    Dimension.TIER,
    Dimension.KIND,
)
"""What an export is split by when nothing is said: all that is stored, but for people."""

FOCUS_SPLITS_BY: Final = (Dimension.PROJECT, Dimension.KEY, Dimension.MODEL, Dimension.ITEM)
"""What the charges of FOCUS are split by."""


class Figure(NamedTuple):
    """What one combination of labels cost on a day, or used on a day or in an hour."""

    start: int
    """Epoch seconds."""
    hourly: bool
    connection: int
    labels: Mapping[Dimension, str | None]
    """"" where the provider gave none, None where it did not split by it."""
    unit: str
    """Of the quantity, in the provider's word; "" when it named none."""
    quantity: float | None
    currency: str = ""
    """Lower-case; "" for usage."""
    nanos: int = 0
    requests: int = 0
    input: int = 0
    output: int = 0
    cached: int = 0

    @property
    def is_cost(self) -> bool:
        return bool(self.currency)


@dataclass(frozen=True, slots=True)
class Naming:
    """What connections and ids are called."""

    connections: Mapping[int, Connection]
    names: Mapping[tuple[int, NameKind, str], str]

    @classmethod
    def of(cls, connections: Iterable[Connection], names: Mapping[int, Iterable[Name]]) -> "Naming":
        return cls(
            {each.id: each for each in connections},
            {(number, name.kind, name.id): name.name for number, known in names.items() for name in known},
        )

    def name(self, figure: Figure, dimension: Dimension) -> str:
        """What the figure's id of this dimension is called; "" where nobody knows."""
        return self.names.get((figure.connection, KINDS[dimension], figure.labels.get(dimension) or ""), "")
