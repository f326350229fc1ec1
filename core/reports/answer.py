"""What a question may be answered with."""

from core.questions.not_understood import NotUnderstood
from core.reports.rate import Rates
from core.reports.report import (
    BeforeHistory,
    NoConnection,
    NoSuchUser,
    NothingLeft,
    NothingUsed,
    NothingYet,
    Report,
)

Answered = Report | Rates
"""With figures."""
Answer = Report | NoSuchUser | NoConnection | NothingYet | BeforeHistory | NothingUsed | NothingLeft | NotUnderstood
"""To a question whose measure is no rate."""
