"""What labels are called: the provider's ids turned into names people know."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.connection import Connection
from core.figures import DayFigure
from core.narrowing import KINDS
from core.providers.contract import Name
from core.questions.dimensions import Dimension, Measure

NO_MODEL_BILLED: Final = "No model (storage, tools …)"
NOT_SPLIT: Final = "not split"
"""The key of what the provider did not split."""
BETWEEN: Final = " · "
_UNKNOWN: Final = {
    Dimension.PROJECT: "unknown project",
    Dimension.KEY: "deleted key",
    Dimension.USER: "removed user",
}
"""What an id is of which nothing is known where other names are: keys and people are listed until they are gone."""
_NO_MORE: Final = {Dimension.PROJECT: "archived", Dimension.KEY: "deleted", Dimension.USER: "removed"}


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that a dimension tells apart."""

    value: str
    """The provider's word or id; "" when it gave none."""
    connection: int | None = None
    """Where an id means something in one connection only; None where the value means the same everywhere."""
    split: bool = True
    """False for what the provider did not split by this dimension."""

    @property
    def key(self) -> str:
        """What its colour is kept by: stable when it is renamed."""
        if not self.split:
            return NOT_SPLIT
        return self.value or (f"connection {self.connection}" if self.connection is not None else "no value")


Labels = tuple[Label, ...]
"""What gets a line of its own: a label for each dimension that the question splits by."""


def key_of(labels: Labels) -> str:
    return BETWEEN.join(label.key for label in labels)


def label_of(by: Dimension, value: str | None, connection: Connection) -> Label:
    """The label a figure belongs to; `value` is None for what is not split."""
    if by is Dimension.CONNECTION:
        return Label("", connection.id)
    if by is Dimension.PROVIDER:
        return Label(connection.provider)
    if value is None:
        return Label("", split=False)
    return Label(value, connection.id) if value and by in KINDS else Label(value)


def labels_of(by: Iterable[Dimension], figure: DayFigure, connection: Connection) -> Labels:
    """Those of a figure that is labelled by these dimensions."""
    values = (figure.label, figure.second)
    return tuple(label_of(each, value, connection) for each, value in zip(by, values, strict=False))


def names_of(
    by: Sequence[Dimension],
    measure: Measure,
    all_labels: Iterable[Labels],
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
) -> dict[Labels, str]:
    """A name for each. Where two have the same, their connections, or else their ids, tell them apart."""
    lines = list(all_labels)
    named = [
        _names_of(dimension, measure, {labels[at]: None for labels in lines}, connections, names)
        for at, dimension in enumerate(by)
    ]
    return {labels: BETWEEN.join(names[label] for names, label in zip(named, labels, strict=True)) for labels in lines}


def pattern_of(by: Dimension, label: Label, name: str, names: Mapping[int, Iterable[Name]]) -> str:
    """What a filter by this dimension says to keep this label alone; "" where none can.

    That is its name, unless it is called something else besides, or not at all: then its id.
    """
    if not label.split:
        return ""
    if by is Dimension.CONNECTION:
        return "" if "*" in name else name
    if by not in KINDS or not label.value:
        return label.value
    mine = names.get(label.connection or 0, ()) if "*" not in name else ()
    known = any(each.id == label.value and each.kind is KINDS[by] and each.name == name for each in mine)
    return name if known else label.value


def _names_of(
    by: Dimension,
    measure: Measure,
    labels: Iterable[Label],
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
) -> dict[Label, str]:
    connected = {connection.id: connection.name for connection in connections}
    known = {
        (connection, name.id): name
        for connection, all_names in names.items()
        for name in all_names
        if name.kind is KINDS.get(by)
    }
    named = {label: _name(by, measure, label, connected, known) for label in labels}
    _tell_apart(named, lambda label: connected.get(label.connection or 0, ""))
    _tell_apart(named, lambda label: _last_of(label.value))
    return named


def _name(
    by: Dimension, measure: Measure, label: Label, connected: Mapping[int, str], known: Mapping[tuple[int, str], Name]
) -> str:
    connection = label.connection or 0
    if not label.split:
        return f"Not split by {by}"
    if by is Dimension.CONNECTION:
        return connected.get(connection, f"connection {connection}")
    if not label.value and (by, measure) == (Dimension.MODEL, Measure.COST):
        return NO_MODEL_BILLED
    if not label.value:
        return "No line item" if by is Dimension.ITEM else f"No {by}"
    if by not in KINDS:
        return label.value
    if found := known.get((connection, label.value)):
        name = found.name or f"{by} {_last_of(label.value)}"
        return name if found.active else f"{name} ({_NO_MORE[by]})"
    # Where other names of the connection are known, this one is gone; where none is, the key may not read them.
    gone = any(connection == each for each, _ in known)
    return f"{_UNKNOWN[by] if gone else by} {_last_of(label.value)}"


def _tell_apart(named: dict[Label, str], mark: Callable[[Label], str]) -> None:
    """Add a mark in brackets to the names that stand there more than once and differ in it."""
    alike: dict[str, list[Label]] = {}
    for label, name in named.items():
        alike.setdefault(name, []).append(label)
    for name, labels in alike.items():
        if len({mark(label) for label in labels}) > 1:
            for label in labels:
                named[label] = _marked(name, mark(label))


def _marked(name: str, mark: str) -> str:
    """ "ci (Acme)", "ci (deleted, Acme)"."""
    if not mark:
        return name
    return f"{name[:-1]}, {mark})" if name.endswith(")") else f"{name} ({mark})"


def _last_of(value: str) -> str:
    """The id's last four characters."""
    return f"…{value[-4:]}" if value else ""
