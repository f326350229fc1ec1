"""Finds what filters come to in a workspace's figures."""

from collections.abc import Sequence
from dataclasses import replace

from core.connection import Connection
from core.narrowing import (
    KINDS,
    Known,
    Narrowing,
    everything,
    is_empty,
    narrowed,
    nearest_names,
    unmatched,
)
from core.questions import Filter, Filters, NotUnderstood, Question, sentence, written
from core.questions.words import shortened
from core.reports import NothingLeft
from storage.names import NameStore
from storage.reports import Reports


class Narrow:
    def __init__(self, reports: Reports, names: NameStore) -> None:
        self._reports = reports
        self._names = names

    async def to(
        self, workspace: str, connections: Sequence[Connection], question: Question, scopes: Sequence[Filters]
    ) -> Narrowing | NothingLeft | NotUnderstood:
        """What the question's filters and every one of `scopes` keep.

        A filter that nothing matches is not understood: names like it are offered, of what is in the scopes alone.
        """
        narrowing = everything(connections)
        if not narrowing:
            return narrowing
        for filters in scopes:
            known = await self._known(workspace, connections, filters, narrowing)
            narrowing = narrowed(narrowing, filters, known, fails_closed=True)
        if is_empty(narrowing):
            return NothingLeft(question, tuple(scopes))
        if not question.filters:
            return narrowing
        known = await self._known(workspace, connections, question.filters, narrowing)
        missed = unmatched(narrowing, question.filters, known)
        if missed is not None:
            return _no_such_name(question, missed, nearest_names(narrowing, missed, known))
        narrowing = narrowed(narrowing, question.filters, known)
        return NothingLeft(question, tuple(scopes)) if is_empty(narrowing) else narrowing

    async def _known(
        self, workspace: str, connections: Sequence[Connection], filters: Filters, within: Narrowing
    ) -> Known:
        dimensions = list(dict.fromkeys(each.dimension for each in filters))
        labels = await self._reports.labels(workspace, dimensions, within)
        kinds = [KINDS[each] for each in dimensions if each in KINDS]
        return Known(connections, labels, await self._names.of(workspace, kinds))


def _no_such_name(question: Question, missed: Filter, names: Sequence[str]) -> NotUnderstood:
    """Offer the same question with each name in place of the pattern, or else without the filter."""
    offered: list[Filters] = [
        tuple(replace(each, pattern=name) if each == missed else each for each in question.filters) for name in names
    ] or [tuple(each for each in question.filters if each != missed)]
    nearest = tuple(sentence(replace(question, filters=filters)) for filters in offered)
    why = f"No {missed.dimension} of this name has been collected."
    return NotUnderstood(shortened(written([missed])), nearest, why)
