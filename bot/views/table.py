"""The whole table of an answer, as a block of Slack's: one that sorts and filters, or the plain one."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.views.answer_words import headline, line_change
from core import amounts
from core.grain import Grain
from core.money import NANOS
from core.questions import Measure
from core.reports import Line, Report
from core.reports.bars import timeline
from core.reports.lines import MOST_ROWS, all_written

Block = dict[str, Any]
Cell = dict[str, Any]

LONGEST_NAME: Final = 50
"""All cells of a table together may have 10,000 characters."""
PAGE: Final = 15
NOTHING: Final = "–"
STARTS: Final = {Grain.HOUR: "%Y-%m-%d %H:%M", Grain.DAY: "%Y-%m-%d", Grain.WEEK: "%Y-%m-%d", Grain.MONTH: "%Y-%m"}
HEADS: Final = {Grain.HOUR: "Hour from", Grain.DAY: "Day", Grain.WEEK: "Week from", Grain.MONTH: "Month"}


def build_table(report: Report, *, native: bool) -> Block | None:
    """By label, or by day where the question splits by nothing; None where there is nothing to list.

    `native`: whether the workspace has Slack's data tables.
    """
    head, rows = _by_label(report) if report.question.by else _by_bar(report)
    return as_block(head, rows, headline(report), native=native) if rows else None


def as_block(head: Sequence[str], rows: Sequence[list[Cell]], caption: str, *, native: bool) -> Block:
    """A table of at most a hundred rows, its head included."""
    if native:
        cells = [[text(each) for each in head], *rows]
        return {"type": "data_table", "caption": caption, "rows": cells, "page_size": PAGE}
    plain = [[text(each) for each in head], *([text(cell["text"]) for cell in row] for row in rows)]
    left, right = {"align": "left", "is_wrapped": True}, {"align": "right"}
    return {"type": "table", "rows": plain, "column_settings": [left, *[right for _ in head[1:]]]}


def _by_label(report: Report) -> tuple[list[str], list[list[Cell]]]:
    rests = any(line.not_billed for line in report.table)
    # Beside a credit, parts are no parts of a whole.
    shares = report.total > 0 and all(line.amount >= 0 for line in report.table)
    further = {"Share": shares, "Change": report.change is not None, "Not billed yet": rests}
    titles = [
        " and ".join(report.question.by).capitalize(),
        _what(report),
        *(each for each in further if further[each]),
    ]
    rows = [list(_cells(report, line, shares=shares, rests=rests)) for line in report.table]
    return titles, rows


def _cells(report: Report, line: Line, *, shares: bool, rests: bool) -> Iterator[Cell]:
    yield text(cut(line.name))
    yield number(_units(report, line.amount), line.shown)
    if shares:
        share = amounts.percent(line.amount, report.total)
        yield number(share, amounts.in_percent(share))
    if report.change is not None:
        difference = _units(report, line.change.difference) if line.change is not None else 0
        yield number(difference, line_change(line) or ("as usual" if line.change is not None else NOTHING))
    if rests:
        about = f"≈ {amounts.about(line.not_billed, report.unit)}" if line.not_billed else NOTHING
        yield number(_units(report, line.not_billed), about)


def _by_bar(report: Report) -> tuple[list[str], list[list[Cell]]]:
    """By the day where no bars are asked for, newest first; what there is no room for is one row, so that all of them
    add up to the total."""
    grain = report.question.per or Grain.DAY
    bars = timeline(report.days, report.question, grain)
    newest = bars.sums(report.by_hour or report.by_day)[::-1]
    recent = newest if len(newest) <= MOST_ROWS else newest[: MOST_ROWS - 1]
    names = [f"{start:{STARTS[grain]}}" for start in bars.starts[::-1][: len(recent)]]
    earlier = newest[len(recent) :]
    if earlier:
        names.append(f"The {len(earlier)} {grain}s before")
    exact = [*recent, *([sum(earlier)] if earlier else [])]
    about = "≈ " if grain is Grain.HOUR and report.question.measure is Measure.COST else ""
    rows = [
        [text(name), number(_units(report, amount), f"{about}{shown}")]
        for name, amount, shown in zip(names, exact, all_written(exact, report.unit), strict=True)
    ]
    return [f"{HEADS[grain]} (UTC)", _what(report)], rows


def _what(report: Report) -> str:
    measure = report.question.measure
    return amounts.currency_code(report.unit) if measure is Measure.COST else measure.capitalize()


def _units(report: Report, amount: int) -> float:
    """What Slack sorts by; what is read is the text beside it."""
    return amount if report.question.measure is not Measure.COST else amount / NANOS


def cut(name: str) -> str:
    one_line = " ".join(name.split()) or NOTHING
    return one_line if len(one_line) <= LONGEST_NAME else f"{one_line[: LONGEST_NAME - 1]}…"


def text(shown: str) -> Cell:
    return {"type": "raw_text", "text": shown}


def number(value: float, shown: str) -> Cell:
    """`value` is what Slack sorts by."""
    return {"type": "raw_number", "value": value, "text": shown}
