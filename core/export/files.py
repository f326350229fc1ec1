"""Files of figures, written row by row: what is written is not kept in memory."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from core.export.cells import Cell, Column, written
from core.export.columns import columns_of
from core.export.figures import Figure, Naming
from core.export.focus import focus_columns
from core.export.wanted import Form, Wanted

MOST_ROWS: Final = 1_048_575
"""Rows below the header that a sheet of Excel's holds."""

_WIDTHS: Final = {"text": 12, "name": 26, "date": 11, "number": 14, "money": 18}
_FORMATS: Final = {"date": "yyyy-mm-dd", "number": "#,##0.#########", "money": "#,##0.00#######"}


class TooManyRows(Exception):
    """A sheet cannot hold so many rows."""


class FigureFile(Protocol):
    def write(self, figures: Iterable[Figure]) -> None:
        """Add a row for each. Raises TooManyRows."""
        ...

    def close(self) -> None:
        """Write the rest. The file below stays open."""
        ...


def file_of(wanted: Wanted, naming: Naming, to: BinaryIO, folder: Path) -> FigureFile:
    """`folder`: where a part of a spreadsheet stands until it is closed."""
    if wanted.form.is_focus:
        # Programs read it, and many take a mark of the byte order for a part of the first column's name.
        return CsvFile(focus_columns(wanted.form), naming, to, "utf-8")
    columns = columns_of(wanted.split_by, hourly=wanted.hourly)
    if wanted.form is Form.XLSX:
        return XlsxFile(columns, naming, to, folder)
    return CsvFile(columns, naming, to, "utf-8-sig")


class CsvFile:
    def __init__(self, columns: Sequence[Column], naming: Naming, to: BinaryIO, encoding: str) -> None:
        self._cells = [column.cell for column in columns]
        self._naming = naming
        self._text = io.TextIOWrapper(to, encoding, errors="replace", newline="")
        self._rows = csv.writer(self._text)
        self._rows.writerow([column.title for column in columns])

    def write(self, figures: Iterable[Figure]) -> None:
        cells, naming = self._cells, self._naming
        self._rows.writerows([written(cell(figure, naming)) for cell in cells] for figure in figures)

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


class XlsxFile:
    """A sheet whose texts are texts, whatever they begin with; Excel reckons its numbers with 15 digits."""

    def __init__(self, columns: Sequence[Column], naming: Naming, to: BinaryIO, folder: Path) -> None:
        from xlsxwriter import Workbook  # a tenth of a second, which not every start should take

        self._columns = columns
        self._naming = naming
        self._book: Any = Workbook(to, {"constant_memory": True, "tmpdir": str(folder)})
        self._sheet: Any = self._book.add_worksheet("TokenMeter")
        self._formats: dict[str, Any] = {
            shape: self._book.add_format({"num_format": form}) for shape, form in _FORMATS.items()
        }
        self._row = 0
        bold = self._book.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, max(_WIDTHS[column.shape], len(column.title) + 2))
            self._sheet.write_string(0, at, column.title, bold)

    def write(self, figures: Iterable[Figure]) -> None:
        for figure in figures:
            self._row += 1
            if self._row > MOST_ROWS:
                self._book.close()
                raise TooManyRows
            for at, column in enumerate(self._columns):
                self._write(at, column.cell(figure, self._naming), self._formats.get(column.shape))

    def _write(self, at: int, cell: Cell, form: Any) -> None:
        match cell:
            case None | "":
                return
            case str():
                self._sheet.write_string(self._row, at, cell)
            case int() | Decimal():
                self._sheet.write_number(self._row, at, cell, form)
            case date():
                self._sheet.write_datetime(self._row, at, cell, form)

    def close(self) -> None:
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)
        self._book.close()
