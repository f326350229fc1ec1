"""How a budget stands: what is spent of it, since when a part of it is, and when it will be used up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Final

from core import amounts
from core.budgets.budget import Budget, Every
from core.budgets.periods import days_of
from core.forecasts import Forecast, Today, TooLittle
from core.reports import Answer, NothingUsed, Report
from core.weeks import WeekStart

_DAY = timedelta(days=1)
_SOON: Final = timedelta(hours=1)
"""What is used up within this is told when it is."""


@dataclass(frozen=True, slots=True)
class State:
    budget: Budget
    first: date
    """Of its period."""
    end: date
    """The day after the period's last one."""
    billed: int
    """Nanos, of the period so far."""
    not_billed: int
    """Nanos: what is used and not billed yet, about."""
    by_day: tuple[int, ...]
    """Nanos of each day of the period that has begun, both together; empty where only the sum is known."""
    ahead: Forecast | TooLittle | None
    """What the period will come to; None where nothing is forecast: of a day, of one that is over, of a currency that
    is not the largest part of the bill."""
    report: Report | None
    """What was asked for it; None where nothing was used."""
    now: datetime
    today: Today | TooLittle | None = None
    """What today will come to, of a budget for a day; None of another one, and where its hours are not known."""

    @property
    def spent(self) -> int:
        return self.billed + self.not_billed

    @property
    def percent(self) -> int:
        """Of the amount, rounded down."""
        return amounts.percent_reached(self.spent, self.budget.amount)

    @property
    def is_over(self) -> bool:
        """Whether the period is over."""
        return self.now.date() >= self.end

    @property
    def crossed(self) -> tuple[int, ...]:
        """The thresholds that are reached, in percent."""
        return tuple(each for each in self.budget.thresholds if self.spent >= self.budget.comes_to(each))

    def since(self, threshold: int) -> date | None:
        """The day on which so many percent were reached; None where that is not known, or they are not."""
        return day_of(self.by_day, self.first, self.budget.comes_to(threshold))

    @property
    def used_up_on(self) -> date | None:
        """The day on which all of it will be spent at this pace; None where it will not, or where it is."""
        if not isinstance(self.ahead, Forecast) or self.spent >= self.budget.amount:
            return None
        return self.ahead.crosses(self.budget.amount)

    @property
    def used_up_at(self) -> datetime | None:
        """When all of today's will be spent at this pace; None where it will not, or where it is."""
        if not isinstance(self.today, Today) or self.spent >= self.budget.amount:
            return None
        return self.today.crosses(self.budget.amount)

    @property
    def is_likely_to_be_used_up(self) -> bool:
        """Whether even the low end of what is likely uses it up."""
        ahead = self.ahead if self.used_up_on is not None else self.today if self.used_up_at is not None else None
        if not isinstance(ahead, Forecast | Today) or ahead.either_way is None:
            return False
        return ahead.total - ahead.either_way >= self.budget.amount

    @property
    def is_soon_used_up(self) -> bool:
        """Whether that is so near that its being used up is told next to at once."""
        return self.used_up_at is not None and self.used_up_at - self.now < _SOON


def day_of(by_day: Sequence[int], first: date, amount: int) -> date | None:
    """The day on which the sum of the days from `first` on came to `amount`."""
    sums = accumulate(by_day)
    return next((first + number * _DAY for number, so_far in enumerate(sums) if so_far >= amount), None)


def state_of(
    budget: Budget, day: date, answer: Answer, now: datetime, week_start: WeekStart = WeekStart.MONDAY
) -> State | None:
    """How it stands in the period that `day` is in; None where that is not known: nothing is collected of it yet, or
    nothing is left of it.

    `answer` is to what was spent in that period so far.
    """
    first, end = days_of(budget.every, day, week_start)
    if isinstance(answer, NothingUsed):
        return State(budget, first, end, 0, 0, (), None, None, now)
    if not isinstance(answer, Report):
        return None
    rest = answer.not_billed
    if answer.unit != budget.currency:
        billed = answer.other_currencies.get(budget.currency, 0)
        about = rest.other_currencies.get(budget.currency, 0) if rest is not None else 0
        return State(budget, first, end, billed, about, (), None, answer, now)
    about_by_day = rest.by_day if rest is not None else (0,) * len(answer.by_day)
    by_day = tuple(map(sum, zip(answer.by_day, about_by_day, strict=True)))
    about = rest.amount if rest is not None else 0
    is_ahead = budget.every is not Every.DAY and now.date() < end
    ahead = answer.forecast if is_ahead else None
    return State(budget, first, end, answer.total, about, by_day, ahead, answer, now)
