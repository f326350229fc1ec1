"""What stands in an answer's thread on demand, above its file: all of its lines in a table."""

from typing import Any, Final

from bot.views.answer_words import footer, headline
from bot.views.table import build_table
from bot.views.text import escape, plain, read_words
from core.reports import Report

Block = dict[str, Any]

LONGEST: Final = 3000


def build_detail(report: Report, native_tables: bool) -> tuple[str, list[Block]]:
    """Text and blocks; of a report whose question asks for a table. `native_tables`: as in `build_table`."""
    head = headline(report)
    blocks: list[Block] = [{"type": "section", "text": plain(head[:LONGEST])}]
    if (table := build_table(report, native=native_tables)) is not None:
        blocks.append(table)
    notes = [plain(footer(report)), *read_words(report.days.read_at)]
    if more := sum(line.others for line in report.table):
        notes.append(plain(f"The last line is {more} together. The file below has each of them, by the day."))
    blocks.append({"type": "context", "elements": notes})
    return escape(head), blocks
