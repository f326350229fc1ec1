"""What a period will come to at this pace, with an interval, and when an amount is crossed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from core import amounts
from core.forecasts.pace import pace_of
from core.forecasts.replay import FEWEST, FEWEST_BEFORE, Misses, misses
from core.forecasts.spent import Spent

NEEDED = FEWEST_BEFORE + FEWEST + 2
"""Days of history without which nothing is forecast: three weeks."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TooLittle:
    """There is too little history to forecast anything."""

    days: int
    """How many days there are, from the first on that anything was spent."""
    needed: int = NEEDED


@dataclass(frozen=True, slots=True)
class Forecast:
    first: date
    """Of the period, which has begun and is not over."""
    currency: str
    so_far: int
    """Nanos: what is billed, and what is used and not billed yet."""
    by_day: tuple[int, ...]
    """Nanos of each day of the period, as far as they are known, else what is expected; today as a whole."""
    expected: frozenset[date]
    """Days that the pace stands in for, today among them: the others are known."""
    misses: Misses | None
    """How far such forecasts were from what came; None where nothing is expected, or never was."""
    now: datetime

    @property
    def last(self) -> date:
        """The last day of the period."""
        return self.first + (len(self.by_day) - 1) * _DAY

    @property
    def total(self) -> int:
        """What the period will come to."""
        return sum(self.by_day)

    @property
    def rest(self) -> int:
        """What is still to come."""
        return self.total - self.so_far

    @property
    def either_way(self) -> int | None:
        """So much more or less is still likely: it held in four past forecasts of five. Never more than the rest."""
        return None if self.misses is None else round(self.rest * min(1.0, self.misses.likely))

    @property
    def shown(self) -> str:
        """The total as people read it: "$6,612 ± $300"."""
        return give_or_take(self.total, self.either_way or 0, self.currency)

    @property
    def usual_error(self) -> int | None:
        """In whole percent of the total, rounded up: half of the past forecasts of such periods were closer."""
        if self.misses is None or self.total <= 0:
            return None
        return max(1, -int(-self.misses.usual * 100 * self.rest // self.total))

    def crosses(self, amount: int) -> date | None:
        """The day from which on the period has come to `amount` (nanos) at this pace; None where it does not.

        A credit may bring it back under it meanwhile.
        """
        reached = list(accumulate(self.by_day))
        after = max((number + 1 for number, so_far in enumerate(reached) if so_far < amount), default=0)
        return self.first + after * _DAY if after < len(reached) else None


def forecast(spent: Spent, first: date, end: date) -> Forecast | TooLittle:
    """Of the UTC days from `first` up to and without `end`, of which today is one."""
    today = spent.now.date()
    if len(spent.pace) < NEEDED:
        return TooLittle(len(spent.pace))
    pace = pace_of(spent.pace, today)
    days = [first + number * _DAY for number in range((end - first).days)]
    whole_today = max(pace.on(today), spent.today + round(pace.on(today) * _left_of_day(spent.now)))
    amounts = {day: spent.known.get(day, pace.on(day)) for day in days} | {today: whole_today}
    return Forecast(
        first=first,
        currency=spent.currency,
        so_far=sum(spent.known.get(day, 0) for day in days) + spent.today,
        by_day=tuple(amounts[day] for day in days),
        expected=frozenset(day for day in days if day not in spent.known),
        misses=misses(spent.pace, today, (end - today).days),
        now=spent.now,
    )


def give_or_take(total: int, either_way: int, currency: str) -> str:
    """ "$6,612 ± $300"; without the ± where it is less than a cent."""
    about = amounts.about(total, currency)
    return f"{about} ± {amounts.about(either_way, currency)}" if amounts.cents_from(either_way) else about


def _left_of_day(now: datetime) -> float:
    return 1 - (now - now.replace(hour=0, minute=0, second=0, microsecond=0)) / _DAY
