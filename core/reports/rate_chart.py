"""A report of rates as a chart of lines, and in words for those who do not see it."""

import math
from collections.abc import Mapping
from typing import Final

from core import amounts
from core.chart import WHOLE, Bars, Chart
from core.colours import assign
from core.money import NANOS
from core.questions.dimensions import COSTLY, Measure
from core.questions.filters import in_words
from core.reports.bars import Timeline, timeline
from core.reports.chart import subject
from core.reports.rate import NOTHING, RateLine, Rates, Ratio, price_of, rate_shown

LONGEST: Final = 2000
_LONGEST_NAME: Final = 80
_ONLY_SLOT: Final = 0
_BEHIND: Final = {Measure.PER_TOKENS: " per 1M tokens", Measure.PER_REQUEST: " per request"}
_OF: Final = {
    Measure.CACHE_RATE: " of what was read came from the cache",
    Measure.BATCH_SHARE: " of the tokens went in batches",
}


def rate_headline(rates: Rates) -> str:
    """ "$1.84 per 1M tokens", "62 % of what was read came from the cache"."""
    return f"{shown(rates, rates.whole)}{_BEHIND.get(rates.question.measure) or _OF[rates.question.measure]}"


def shown(rates: Rates, line: RateLine) -> str:
    return rate_shown(line.ratio, rates.question.measure, rates.unit, line.about)


def _shown(rates: Rates, ratio: Ratio) -> str:
    return rate_shown(ratio, rates.question.measure, rates.unit, rates.whole.about)


def rate_chart_of(rates: Rates, known_colours: Mapping[str, int]) -> Chart:
    """The lines that used most, and grey, that of the whole. Days that do not count are gaps."""
    colours = assign(known_colours, rates.colour_keys)
    bars = timeline(rates.days, rates.question)
    series = [_line(rates, each, bars, colours[each.key]) for each in rates.lines]
    series.append(_line(rates, rates.whole, bars, WHOLE if series else _ONLY_SLOT))
    return Chart(
        title=f"{rate_headline(rates)} · {subject(rates.question)}",
        starts=bars.starts,
        grain=bars.grain,
        series=tuple(series),
        unit=rates.unit if rates.question.measure in COSTLY else "%",
        open_bars=bars.open_bars,
        note=rate_note(rates, open_as="dashed"),
        is_lines=True,
        is_rate=True,
    )


def rate_alt_text(rates: Rates, *, is_ranked: bool = False) -> str:
    """Plain text, at most 2000 characters."""
    question, days = rates.question, rates.days
    split = f", split by {' and '.join(question.by)}" if question.by else ""
    per = f" per {question.per}" if question.per is not None else ""
    narrowed = in_words(each for filters in (question.filters, *rates.scopes) for each in filters)
    narrowed = ", ".join(part for part in ("mine" if question.mine else "", narrowed) if part)
    when = amounts.days(days.first, days.last, year=True)
    parts = [
        f"{'Ranked bar' if is_ranked else 'Line'} chart of {question.measure}{per}{split}, {when}, UTC days.",
        *([f"Only {narrowed[:_LONGEST_NAME]}."] if narrowed else []),
        f"{rate_headline(rates)}.",
        *(f"{line.name[:_LONGEST_NAME]}: {shown(rates, line)}." for line in rates.lines),
    ]
    if is_ranked:
        return " ".join(parts)[:LONGEST]
    bars = timeline(days, question)
    known = [(at, ratio) for at, ratio in enumerate(rate_sums(rates.whole, bars)) if ratio.is_known]
    if len(known) > 1:
        values = [(rate_value(ratio, question.measure), at, ratio) for at, ratio in known]
        for word, (_, at, ratio) in (("Highest", max(values, key=_first)), ("Lowest", min(values, key=_first))):
            parts.append(
                f"{word} {bars.when(at)}: {rate_shown(ratio, question.measure, rates.unit, rates.whole.about)}."
            )
    return " ".join(parts)[:LONGEST]


def _first(value: tuple[float, int, Ratio]) -> float:
    return value[0]


def _line(rates: Rates, line: RateLine, bars: Timeline, colour: int | None) -> Bars:
    measure = rates.question.measure
    values = (rate_value(each, measure) if each.is_known else math.nan for each in rate_sums(line, bars))
    return Bars(line.name, tuple(values), shown(rates, line), colour)


def rate_sums(line: RateLine, bars: Timeline) -> list[Ratio]:
    """Of each bar, the ratio of its days' sums."""
    found = [NOTHING] * len(bars.starts)
    for place, ratio in zip(bars.places, line.by_day, strict=True):
        found[place] += ratio
    return found


def rate_value(ratio: Ratio, measure: Measure) -> float:
    """Whole units of the currency, or percent."""
    return price_of(ratio, measure) / NANOS if measure in COSTLY else 100 * ratio.over / ratio.under


def rate_note(rates: Rates, *, open_as: str) -> str:
    """Which days do not count, or how those are drawn that are not settled."""
    parts = []
    if rates.left_out:
        why = "not settled or collected yet" if rates.days.missing else "not settled yet"
        parts.append(f"without {amounts.named_days(rates.left_out)}: {why}")
    elif rates.days.unsettled:
        parts.append(f"{open_as}: {amounts.named_days(rates.days.unsettled)} not settled yet")
    note = " · ".join(parts)
    return note[:1].upper() + note[1:]
