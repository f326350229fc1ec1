"""What filters come to in the figures: which connections they keep, and which labels in each."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.connection import Connection
from core.providers.contract import Name, NameKind
from core.questions.dimensions import OF_CONNECTIONS, Dimension
from core.questions.filters import Filter, Filters, matcher
from core.questions.words import plainly

KINDS: Final = {Dimension.PROJECT: NameKind.PROJECT, Dimension.KEY: NameKind.KEY, Dimension.USER: NameKind.USER}
"""Dimensions whose labels are ids that have names."""
MOST_NEAREST: Final = 3
_MOST_COMPARED: Final = 500
"""Names that one which is not known is compared with: each takes some 20 microseconds."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A series' label of `dimension` is one of `values`; or, `excluded`, it is known and none of them."""

    dimension: Dimension
    values: frozenset[str]
    excluded: bool = False


Narrowing = Mapping[int, tuple[Condition, ...]]
"""The conditions that all hold in each connection, by its id; a connection that is not in it is left out."""


@dataclass(frozen=True, slots=True)
class Known:
    """What has been collected, and what it is called."""

    connections: Sequence[Connection]
    labels: Mapping[tuple[int, Dimension], Iterable[str]]
    """The values that any series of a connection has; "" is among them where it has none."""
    names: Mapping[int, Iterable[Name]]

    def named(self, connection: int, dimension: Dimension) -> Iterator[tuple[str, str | None]]:
        """Each value with its name: the value itself where values are names; None where an id's is not known."""
        values = sorted(set(self.labels.get((connection, dimension), ())) - {""})
        kind = KINDS.get(dimension)
        if kind is None:
            return ((value, value) for value in values)
        known = {name.id: name.name for name in self.names.get(connection, ()) if name.kind is kind and name.name}
        return ((value, known.get(value)) for value in values)


def everything(connections: Iterable[Connection]) -> Narrowing:
    return {connection.id: () for connection in connections}


def narrowed(within: Narrowing, filters: Filters, known: Known, *, fails_closed: bool = False) -> Narrowing:
    """What is left of `within`.

    `fails_closed`: an exclusion by name leaves out what has an id and no name that is known, for it might be the one.
    """
    kept = _connections_kept(within, filters, known)
    dimensions = {each.dimension: None for each in filters if each.dimension not in OF_CONNECTIONS}
    return {
        connection: (
            *conditions,
            *(
                condition
                for dimension in dimensions
                for condition in _conditions(connection, dimension, filters, known, fails_closed)
            ),
        )
        for connection, conditions in kept.items()
    }


def is_empty(narrowing: Narrowing) -> bool:
    """Whether it is plain that no figure is left."""
    return not any(all(each.values or each.excluded for each in conditions) for conditions in narrowing.values())


def unmatched(within: Narrowing, filters: Filters, known: Known) -> Filter | None:
    """The first filter that nothing in `within` matches."""
    kept = within
    for each in sorted(filters, key=lambda one: one.dimension not in OF_CONNECTIONS):
        names = _names(kept, each.dimension, known)
        matches = _either(matcher(each.pattern))
        if not any(matches(value, name) for value, name in names):
            return each
        if each.dimension in OF_CONNECTIONS:
            kept = _connections_kept(within, filters, known)
    return None


def nearest_names(within: Narrowing, one: Filter, known: Known) -> list[str]:
    """At most three names that the pattern of `one` may have meant: those that hold it, else those spelled like it."""
    names = {plainly(name or value): name or value for value, name in _names(within, one.dimension, known)}
    wanted = plainly(one.pattern).replace("*", "")
    holding = sorted((text for text in names if wanted and wanted in text), key=lambda text: (len(text), text))
    alike = sorted(names, key=lambda text: (abs(len(text) - len(wanted)), text))[:_MOST_COMPARED]
    near = holding or difflib.get_close_matches(wanted, alike, n=MOST_NEAREST, cutoff=0.5)
    return [names[text] for text in near[:MOST_NEAREST]]


def _connections_kept(within: Narrowing, filters: Filters, known: Known) -> Narrowing:
    kept = {connection.id: connection for connection in known.connections if connection.id in within}
    for dimension in OF_CONNECTIONS:
        of_it = [each for each in filters if each.dimension is dimension]
        wanted = [matcher(each.pattern) for each in of_it if not each.excluded]
        unwanted = [matcher(each.pattern) for each in of_it if each.excluded]
        kept = {
            number: connection
            for number, connection in kept.items()
            if (not wanted or any(matches(_called(connection, dimension)) for matches in wanted))
            and not any(matches(_called(connection, dimension)) for matches in unwanted)
        }
    return {number: within[number] for number in kept}


def _called(connection: Connection, dimension: Dimension) -> str:
    return connection.name if dimension is Dimension.CONNECTION else connection.provider


def _conditions(
    connection: int, dimension: Dimension, filters: Filters, known: Known, fails_closed: bool
) -> Iterator[Condition]:
    for excluded in (False, True):
        patterns = [each.pattern for each in filters if each.dimension is dimension and each.excluded is excluded]
        if patterns:
            matches = _either(*map(matcher, patterns))
            unclear = excluded and fails_closed
            values = (
                value
                for value, name in known.named(connection, dimension)
                if matches(value, name) or (unclear and name is None)
            )
            yield Condition(dimension, frozenset(values), excluded)


def _names(within: Narrowing, dimension: Dimension, known: Known) -> list[tuple[str, str | None]]:
    if dimension in OF_CONNECTIONS:
        found = {_called(each, dimension): None for each in known.connections if each.id in within}
        return [(name, name) for name in found]
    return [pair for connection in within for pair in known.named(connection, dimension)]


def _either(*matchers: Callable[[str], bool]) -> Callable[[str, str | None], bool]:
    """Whether any of them matches a value or its name."""

    def matches(value: str, name: str | None) -> bool:
        return any(each(value) or (name is not None and each(name)) for each in matchers)

    return matches
