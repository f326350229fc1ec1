"""The answer to a question: what was billed, the change, the chart, the lines, and how far to trust them."""

from dataclasses import replace
from typing import Any, Final

from bot.views.answer_words import facts, footer, headline, line_change
from bot.views.ask_buttons import ask_buttons, why_button
from bot.views.text import escape, mrkdwn, plain
from core.questions import Dimension, Measure, Question, last_days, month_to_date
from core.reports import Line, Report, alt_text
from core.reports.alt_text import beside

Block = dict[str, Any]

LONGEST_HEADER: Final = 150
LONGEST_NAME: Final = 80
LONGEST_ALT: Final = 2000
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def build_answer(report: Report, chart_file_id: str | None, why: str = "", asker: str = "") -> tuple[str, list[Block]]:
    """Text and blocks. `chart_file_id` is the uploaded picture; `why` (mrkdwn, ours) and the name of who asked are said
    below where they are given.

    Names from outside stand in plain text and rich text only, where Slack reads no markup, mention or emoji.
    """
    head = headline(report)
    blocks: list[Block] = [
        {"type": "header", "text": plain(head[:LONGEST_HEADER])},
        {"type": "section", "text": plain("\n".join(facts(report)))},
    ]
    if chart_file_id is not None:
        picture = {"slack_file": {"id": chart_file_id}, "alt_text": alt_text(report)[:LONGEST_ALT]}
        blocks.append({"type": "image", **picture})
    if report.lines:
        blocks.append(_lines(report))
    asked = f" · asked by {_short(asker)}" if asker else ""
    notes = [plain(footer(report) + asked), *([mrkdwn(why)] if why else [])]
    blocks.append({"type": "context", "elements": notes})
    buttons = ask_buttons(_next_questions(report))
    if report.change is not None and report.question.measure is Measure.COST:
        buttons.append(why_button(replace(report.question, by=(), privately=False)))
    blocks.append({"type": "actions", "elements": buttons})
    return f"{head}. {escape(facts(report)[0])}", blocks


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


def _next_questions(report: Report) -> list[tuple[str, Question]]:
    """What the buttons ask: another split of the same period, or the same split of another period."""
    asked = report.question
    today = report.days.now.date()
    ways = [
        ("By model", replace(asked, by=(Dimension.MODEL,))),
        ("By project", replace(asked, by=(Dimension.PROJECT,))),
        ("7 days", replace(asked, period=last_days(7, today))),
        ("30 days", replace(asked, period=last_days(30, today))),
        ("Month to date", replace(asked, period=month_to_date(today))),
    ]
    return [(text, question) for text, question in ways if not _same(question, asked)]


def _same(one: Question, other: Question) -> bool:
    """Whether two questions have the same answer: "this month" is the month to date."""
    return (one.by, one.period.first, one.period.end) == (other.by, other.period.first, other.period.end)
