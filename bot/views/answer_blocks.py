"""What every answer is made of: header, facts, picture, lines or table, how far to trust them, what to ask next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.views.ask_buttons import back_button, detail_button, table_button, why_button
from bot.views.menus import menus
from bot.views.text import escape, mrkdwn, plain, read_words
from core.amounts import NO_BREAK
from core.reports import Answered

Block = dict[str, Any]

LONGEST_HEADER: Final = 150
LONGEST_NAME: Final = 80
LONGEST_ALT: Final = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What an answer says, in plain text: names from outside stand in it as they are."""

    head: str
    facts: Sequence[str]
    alt_text: str
    lines: Sequence[tuple[str, str]]
    """An amount, and what it is of."""
    footer: str


def build(
    report: Answered,
    words: Words,
    table: Block | None,
    chart_file_id: str | None,
    why: str,
    asker: str,
    before: str,
    *,
    explained: bool,
) -> tuple[str, list[Block]]:
    """Text and blocks. `table` stands in place of the lines; `explained`: whether [Why] tells the change."""
    blocks = head(words, chart_file_id)
    if table is not None:
        blocks.append(table)
    elif words.lines:
        blocks.append(_lines(words.lines))
    asked = f" · asked{', and changed,' if before else ''} by {short(asker)}" if asker else ""
    read = read_words(report.days.read_at)
    notes = [plain(words.footer + asked), *read, *([mrkdwn(why)] if why else [])]
    blocks.append({"type": "context", "elements": notes})
    if choices := menus(report):
        blocks.append({"type": "actions", "elements": choices})
    question = report.question
    buttons = [*([back_button(before)] if before else []), table_button(question)]
    if explained:
        buttons.append(why_button(replace(question, by=(), privately=False, table=False)))
    buttons.append(detail_button(replace(question, privately=False, table=False)))
    blocks.append({"type": "actions", "elements": buttons})
    return f"{words.head}. {escape(words.facts[0])}", blocks


def head(words: Words, chart_file_id: str | None) -> list[Block]:
    """The first line, the facts, and the uploaded picture where there is one."""
    blocks: list[Block] = [
        {"type": "header", "text": plain(words.head[:LONGEST_HEADER])},
        {"type": "section", "text": plain("\n".join(words.facts))},
    ]
    if chart_file_id is not None:
        picture = {"slack_file": {"id": chart_file_id}, "alt_text": words.alt_text[:LONGEST_ALT]}
        blocks.append({"type": "image", **picture})
    return blocks


def short(name: str) -> str:
    """On one line, at most 80 characters."""
    one_line = " ".join(name.split())
    return one_line if len(one_line) <= LONGEST_NAME else one_line[: LONGEST_NAME - 1] + "…"


def _lines(lines: Sequence[tuple[str, str]]) -> Block:
    """One line each: the amounts below each other in a column, so that a long name wraps behind them."""
    width = max(len(shown) for shown, _ in lines)
    elements: list[Block] = []
    for number, (shown, words) in enumerate(lines):
        amount = shown.rjust(width).replace(" ", NO_BREAK)
        start = [{"type": "text", "text": "\n"}] if number else []
        code = {"type": "text", "text": amount, "style": {"code": True}}
        elements += [*start, code, {"type": "text", "text": f"  {words}"}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}
