"""Rows' labels, interned: one dictionary lookup a row."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Final, final

from core.providers.contract import Series

Raw = tuple[object, ...]
"""The label values of one result as they came."""

Dimensions = Sequence[tuple[str, str]]
"""(our word, the provider's field), in the order they are asked for."""

_LONGEST_LABEL: Final = 300


@final
class SeriesIndex(dict[Raw, int]):
    """From a result's raw label values to the number of its series; looking up a new combination adds it."""

    def __init__(self, name: Callable[[Raw], Series]) -> None:
        super().__init__()
        self.series: list[Series] = []
        self._name = name
        self._numbers: dict[Series, int] = {}

    def __missing__(self, raw: Raw) -> int:
        series = self._name(raw)
        number = self._numbers.setdefault(series, len(self.series))
        if number == len(self.series):
            self.series.append(series)
        self[raw] = number
        return number


def values_of(fields: Sequence[str]) -> Callable[[Any], Raw]:
    """A getter of these fields' values as a tuple, also where there is one field only, or none."""
    if not fields:
        return lambda result: ()
    getter = attrgetter(*fields)
    if len(fields) > 1:
        return getter
    return lambda result: (getter(result),)


def labels_of(dimensions: Dimensions, values: Sequence[object]) -> list[tuple[str, str]]:
    return [(word, label(value)) for (word, _), value in zip(dimensions, values, strict=True)]


def label(value: object) -> str:
    """A label's value as it is stored: "" where there is none, and no character a database refuses."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\x00", "\ufffd")[:_LONGEST_LABEL]
