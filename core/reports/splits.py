"""Whether the provider split its figures by what a question is about: what it did not split cannot be told apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.collection.ledger import LedgerDay
from core.estimates.days import COSTS, ConnectionDay
from core.questions.dimensions import OF_CONNECTIONS, Dimension, Measure
from core.questions.filters import Filters, written
from core.questions.not_understood import NotUnderstood
from core.questions.question import Question, sentence
from core.questions.support import SUPPORT, dimensions_of, unsupported
from core.questions.words import shortened
from core.reports.days import Ledger


def grouping_of(dimension: Dimension, measure: Measure) -> str | None:
    """The provider's grouping that a dimension needs, if any: which model a cost is for stands in its line item."""
    if dimension in OF_CONNECTIONS or (dimension is Dimension.KIND and measure is not Measure.COST):
        return None
    return "item" if dimension is Dimension.MODEL and measure is Measure.COST else dimension.value


Shares = Mapping[Dimension, frozenset[ConnectionDay]]
"""The days of which costs are not split by a dimension, and can be shared out by what was used; each has some."""


def shares_of(question: Question, scopes: Iterable[Filters], ledgers: Mapping[int, Iterable[LedgerDay]]) -> Shares:
    """What is to be shared out for this question, by the dimensions that it splits by or is narrowed by.

    Nothing is by what limits it: whether a share is within a limit, nobody knows.
    """
    limiting = {each.dimension for filters in scopes for each in filters}
    lines = [(connection, line) for connection, of_it in ledgers.items() for line in of_it]
    wanted = [each for each in dimensions_of(question) if question.measure in SUPPORT[each].shared]
    shares = {each: _days_to_share(each, lines) for each in wanted if each not in limiting}
    return {dimension: days for dimension, days in shares.items() if days}


def _days_to_share(dimension: Dimension, lines: Sequence[tuple[int, LedgerDay]]) -> frozenset[ConnectionDay]:
    def is_split(line: LedgerDay) -> bool:
        """Each service is a kind of its own."""
        if dimension is Dimension.KIND:
            return line.endpoint != COSTS
        return dimension.value in line.grouping

    used = {(connection, line.day) for connection, line in lines if is_split(line)}
    billed = {(connection, line.day) for connection, line in lines if line.endpoint == COSTS and not is_split(line)}
    return frozenset(billed & used)


def not_split(
    question: Question, scopes: Iterable[Filters], days: Sequence[date], ledger: Ledger, shares: Shares
) -> NotUnderstood | None:
    """Refuse a dimension that the provider split no day of the period by, and that nothing is shared out by."""
    refused = [
        each
        for each in _dimensions(question, scopes)
        if _splits_none(each, question.measure, days, ledger)
        and not any(day in days for _, day in shares.get(each, ()))
    ]
    if not refused:
        return None
    dimension = refused[0]
    nearest = dict.fromkeys(sentence(each) for each in _nearest(question, dimension) if each != question)
    of = "costs" if question.measure is Measure.COST else "usage"
    why = f"OpenAI does not split this organization's {of} by {dimension}."
    about = written(each for each in question.filters if each.dimension is dimension) or "mine"
    return NotUnderstood(f"by {dimension}" if dimension in question.by else shortened(about), tuple(nearest), why)


def unsplit_days(
    question: Question, scopes: Iterable[Filters], days: Iterable[date], ledger: Ledger, shares: Shares
) -> tuple[date, ...]:
    """Those of the days that cannot be narrowed as asked."""
    wanted = {
        dimension: grouping
        for dimension in narrowed_by(question, scopes)
        if (grouping := grouping_of(dimension, question.measure)) is not None
    }

    def is_unsplit(day: date) -> bool:
        return any(
            ledger.collected(each, day)
            and not ledger.split(each.id, day, grouping)
            and (each.id, day) not in shares.get(dimension, ())
            for each in ledger.connections
            for dimension, grouping in wanted.items()
        )

    return tuple(filter(is_unsplit, days))


def _nearest(question: Question, dimension: Dimension) -> Iterator[Question]:
    """The same of what is split by it, or else without it."""
    in_tokens = replace(question, measure=Measure.TOKENS)
    if question.measure is Measure.COST and unsupported(in_tokens) is None:
        yield in_tokens
    filters = tuple(each for each in question.filters if each.dimension is not dimension)
    by = tuple(each for each in question.by if each is not dimension)
    mine = question.mine and dimension is not Dimension.USER
    for others in [by] if by else [(Dimension.PROJECT,), (Dimension.CONNECTION,)]:
        yield replace(question, by=others, filters=filters, mine=mine)


def narrowed_by(question: Question, scopes: Iterable[Filters]) -> set[Dimension]:
    """The dimensions of the question's filters and of the scopes."""
    of_filters = {each.dimension for filters in (question.filters, *scopes) for each in filters}
    return of_filters | ({Dimension.USER} if question.mine else set())


def _dimensions(question: Question, scopes: Iterable[Filters]) -> list[Dimension]:
    narrowed = narrowed_by(question, scopes)
    return list(dict.fromkeys([*question.by, *(each for each in Dimension if each in narrowed)]))


def _splits_none(dimension: Dimension, measure: Measure, days: Sequence[date], ledger: Ledger) -> bool:
    wanted = grouping_of(dimension, measure)
    return wanted is not None and not any(
        ledger.split(each.id, day, wanted) for each in ledger.connections for day in days
    )
