"""Putting an explanation together. All sums are of integers; what is written is rounded once, at the end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from core.connection import Connection
from core.estimates.rows import Span
from core.providers.contract import Name
from core.questions.dimensions import Dimension
from core.questions.filters import Filters
from core.questions.question import Question
from core.reports.build import LEADS_A_TIE
from core.reports.labels import Label
from core.reports.report import Change
from core.why.asked import SPLITS
from core.why.cells import Cells, Pair, cells_of, told_apart
from core.why.explanation import Days, Explanation, News, NothingBilled
from core.why.movers import FLOOR, best_split, movers_of, names_by_label
from core.why.uses import rows_of

Labels = Mapping[Dimension, Collection[Label]]


def explain(
    question: Question,
    days: Days,
    before: Days,
    spans: tuple[Span, Span],
    known: Labels,
    looked_back: int,
    connections: Sequence[Connection],
    names: Mapping[int, Iterable[Name]],
    open_days: Sequence[date],
    read_at: datetime | None,
    now: datetime,
    scopes: Sequence[Filters] = (),
    *,
    is_shared: bool = False,
) -> Explanation | NothingBilled:
    """Why `days` cost what they did, beside the days `before`; `spans` are what was billed and used in both, in the
    same order, narrowed already.

    `known`: what had a bill in the `looked_back` days right before `days`, by project, model and key.
    """
    totals = _totals(*spans)
    if not totals:
        return NothingBilled(question, days, before, tuple(scopes))
    currency = max(totals, key=lambda each: (max(map(abs, totals[each])), each == LEADS_A_TIE, each))
    cells = cells_of(*spans, currency, connections)
    told = _told(*spans)
    by = question.by[0] if question.by else best_split(cells, told)
    named = names_by_label(cells, connections, names)
    whole, movers = movers_of(cells, by, told, rows_of(*spans), named, currency, connections)
    return Explanation(
        question=question,
        days=days,
        before=before,
        change=_change(totals[currency], currency),
        shown=whole,
        by=by,
        movers=movers,
        new=() if is_shared else tuple(_new(cells, told, known, named)),
        looked_back=looked_back,
        gone=() if is_shared else tuple(_gone(cells, told, named)),
        other_currencies={each: _change(totals[each], each) for each in sorted(totals) if each != currency},
        open_days=tuple(open_days),
        is_shared=is_shared,
        read_at=read_at,
        now=now,
        scopes=tuple(scopes),
    )


def _totals(before: Span, now: Span) -> dict[str, Pair]:
    """By currency, those that have any amount."""
    totals: dict[str, list[int]] = {}
    for at, span in enumerate((before, now)):
        for bill in span.bills:
            if bill.nanos:
                totals.setdefault(bill.currency, [0, 0])[at] += bill.nanos
    return {currency: Pair(*amounts) for currency, amounts in totals.items()}


def _change(total: Pair, unit: str) -> Change:
    return Change(total.now, total.before, unit)


def _told(*spans: Span) -> set[Dimension]:
    """The dimensions by which everything is split; the model stands in each line of a bill."""
    return {Dimension.MODEL}.union(set.intersection(*told_apart(*spans).values()))


def _new(
    cells: Cells, told: Collection[Dimension], known: Labels, names: Mapping[tuple[Dimension, Label], str]
) -> Iterable[News]:
    for by, label, cost in _worth_naming(cells, told):
        if not cost.before and label not in known[by]:
            yield News(by, names[by, label], cost.now)


def _gone(cells: Cells, told: Collection[Dimension], names: Mapping[tuple[Dimension, Label], str]) -> Iterable[News]:
    for by, label, cost in _worth_naming(cells, told):
        if not cost.now:
            yield News(by, names[by, label], cost.before)


def _worth_naming(cells: Cells, told: Collection[Dimension]) -> list[tuple[Dimension, Label, Pair]]:
    """Projects, models and keys, with what they cost, the dearest first; those that cost next to nothing are noise."""
    costs: dict[tuple[Dimension, Label], list[Pair]] = {}
    for cell in cells:
        for by in SPLITS:
            if by in told and cell.labels[by].value:
                costs.setdefault((by, cell.labels[by]), []).append(cell.cost)
    found = [(by, label, Pair.sum(pairs)) for (by, label), pairs in costs.items()]
    found = [each for each in found if max(each[2]) >= FLOOR]
    return sorted(found, key=lambda each: (-max(each[2]), SPLITS.index(each[0]), each[1].value))
