"""Finds what filters come to in a workspace's figures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.connection import Connection
from core.narrowing import (
    KINDS,
    Condition,
    Known,
    Narrowing,
    everything,
    is_empty,
    narrowed,
    nearest_names,
    unmatched,
)
from core.people import People
from core.questions import Dimension, Filter, Filters, NotUnderstood, Question, in_words, sentence, written
from core.questions.mentions import mentioned_in
from core.questions.words import shortened
from core.reports import NoSuchUser, NothingLeft, Unmatched
from storage.names import NameStore
from storage.reports import Reports

NOBODY: Final = People()


class Narrow:
    def __init__(self, reports: Reports, names: NameStore) -> None:
        self._reports = reports
        self._names = names

    async def to(
        self,
        workspace: str,
        connections: Sequence[Connection],
        question: Question,
        scopes: Sequence[Filters],
        people: People = NOBODY,
    ) -> Narrowing | NothingLeft | NotUnderstood | NoSuchUser:
        """What the question's filters and every one of `scopes` keep.

        A filter that nothing matches is not understood: names like it are offered, of what is in the scopes alone.
        `people`: whom `mine` and the filters are about.
        """
        narrowing = everything(connections)
        if not narrowing:
            return narrowing
        for filters in scopes:
            known = await self._known(workspace, connections, filters, narrowing)
            narrowing = narrowed(narrowing, filters, known, fails_closed=True)
        if is_empty(narrowing):
            return NothingLeft(question, tuple(scopes))
        if question.mine:
            mine = await self._user(connections, people.asker)
            if isinstance(mine, Unmatched):
                return NoSuchUser(question, "", mine)
            narrowing = {each: (*held, Condition(Dimension.USER, mine)) for each, held in narrowing.items()}
        if not question.filters:
            return narrowing
        meant = await self._meant(connections, question, people)
        if isinstance(meant, NoSuchUser):
            return meant
        filters = tuple(meant)
        known = await self._known(workspace, connections, filters, narrowing)
        missed = unmatched(narrowing, filters, known)
        if missed is not None and (typed := meant[missed]) is not None:
            return _no_such_name(question, typed, nearest_names(narrowing, missed, known))
        narrowing = narrowed(narrowing, filters, known)
        return NothingLeft(question, tuple(scopes)) if is_empty(narrowing) else narrowing

    async def _meant(
        self, connections: Sequence[Connection], question: Question, people: People
    ) -> dict[Filter, Filter | None] | NoSuchUser:
        """The question's filters as the figures know them, each with what was typed for it.

        In place of somebody whom it mentions stand the provider's ids, which are known to exist: None for these.
        """
        meant: dict[Filter, Filter | None] = {}
        for each in question.filters:
            person = mentioned_in(each)
            if person is None:
                is_user = each.dimension is Dimension.USER
                meant[replace(each, pattern=each.pattern.removeprefix("@")) if is_user else each] = each
                continue
            ids = await self._user(connections, people.mentioned.get(person, ""))
            if isinstance(ids, Unmatched):
                return NoSuchUser(question, in_words([replace(each, excluded=False)]), ids)
            meant.update((replace(each, pattern=one), None) for one in sorted(ids))
        return meant

    async def _user(self, connections: Sequence[Connection], email: str) -> frozenset[str] | Unmatched:
        """The ids of the users with this e-mail."""
        if not email:
            return Unmatched.NO_EMAIL
        if found := await self._names.users(connections, email):
            return frozenset(found)
        return Unmatched.NOT_LISTED if any(each.names_missing for each in connections) else Unmatched.NOBODY

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
