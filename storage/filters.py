"""Filters in a column: a JSON list of [dimension, pattern, excluded]."""

import json

from core.questions.dimensions import Dimension
from core.questions.filters import Filter, Filters
from storage.columns import storable


def filters_of(column: str) -> Filters:
    return tuple(Filter(Dimension(dimension), pattern, excluded) for dimension, pattern, excluded in json.loads(column))


def column_of(filters: Filters) -> str:
    return json.dumps([[each.dimension, storable(each.pattern), each.excluded] for each in filters])
