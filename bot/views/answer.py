"""The answer to a question: what was billed, the change, the chart, the lines, and how far to trust them."""

from dataclasses import replace
from typing import Any, Final

from bot.views.answer_words import facts, footer, headline, line_change
from bot.views.ask_buttons import back_button, detail_button, table_button, why_button
from bot.views.menus import menus
from bot.views.table import build_table
from bot.views.text import escape, mrkdwn, plain, read_words
from core.questions import Measure
from core.reports import Line, Report
from core.reports.alt_text import beside
from core.reports.picture import picture_in_words

Block = dict[str, Any]

LONGEST_HEADER: Final = 150
LONGEST_NAME: Final = 80
LONGEST_ALT: Final = 2000
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def build_answer(
    report: Report,
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
    blocks = build_head(report, chart_file_id)
    table = build_table(report, native=native_tables) if report.question.table else None
    if table is not None:
        blocks.append(table)
    elif report.lines:
        blocks.append(_lines(report))
    asked = f" · asked{', and changed,' if before else ''} by {_short(asker)}" if asker else ""
    notes = [plain(footer(report) + asked), *read_words(report.days.read_at), *([mrkdwn(why)] if why else [])]
    blocks.append({"type": "context", "elements": notes})
    if choices := menus(report):
        blocks.append({"type": "actions", "elements": choices})
    buttons = [*([back_button(before)] if before else []), table_button(report.question)]
    if report.change is not None and report.question.measure is Measure.COST:
        buttons.append(why_button(replace(report.question, by=(), privately=False, table=False)))
    buttons.append(detail_button(replace(report.question, privately=False, table=False)))
    blocks.append({"type": "actions", "elements": buttons})
    return f"{headline(report)}. {escape(facts(report)[0])}", blocks


def build_head(report: Report, chart_file_id: str | None) -> list[Block]:
    """What it comes to, what to know first, and the uploaded picture."""
    blocks: list[Block] = [
        {"type": "header", "text": plain(headline(report)[:LONGEST_HEADER])},
        {"type": "section", "text": plain("\n".join(facts(report)))},
    ]
    if chart_file_id is not None:
        picture = {"slack_file": {"id": chart_file_id}, "alt_text": picture_in_words(report)[:LONGEST_ALT]}
        blocks.append({"type": "image", **picture})
    return blocks


def _lines(report: Report) -> Block:
    """One line each: the amounts below each other in a column, so that a long name wraps behind them."""
    width = max(len(line.shown) for line in report.lines)
    elements: list[Block] = []
    for number, line in enumerate(report.lines):
        amount = line.shown.rjust(width).replace(" ", _NO_BREAK)
        start = [{"type": "text", "text": "\n"}] if number else []
        words = f"  {_short(line.name)}{_change(line)}{_beside(report, line)}"
        elements += [*start, {"type": "text", "text": amount, "style": {"code": True}}, {"type": "text", "text": words}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _beside(report: Report, line: Line) -> str:
    words = beside(report, line)
    return f"  {words.strip()}" if words else ""


def _change(line: Line) -> str:
    words = line_change(line)
    return f"  {words}" if words else ""


def _short(name: str) -> str:
    """On one line, at most 80 characters."""
    one_line = " ".join(name.split())
    return one_line if len(one_line) <= LONGEST_NAME else one_line[: LONGEST_NAME - 1] + "…"
