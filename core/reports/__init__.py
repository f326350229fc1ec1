"""Reports: the answer to a question about usage, worked out from sums by day."""

from core.reports.alt_text import alt_text
from core.reports.answer import Answer, Answered
from core.reports.build import build, figures_needed
from core.reports.chart import chart_of
from core.reports.not_billed import NotBilled
from core.reports.rate import Rates
from core.reports.rate_chart import rate_alt_text, rate_chart_of
from core.reports.rates import build_rates
from core.reports.report import (
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
    "Answered",
    "BeforeHistory",
    "Change",
    "Line",
    "NoConnection",
    "NoSuchUser",
    "NotBilled",
    "NothingLeft",
    "NothingUsed",
    "NothingYet",
    "Rates",
    "Report",
    "ReportedDays",
    "Uncompared",
    "Unmatched",
    "alt_text",
    "build",
    "build_rates",
    "chart_of",
    "figures_needed",
    "rate_alt_text",
    "rate_chart_of",
]
