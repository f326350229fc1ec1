"""The columns of csv and xlsx: when, whose, what, and then costs and usage apart."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from core.amounts import currency_code
from core.export.cells import Cell, Column, decimal_of
from core.export.figures import Figure, Naming
from core.money import decimal_from
from core.narrowing import KINDS
from core.questions.dimensions import Dimension


def columns_of(by: Sequence[Dimension], *, hourly: bool) -> list[Column]:
    """`by`: what the rows are split by, beside day and connection."""
    hour = [Column("hour", _hour, "number")] if hourly else []
    split = [column for dimension in by for column in _of(dimension)]
    return [Column("date", _date, "date"), *hour, *_WHOSE, *split, *_NUMBERS]


def day_of(figure: Figure) -> date:
    return datetime.fromtimestamp(figure.start, UTC).date()


def _of(dimension: Dimension) -> list[Column]:
    def value(figure: Figure, naming: Naming) -> Cell:
        return figure.labels.get(dimension) or ""

    if dimension not in KINDS:
        return [Column(dimension.value, value, "name")]
    named = Column(dimension.value, lambda figure, naming: naming.name(figure, dimension), "name")
    return [Column(f"{dimension}_id", value), named]


def _date(figure: Figure, naming: Naming) -> Cell:
    return day_of(figure)


def _hour(figure: Figure, naming: Naming) -> Cell:
    return figure.start % 86_400 // 3_600 if figure.hourly else None


def _of_cost(cell: Callable[[Figure], Cell]) -> Callable[[Figure, Naming], Cell]:
    return lambda figure, naming: cell(figure) if figure.is_cost else None


def _of_usage(cell: Callable[[Figure], Cell]) -> Callable[[Figure, Naming], Cell]:
    return lambda figure, naming: None if figure.is_cost else cell(figure)


_WHOSE: Final = (
    Column("record", lambda figure, naming: "cost" if figure.is_cost else "usage"),
    Column("provider", lambda figure, naming: naming.connections[figure.connection].provider),
    Column("connection", lambda figure, naming: naming.connections[figure.connection].name, "name"),
)
_NUMBERS: Final = (
    Column("cost", _of_cost(lambda figure: decimal_from(figure.nanos)), "money"),
    Column("currency", _of_cost(lambda figure: currency_code(figure.currency))),
    Column("requests", _of_usage(lambda figure: figure.requests), "number"),
    Column("input_tokens", _of_usage(lambda figure: figure.input), "number"),
    Column("cached_input_tokens", _of_usage(lambda figure: figure.cached), "number"),
    Column("output_tokens", _of_usage(lambda figure: figure.output), "number"),
    Column("quantity", lambda figure, naming: decimal_of(figure.quantity), "number"),
    Column("unit", lambda figure, naming: figure.unit),
)
