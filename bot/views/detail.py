"""What stands in an answer's thread on demand, above its file: all of its lines in a table."""

from typing import Any, Final

from bot.views.answer_words import footer, headline
from bot.views.rate_table import build_rate_table
from bot.views.rates import rate_footer, rate_head
from bot.views.table import build_table
from bot.views.text import escape, plain, read_words
from core.reports import Answered, Rates

Block = dict[str, Any]

LONGEST: Final = 3000


def build_detail(report: Answered, native_tables: bool) -> tuple[str, list[Block]]:
    """Text and blocks; of a report whose question asks for a table. `native_tables`: as in `build_table`."""
    notes = [rate_footer(report)] if isinstance(report, Rates) else [footer(report)]
    if isinstance(report, Rates):
        head, table = rate_head(report), build_rate_table(report, native=native_tables)
    else:
        head, table = headline(report), build_table(report, native=native_tables)
        if more := sum(line.others for line in report.table):
            notes.append(f"The last line is {more} together. The file below has each of them, by the day.")
    blocks: list[Block] = [{"type": "section", "text": plain(head[:LONGEST])}, *([table] if table is not None else [])]
    first, *others = map(plain, notes)
    blocks.append({"type": "context", "elements": [first, *read_words(report.days.read_at), *others]})
    return escape(head), blocks
