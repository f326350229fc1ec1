"""What a budget says, and how it is kept and written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from core.money import NANOS
from core.questions.filters import Filters, written

USUAL_THRESHOLDS: Final = (50, 80, 100)
"""In percent, where nothing is said."""

SIGNS: Final = {"usd": "$", "eur": "€", "gbp": "£"}


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Raised:
    """A budget was given more in the middle of a period."""

    first: date
    """Of that period."""
    spent: int
    """Nanos that were spent by then: what they come to in percent of the new amount is not told."""


@dataclass(frozen=True, slots=True)
class Budget:
    amount: int
    """Nanos, more than nothing."""
    every: Every
    currency: str = "usd"
    """Lower-case."""
    thresholds: tuple[int, ...] = USUAL_THRESHOLDS
    """In percent, in order, each once."""
    raised: Raised | None = None

    def comes_to(self, threshold: int) -> int:
        """Nanos from which on so many percent are spent."""
        return -(-self.amount * threshold // 100)


def spec_of(budget: Budget) -> str:
    """As it is kept."""
    return msgspec.json.encode(budget).decode()


def budget_of(spec: str) -> Budget:
    """What `spec_of` wrote."""
    return msgspec.json.decode(spec, type=Budget)


def sentence(budget: Budget, filters: Filters = ()) -> str:
    """As one types it: "$5,000 a month at 80, 100% for project:Web". `parse` reads the same from it."""
    words = [f"{typed_amount(budget)} a {budget.every}"]
    if budget.thresholds != USUAL_THRESHOLDS:
        words.append(f"at {typed_thresholds(budget)}")
    if filters:
        words.append(f"for {written(filters)}")
    return " ".join(words)


def typed_amount(budget: Budget) -> str:
    """ "$5,000", "$12.50", "5,000 CHF"."""
    whole, cents = divmod(budget.amount * 100 // NANOS, 100)
    number = f"{whole:,}.{cents:02}" if cents else f"{whole:,}"
    sign = SIGNS.get(budget.currency)
    return f"{sign}{number}" if sign else f"{number} {budget.currency.upper()}"


def typed_thresholds(budget: Budget) -> str:
    """ "50, 80, 100%"."""
    return f"{', '.join(map(str, budget.thresholds))}%"
