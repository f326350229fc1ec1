"""The whole table of an answer, as a block of Slack's: one that sorts and filters, or the plain one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from bot.views.answer_words import headline, line_change
from core import amounts
from core.money import NANOS
from core.questions import Measure
from core.reports import Line, Report
from core.reports.lines import MOST_ROWS, all_written

Block = dict[str, Any]
Cell = dict[str, Any]

LONGEST_NAME: Final = 50
"""All cells of a table together may have 10,000 characters."""
PAGE: Final = 15
NOTHING: Final = "–"


def build_table(report: Report, *, native: bool) -> Block | None:
    """By label, or by day where the question splits by nothing; None where there is nothing to list.

    `native`: whether the workspace has Slack's data tables.
    """
    head, rows = _by_label(report) if report.question.by else _by_day(report)
    if not rows:
        return None
    if native:
        cells = [[_text(each) for each in head], *rows]
        return {"type": "data_table", "caption": headline(report), "rows": cells, "page_size": PAGE}
    plain = [[_text(each) for each in head], *([_text(cell["text"]) for cell in row] for row in rows)]
    left, right = {"align": "left", "is_wrapped": True}, {"align": "right"}
    return {"type": "table", "rows": plain, "column_settings": [left, *[right for _ in head[1:]]]}


def _by_label(report: Report) -> tuple[list[str], list[list[Cell]]]:
    rests = any(line.not_billed for line in report.table)
    # Beside a credit, parts are no parts of a whole.
    shares = report.total > 0 and all(line.amount >= 0 for line in report.table)
    head = [" and ".join(report.question.by).capitalize(), _what(report), *(["Share"] if shares else []), "Change"]
    rows = [list(_cells(report, line, shares=shares, rests=rests)) for line in report.table]
    return [*head, "Not billed yet"] if rests else head, rows


def _cells(report: Report, line: Line, *, shares: bool, rests: bool) -> Iterator[Cell]:
    yield _text(_cut(line.name))
    yield _number(_units(report, line.amount), line.shown)
    if shares:
        share = amounts.percent(line.amount, report.total)
        yield _number(share, f"{share} %")
    difference = _units(report, line.change.difference) if line.change is not None else 0
    yield _number(difference, line_change(line) or ("as usual" if line.change is not None else NOTHING))
    if rests:
        about = f"≈ {amounts.about(line.not_billed, report.unit)}" if line.not_billed else NOTHING
        yield _number(_units(report, line.not_billed), about)


def _by_day(report: Report) -> tuple[list[str], list[list[Cell]]]:
    """Newest first; what there is no room for is one row, so that all of them add up to the total."""
    newest, day = report.by_day[::-1], timedelta(days=1)
    recent = newest if len(newest) <= MOST_ROWS else newest[: MOST_ROWS - 1]
    names = [f"{report.days.last - day * at:%Y-%m-%d}" for at in range(len(recent))]
    earlier = newest[len(recent) :]
    if earlier:
        names.append(f"The {len(earlier)} days before")
    exact = [*recent, *([sum(earlier)] if earlier else [])]
    shown = all_written(exact, report.unit)
    rows = [
        [_text(name), _number(_units(report, amount), text)]
        for name, amount, text in zip(names, exact, shown, strict=True)
    ]
    return ["Day (UTC)", _what(report)], rows


def _what(report: Report) -> str:
    measure = report.question.measure
    return amounts.currency_code(report.unit) if measure is Measure.COST else measure.capitalize()


def _units(report: Report, amount: int) -> float:
    """What Slack sorts by; what is read is the text beside it."""
    return amount if report.question.measure is not Measure.COST else amount / NANOS


def _cut(name: str) -> str:
    one_line = " ".join(name.split()) or NOTHING
    return one_line if len(one_line) <= LONGEST_NAME else f"{one_line[: LONGEST_NAME - 1]}…"


def _text(text: str) -> Cell:
    return {"type": "raw_text", "text": text}


def _number(value: float, text: str) -> Cell:
    return {"type": "raw_number", "value": value, "text": text}
