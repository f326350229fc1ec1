"""The answer to a question: what was billed, the change, the chart, the lines, and how far to trust them."""

from typing import Any

from bot.views.answer_blocks import Words, build, head, short
from bot.views.answer_words import facts, footer, headline, line_change
from bot.views.rate_table import build_rate_table
from bot.views.rates import rate_words
from bot.views.table import build_table
from core.questions import Measure
from core.reports import Answered, Line, Rates, Report
from core.reports.alt_text import beside
from core.reports.picture import picture_in_words

Block = dict[str, Any]


def build_answer(
    report: Answered,
    chart_file_id: str | None,
    why: str = "",
    asker: str = "",
    before: str = "",
    native_tables: bool = True,
) -> tuple[str, list[Block]]:
    """Text and blocks. `chart_file_id` is the uploaded picture; `why` (mrkdwn, ours) and the name of who asked are said
    below where they are given. `before`: the sentence that was answered here before; "" for none.

    Names from outside stand in plain text and rich text only, where Slack reads no markup, mention or emoji.
    """
    wants_table = report.question.table
    if isinstance(report, Rates):
        table = build_rate_table(report, native=native_tables) if wants_table else None
        return build(report, rate_words(report), table, chart_file_id, why, asker, before, explained=False)
    table = build_table(report, native=native_tables) if wants_table else None
    explained = report.change is not None and report.question.measure is Measure.COST
    return build(report, _words(report), table, chart_file_id, why, asker, before, explained=explained)


def build_head(report: Report, chart_file_id: str | None) -> list[Block]:
    """What it comes to, what to know first, and the uploaded picture."""
    return head(_words(report), chart_file_id)


def _words(report: Report) -> Words:
    lines = [(line.shown, _line(report, line)) for line in report.lines]
    return Words(headline(report), facts(report), picture_in_words(report), lines, footer(report))


def _line(report: Report, line: Line) -> str:
    parts = (short(line.name), beside(report, line).strip(), line_change(line))
    return "  ".join(part for part in parts if part)
