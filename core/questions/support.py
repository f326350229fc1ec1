"""What the providers' figures can tell: one table, which the parser, the answers and help go by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from core import amounts
from core.grain import MOST_BARS, Grain, bars_of
from core.questions.dimensions import COSTLY, RATES, Dimension, Measure
from core.questions.question import Period, Question

_DAY: Final = timedelta(days=1)
_NEWEST_DAYS: Final = 7
_BILLS: Final = tuple(measure for measure in Measure if measure in COSTLY)
_USAGE: Final = tuple(measure for measure in Measure if measure not in COSTLY)


@dataclass(frozen=True, slots=True)
class Support:
    exact: tuple[Measure, ...] = tuple(Measure)
    """The measures that are known by this dimension, to the last unit, where the provider splits by it."""
    shared: tuple[Measure, ...] = ()
    """Those that are shared out by what was used where the provider does not split by it. Others are not told."""
    why_not: str = ""
    """Why others are not, in a sentence."""
    nearest: Dimension = Dimension.MODEL
    """The dimension that comes nearest to it for those."""


SUPPORT: Final = {
    Dimension.MODEL: Support(),
    Dimension.PROJECT: Support(),
    Dimension.KEY: Support(shared=_BILLS),
    Dimension.USER: Support(shared=_BILLS),
    Dimension.CONNECTION: Support(),
    Dimension.PROVIDER: Support(),
    Dimension.ITEM: Support((Measure.COST,), why_not="Line items are known of costs only, not of what was used."),
    Dimension.TIER: Support(
        tuple(measure for measure in _USAGE if measure is not Measure.BATCH_SHARE),
        _BILLS,
        why_not="Batches are a tier of their own: there is no share of them in another.",
    ),
    Dimension.KIND: Support(_USAGE, _BILLS),
}


def dimensions_of(question: Question) -> list[Dimension]:
    """Those it splits by and those it is narrowed by, each once."""
    mine = (Dimension.USER,) if question.mine else ()
    return list(dict.fromkeys((*question.by, *(each.dimension for each in question.filters), *mine)))


def is_told(measure: Measure, dimension: Dimension) -> bool:
    return measure in (*SUPPORT[dimension].exact, *SUPPORT[dimension].shared)


def unsupported(question: Question) -> str | None:
    """Why no data supports this question, in a sentence; None when data does."""
    if refused := _refused(question):
        return SUPPORT[refused[0]].why_not
    return _no_such_chart(question)


def supported(question: Question) -> tuple[Question, ...]:
    """The question itself, or, where no data supports it, those next to it that data does, nearest first."""
    refused = _refused(question)
    if not refused:
        return (question,) if _no_such_chart(question) is None else tuple(_with_other_charts(question))
    other_measures = [replace(question, measure=measure) for measure in Measure]
    by = tuple(dict.fromkeys(_nearest(question.by, question.measure)))
    without = tuple(each for each in question.filters if each.dimension not in refused)
    nearest = [*(each for each in other_measures if not _refused(each)), replace(question, by=by, filters=without)]
    in_order = reversed(nearest) if question.measure in RATES else nearest
    return tuple(near for each in in_order for near in supported(each))


def told_by(measure: Measure) -> list[Dimension]:
    """The dimensions that a measure is known by."""
    return [dimension for dimension in Dimension if is_told(measure, dimension)]


def _no_such_chart(question: Question) -> str | None:
    """Why what is asked for cannot be drawn as asked, in a sentence."""
    if question.ranked and not question.by:
        return "Ranked bars are of the parts of something: say what it is to be split by."
    if question.per is None:
        return None
    if question.ranked:
        return "Ranked bars are of the whole period: they have no width."
    if question.per is Grain.HOUR and question.measure in RATES:
        return "Such a rate is known by the day: I don't tell it by the hour."
    bars = _bars(question, question.per)
    return f"That would be {bars:,} bars, and a chart has room for {MOST_BARS}." if bars > MOST_BARS else None


def _with_other_charts(question: Question) -> Iterator[Question]:
    if not question.ranked:
        yield from _with_fewer_bars(question)
        return
    if question.by:
        yield replace(question, per=None)
    elif is_told(question.measure, Dimension.MODEL):
        yield replace(question, per=None, by=(Dimension.MODEL,))
    yield from supported(replace(question, ranked=False))


def _with_fewer_bars(question: Question) -> Iterator[Question]:
    """The finest bars that fit; or of hours, where a week has more than enough, the newest."""
    period, is_rate = question.period, question.measure in RATES
    grains = [each for each in Grain if not (is_rate and each is Grain.HOUR)]
    yield replace(question, per=next(each for each in grains if _bars(question, each) <= MOST_BARS))
    if question.per is Grain.HOUR and not is_rate:
        first, last = period.end - _DAY * _NEWEST_DAYS, period.end - _DAY
        yield replace(question, period=Period(first, period.end, amounts.days(first, last, year=True)))


def _bars(question: Question, grain: Grain) -> int:
    return bars_of(question.period.first, question.period.end, grain, question.week_start)


def _nearest(dimensions: Iterable[Dimension], measure: Measure) -> Iterable[Dimension]:
    for each in dimensions:
        yield each if is_told(measure, each) else SUPPORT[each].nearest


def _refused(question: Question) -> list[Dimension]:
    return [each for each in dimensions_of(question) if not is_told(question.measure, each)]
