"""Figures as a file: what is wanted, its columns, and the file itself. Pure: rows come in, bytes go out."""

from core.export.figures import EVERYTHING, Figure, Naming
from core.export.files import FigureFile, TooManyRows, file_of
from core.export.wanted import Form, Wanted, as_export, export_sentence, file_of_answer, read_wanted

__all__ = [
    "EVERYTHING",
    "Figure",
    "FigureFile",
    "Form",
    "Naming",
    "TooManyRows",
    "Wanted",
    "as_export",
    "export_sentence",
    "file_of",
    "file_of_answer",
    "read_wanted",
]
