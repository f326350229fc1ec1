"""The whole table of rates."""

from typing import Any

from bot.views.rates import difference, rate_head, rate_line_change, unit_of
from bot.views.table import HEADS, NOTHING, STARTS, as_block, cut, number, text
from core import amounts
from core.grain import Grain
from core.money import NANOS
from core.questions.dimensions import COSTLY
from core.reports import Rates
from core.reports.bars import timeline
from core.reports.lines import MOST_ROWS
from core.reports.rate import Ratio, rate_shown
from core.reports.rate_chart import rate_sums, shown

Block = dict[str, Any]


def build_rate_table(rates: Rates, *, native: bool) -> Block | None:
    """By label, or by bar where the question splits by nothing; None where there is nothing to list."""
    head, rows = _by_label(rates) if rates.question.by else _by_bar(rates)
    return as_block(head, rows, rate_head(rates), native=native) if rows else None


def _by_label(rates: Rates) -> tuple[list[str], list[list[Block]]]:
    head = [" and ".join(rates.question.by).capitalize(), _column(rates), "Change", unit_of(rates).capitalize()]
    return head, [
        [
            text(cut(line.name)),
            number(_worth(rates, line.ratio), shown(rates, line)),
            number(
                difference(line.change, rates) if line.change is not None else 0,
                rate_line_change(rates, line) or ("as usual" if line.change is not None else NOTHING),
            ),
            number(line.ratio.under, amounts.tokens(line.ratio.under)),
        ]
        for line in rates.table
    ]


def _by_bar(rates: Rates) -> tuple[list[str], list[list[Block]]]:
    """Newest first; what has no rate is not in it."""
    grain = rates.question.per or Grain.DAY
    bars = timeline(rates.days, rates.question, grain)
    rows = [
        [
            text(f"{start:{STARTS[grain]}}"),
            number(_worth(rates, ratio), rate_shown(ratio, rates.question.measure, rates.unit, rates.whole.about)),
            number(ratio.under, amounts.tokens(ratio.under)),
        ]
        for start, ratio in list(zip(bars.starts, rate_sums(rates.whole, bars), strict=True))[::-1]
        if ratio.is_known
    ]
    return [f"{HEADS[grain]} (UTC)", _column(rates), unit_of(rates).capitalize()], rows[:MOST_ROWS]


def _column(rates: Rates) -> str:
    measure = rates.question.measure.value
    return measure[:1].upper() + measure[1:]


def _worth(rates: Rates, ratio: Ratio) -> float:
    """What Slack sorts by."""
    return ratio.over / ratio.under / (NANOS if rates.question.measure in COSTLY else 1)
