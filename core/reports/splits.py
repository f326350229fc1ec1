"""Whether the provider split its figures by what a question is about: what it did not split cannot be told apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from core.collection.ledger import LedgerDay
from core.estimates.days import COSTS, ConnectionDay
from core.questions.dimensions import OF_CONNECTIONS, Dimension, Measure
from core.questions.filters import Filters, written
from core.questions.not_understood import NotUnderstood
from core.questions.question import Question, sentence
from core.questions.support import unsupported
from core.questions.words import shortened
from core.reports.days import Ledger


def grouping_of(dimension: Dimension, measure: Measure) -> str | None:
    """The provider's grouping that a dimension needs, if any: which model a cost is for stands in its line item."""
    if dimension in OF_CONNECTIONS or (dimension is Dimension.KIND and measure is not Measure.COST):
        return None
    return "item" if dimension is Dimension.MODEL and measure is Measure.COST else dimension.value


SHARED_BY: Final = frozenset({Dimension.KEY})
"""What usage may be split by where costs are not: these are then shared out by it."""


def without_shared(by: Iterable[Dimension]) -> tuple[Dimension, ...]:
    return tuple(each for each in by if each not in SHARED_BY)


def days_to_share(question: Question, ledgers: Mapping[int, Iterable[LedgerDay]]) -> frozenset[ConnectionDay]:
    """The days of which the costs are not split as asked, and can be shared out by what was used."""
    dimension = next((each for each in question.by if each in SHARED_BY), None)
    if question.measure is not Measure.COST or dimension is None:
        return frozenset()
    lines = [(connection, line) for connection, of_it in ledgers.items() for line in of_it]
    used = {(connection, line.day) for connection, line in lines if dimension.value in line.grouping}
    return frozenset(
        (connection, line.day)
        for connection, line in lines
        if line.endpoint == COSTS and dimension.value not in line.grouping and (connection, line.day) in used
    )


def not_split(
    question: Question, scopes: Iterable[Filters], days: Sequence[date], ledger: Ledger
) -> NotUnderstood | None:
    """Refuse a dimension that the provider split no day of the period by."""
    refused = [each for each in _dimensions(question, scopes) if _splits_none(each, question.measure, days, ledger)]
    if not refused:
        return None
    dimension = refused[0]
    nearest = dict.fromkeys(sentence(each) for each in _nearest(question, dimension) if each != question)
    of = "costs" if question.measure is Measure.COST else "usage"
    why = f"OpenAI does not split this organization's {of} by {dimension}."
    about = written(each for each in question.filters if each.dimension is dimension)
    return NotUnderstood(f"by {dimension}" if dimension in question.by else shortened(about), tuple(nearest), why)


def unsplit_days(
    question: Question, scopes: Iterable[Filters], days: Sequence[date], ledger: Ledger
) -> tuple[tuple[date, ...], bool]:
    """Days that cannot be narrowed as asked: of the period, and whether there is one among as many before it."""
    wanted = {
        grouping
        for filters in (question.filters, *scopes)
        for each in filters
        if (grouping := grouping_of(each.dimension, question.measure)) is not None
    }

    def is_unsplit(day: date) -> bool:
        return any(
            ledger.collected(each, day) and not ledger.split(each.id, day, grouping)
            for each in ledger.connections
            for grouping in wanted
        )

    before = (day - timedelta(days=len(days)) for day in days)
    return tuple(filter(is_unsplit, days)), any(map(is_unsplit, before))


def _nearest(question: Question, dimension: Dimension) -> Iterator[Question]:
    """The same of what is split by it, or else without it."""
    in_tokens = replace(question, measure=Measure.TOKENS)
    if question.measure is Measure.COST and unsupported(in_tokens) is None:
        yield in_tokens
    filters = tuple(each for each in question.filters if each.dimension is not dimension)
    by = tuple(each for each in question.by if each is not dimension)
    for others in [by] if by else [(Dimension.PROJECT,), (Dimension.CONNECTION,)]:
        yield replace(question, by=others, filters=filters)


def _dimensions(question: Question, scopes: Iterable[Filters]) -> list[Dimension]:
    of_filters = (each.dimension for filters in (question.filters, *scopes) for each in filters)
    return list(dict.fromkeys([*question.by, *of_filters]))


def _splits_none(dimension: Dimension, measure: Measure, days: Sequence[date], ledger: Ledger) -> bool:
    wanted = grouping_of(dimension, measure)
    return wanted is not None and not any(
        ledger.split(each.id, day, wanted) for each in ledger.connections for day in days
    )
