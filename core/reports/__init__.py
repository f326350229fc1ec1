"""Reports: the answer to a question about usage, worked out from sums by day."""

from core.reports.alt_text import alt_text
from core.reports.build import build, figures_needed
from core.reports.chart import chart_of
from core.reports.not_billed import NotBilled
from core.reports.report import (
    Answer,
    BeforeHistory,
    Change,
    Line,
    NoConnection,
    NoSuchUser,
    NothingLeft,
    NothingUsed,
    NothingYet,
    Report,
    ReportedDays,
    Uncompared,
    Unmatched,
)

__all__ = [
    "Answer",
    "BeforeHistory",
    "Change",
    "Line",
    "NoConnection",
    "NoSuchUser",
    "NotBilled",
    "NothingLeft",
    "NothingUsed",
    "NothingYet",
    "Report",
    "ReportedDays",
    "Uncompared",
    "Unmatched",
    "alt_text",
    "build",
    "chart_of",
    "figures_needed",
]
