"""A file's cells: exact numbers, and texts that no spreadsheet takes for a formula."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from core.export.figures import Figure, Naming

Cell = str | int | Decimal | date | None
"""None for what there is not."""

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet works out, behind apostrophes of which one is ours."""


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    cell: Callable[[Figure, Naming], Cell]
    shape: Literal["text", "name", "date", "number", "money"] = "text"
    """How a spreadsheet shows it, and how wide."""


def defused(text: str) -> str:
    """`text` with an apostrophe before it where it begins like a formula: taken away again, it is `text`."""
    return f"'{text}" if _FORMULA.match(text) else text


def written(cell: Cell) -> str:
    """As it stands in a CSV: no number is rounded or written with an exponent."""
    if isinstance(cell, str):
        return defused(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return "" if cell is None else str(cell)


def decimal_of(quantity: float | None) -> Decimal | None:
    """The shortest decimal that is this float."""
    if quantity is None:
        return None
    return Decimal(int(quantity)) if quantity.is_integer() else Decimal(repr(quantity))
