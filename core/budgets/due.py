"""What of a budget is to be told: each threshold once in a period, the highest alone where several are reached."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from core.budgets.budget import Budget
from core.budgets.periods import days_of
from core.budgets.state import State
from core.questions.filters import written
from core.subscriptions import Subscription
from core.weeks import WeekStart

LATE: Final = timedelta(hours=16)
"""For so long after its end a period is judged. What was used at its end is seen within six hours, and told when the
night is over that it may be then: nine hours. What changes later is restated, and not told."""

AHEAD: Final = 0
"""Stands for "it will be used up", where percents stand for thresholds."""
USED_UP: Final = 100
"""Percent, from which on nothing is ahead."""
_DAY: Final = timedelta(days=1)


def judged_days(
    budget: Budget, made_at: datetime, now: datetime, week_start: WeekStart = WeekStart.MONDAY
) -> tuple[date, ...]:
    """A day of each period that is judged now: the one there is, and the one before it while it is just over."""
    today = now.date()
    first, _ = days_of(budget.every, today, week_start)
    just_over = now - LATE < datetime(first.year, first.month, first.day, tzinfo=now.tzinfo)
    return (first - _DAY, today) if just_over and made_at.date() < first else (today,)


def due(state: State, told: Collection[int]) -> int | None:
    """The threshold in percent that is to be told, or AHEAD; None for nothing.

    `told`: those that were told of this amount in this period. What a threshold comes to that was spent before the
    budget was raised is not told again in other percents.
    """
    thresholds = [each for each in told if each != AHEAD]
    raised = state.budget.raised
    quiet = raised.spent if raised is not None and raised.first == state.first else 0
    reached = max(state.crossed, default=None)
    if reached is not None and reached > max(thresholds, default=0) and state.budget.comes_to(reached) > quiet:
        return reached
    is_news = AHEAD not in told and max(thresholds, default=0) < USED_UP
    if is_news and not state.is_over and state.is_likely_to_be_used_up and not state.is_soon_used_up:
        return AHEAD
    return None


def key(subscription: Subscription, state: State, what: int, place: str) -> str:
    """Names one message to one recipient: it is posted once. What a budget is about is part of its name: changed, it
    tells anew."""
    budget = state.budget
    is_usual = not subscription.filters and budget.currency == "usd"
    about = f"{budget.currency} {written(subscription.filters)}"
    of = "" if is_usual else f":{sha256(about.encode()).hexdigest()[:12]}"
    return f"{subscription.uid}:{state.first}:{budget.amount}{of}:{what}:{place}"
