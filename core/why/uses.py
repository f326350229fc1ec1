"""What was used beside a bill, for the words of an explanation: requests, and what share was cached or in batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core import amounts
from core.connection import Connection
from core.estimates.rows import Span, UsageOfDay
from core.questions.dimensions import Dimension
from core.reports.labels import Label, label_of
from core.why.cells import Pair, models_of

LEAST_MOVE = 5
"""A share that moved by less, in percent points, is as it was."""

Rows = Sequence[tuple[int, UsageOfDay]]
"""Usage of tokens that are billed: 0 for the days before or 1 for the days that are explained, and the row."""


@dataclass(frozen=True, slots=True)
class Uses:
    requests: Pair
    tokens: Pair
    """Read and written."""
    read: Pair
    cached: Pair
    """Of those read."""
    batched: Pair
    """Of all tokens."""

    @property
    def cached_share(self) -> Pair | None:
        """In whole percent of what is read; None where it cannot be told, or hardly moved."""
        return _moved(self.cached, self.read)

    @property
    def batch_share(self) -> Pair | None:
        """In whole percent of all tokens, in the same way."""
        return _moved(self.batched, self.tokens)

    @property
    def written_share(self) -> Pair | None:
        return _moved(Pair(self.tokens.before - self.read.before, self.tokens.now - self.read.now), self.tokens)


def rows_of(before: Span, now: Span) -> Rows:
    billed = {(connection, model) for (connection, _), model in models_of(before, now).items() if model}
    return [
        (at, row)
        for at, span in enumerate((before, now))
        for row in span.usage
        if row.input + row.output > 0 and (row.connection, row.labels.model) in billed
    ]


def uses_of(rows: Rows, by: Dimension, label: Label, connections: Iterable[Connection]) -> Uses | None:
    """Of what has this label; None where nothing tells."""
    connected = {connection.id: connection for connection in connections}
    mine = [(at, row) for at, row in rows if label_of(by, row.labels.of(by.value), connected[row.connection]) == label]

    def pair(numbers: Iterable[tuple[int, int]]) -> Pair:
        found = [0, 0]
        for at, number in numbers:
            found[at] += number
        return Pair(*found)

    if not mine:
        return None
    return Uses(
        requests=pair((at, row.requests) for at, row in mine),
        tokens=pair((at, row.input + row.output) for at, row in mine),
        read=pair((at, row.input) for at, row in mine),
        cached=pair((at, row.cached) for at, row in mine),
        batched=pair((at, row.input + row.output) for at, row in mine if row.labels.batch == "true"),
    )


def _moved(part: Pair, whole: Pair) -> Pair | None:
    if not (whole.before > 0 and whole.now > 0):
        return None
    share = Pair(amounts.percent(part.before, whole.before), amounts.percent(part.now, whole.now))
    return share if abs(share.difference) >= LEAST_MOVE else None
