"""A series' labels in queries: which column a dimension is, and what a narrowing keeps."""

from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, false, literal, or_, true
from sqlmodel import col

from core.narrowing import Condition, Narrowing
from core.questions.dimensions import Dimension
from storage.tables import SeriesRow

LABELS: Final[dict[Dimension, SQLColumnExpression[str | None]]] = {
    Dimension.MODEL: col(SeriesRow.model),
    Dimension.PROJECT: col(SeriesRow.project),
    Dimension.ITEM: col(SeriesRow.item),
    Dimension.KEY: col(SeriesRow.key),
    Dimension.USER: col(SeriesRow.user),
    Dimension.TIER: case((col(SeriesRow.batch) == "true", "batch"), else_=col(SeriesRow.tier)),
    # What is billed, and so has a currency, is no kind of usage.
    Dimension.KIND: case((col(SeriesRow.currency) == "", col(SeriesRow.endpoint))),
}


def is_series_of(rows: Any) -> ColumnElement[bool]:
    """Whether a series is that of `rows`, a table or subquery with the columns connection and series.

    By its connection too, which the id alone would do without: else PostgreSQL reads everybody's series to join some.
    """
    return and_(col(SeriesRow.id) == rows.series, col(SeriesRow.connection) == rows.connection)


def label_column(dimension: Dimension) -> SQLColumnExpression[str | None]:
    label = LABELS.get(dimension)
    return literal("") if label is None else label


def holds(narrowing: Narrowing | None) -> ColumnElement[bool]:
    """Whether a series is among what `narrowing` keeps. NULL, which is not split by a label, meets no condition.

    Without a narrowing, all are.
    """
    if narrowing is None:
        return true()
    alike: dict[tuple[Condition, ...], list[int]] = {}
    for connection, conditions in narrowing.items():
        alike.setdefault(conditions, []).append(connection)
    return or_(
        false(),
        *(
            and_(col(SeriesRow.connection).in_(connections), *map(_meets, conditions))
            for conditions, connections in alike.items()
        ),
    )


def _meets(condition: Condition) -> ColumnElement[bool]:
    label = LABELS[condition.dimension]
    if condition.excluded:
        return and_(label.is_not(None), label.not_in(condition.values))
    return label.in_(condition.values)
