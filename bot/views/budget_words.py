"""A budget's sentences: plain text of ours, with amounts in whole dollars from $10 up."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.views.forecast import forecast_words
from core import amounts
from core.amounts import in_percent
from core.budgets import Every, State, WouldHave, title
from core.forecasts import Forecast, Today, TooLittle

_MOST_DAYS: Final = 6
_USED_UP: Final = 100
_SATURDAY: Final = 5
_HALF_AN_HOUR: Final = timedelta(minutes=30)


def light(state: State) -> str:
    if state.spent >= state.budget.amount:
        return "🔴"
    return "🟡" if state.crossed or state.is_likely_to_be_used_up else "🟢"


def standing_words(state: State) -> str:
    """ "≈ $4,012 of $5,000 for November, 80 %"."""
    return f"{_spent(state)} of {_amount(state)} for {_title(state)}, {in_percent(state.percent)}"


def reached_words(state: State, threshold: int) -> str:
    """ "80 % of $5,000 for November is spent, ≈ $4,012"."""
    if threshold < _USED_UP:
        return f"{in_percent(threshold)} of {_amount(state)} for {_title(state)} is spent, {_spent(state)}"
    if threshold == _USED_UP:
        return f"{_amount(state)} for {_title(state)} is used up, {_spent(state)} spent"
    return f"{_spent(state)} spent, {in_percent(threshold)} of {_amount(state)} for {_title(state)}"


def ahead_words(state: State) -> str:
    """ "$5,000 for November will be used up on 24 Nov at this pace"."""
    when = _when(state)
    return f"{_amount(state)} for {_title(state)} will be used up {when} at this pace" if when else ""


def spent_words(state: State, threshold: int | None = None) -> list[str]:
    """What it is made of, since when, and where it is heading: a line each."""
    parts = [_made_of(state)]
    step = threshold or max(state.crossed, default=None)
    since = state.since(step) if step and state.budget.every is not Every.DAY else None
    if step and since is not None:
        parts.append(f"{in_percent(step)} since {amounts.weekday(since)}")
    if threshold and state.percent != threshold:
        parts.append(f"{in_percent(state.percent)} now")
    return [" · ".join(parts), *heading_words(state), *_elsewhere(state)]


def _made_of(state: State) -> str:
    """ "$3,980.12 billed + ≈ $32 not billed yet", "Nothing billed yet, ≈ $32 used"."""
    currency, rest = state.budget.currency, amounts.cents_from(state.not_billed)
    about = f"≈ {amounts.about(state.not_billed, currency)}"
    if state.report is not None and not state.report.billed:
        return f"Nothing billed yet, {about} used" if rest else "Nothing billed yet"
    billed = f"{amounts.billed(state.billed, currency)} billed"
    return f"{billed} + {about} not billed yet" if rest else billed


def heading_words(state: State) -> list[str]:
    """ "Forecast for November: $6,600 ± $300, used up on 24 Nov at this pace"; nothing where nothing is forecast."""
    if isinstance(state.today, TooLittle):
        kind = "weekend" if state.first.weekday() >= _SATURDAY else "working"
        known = f"{state.today.needed} {kind} days of history, {state.today.days} so far"
        return [f"What today will come to, we don't know yet: that takes {known}."]
    if isinstance(state.ahead, TooLittle) and state.report is not None:
        return [forecast_words(state.ahead, state.report.question.period)]
    ahead = _ahead(state)
    return [f"Forecast for {_title(state)}: {ahead.shown}{_pace(state)}"] if ahead is not None else []


def list_words(state: State) -> str:
    """How it stands, in one line of a list: mrkdwn, with nothing from outside in it."""
    ahead = _ahead(state)
    heading = [f"forecast {ahead.shown}{_pace(state)}"] if ahead is not None else []
    return " · ".join([f"{light(state)} {standing_words(state)}", *heading])


def replay_words(replay: Sequence[WouldHave]) -> str:
    """ "Over the last 90 days it would have told you of its thresholds 4 times: 50 % on 12 Sep, …"."""
    if not replay:
        return "Over the last 90 days none of its thresholds was reached."
    times = "once" if len(replay) == 1 else f"{len(replay)} times"
    listed = [f"{in_percent(each.threshold)} on {amounts.day(each.day)}" for each in replay]
    if len(replay) > _MOST_DAYS:
        counted = sorted(Counter(each.threshold for each in replay).items())
        listed = [
            *(f"{in_percent(threshold)} {number}×" for threshold, number in counted),
            f"the last on {amounts.day(replay[-1].day)}",
        ]
    return f"Over the last 90 days it would have told you of its thresholds {times}: {', '.join(listed)}."


def _ahead(state: State) -> Forecast | Today | None:
    ahead = state.today or state.ahead
    return ahead if isinstance(ahead, Forecast | Today) else None


def _when(state: State) -> str:
    """ "on 24 Nov", "about 16:00 UTC"; "" where it is not used up at this pace."""
    if state.used_up_on is not None:
        return f"on {amounts.day(state.used_up_on)}"
    if state.used_up_at is None:
        return ""
    if state.is_soon_used_up:
        return "within the hour"
    nearest = (state.used_up_at + _HALF_AN_HOUR).replace(minute=0)
    return f"about {nearest:%H:%M} UTC" if nearest.date() == state.first else "shortly before midnight UTC"


def _pace(state: State) -> str:
    if when := _when(state):
        return f", used up {when} at this pace"
    return ", within the budget at this pace" if state.spent < state.budget.amount else ""


def _elsewhere(state: State) -> list[str]:
    """What there is in other currencies, where there is nothing in that of the budget."""
    report, currency = state.report, state.budget.currency
    if report is None or report.unit == currency or state.spent:
        return []
    theirs, ours = amounts.currency_code(report.unit), amounts.currency_code(currency)
    return [f"Nothing is billed in {ours}: OpenAI bills in {theirs}, and a budget is in one currency."]


def _spent(state: State) -> str:
    about = "≈ " if amounts.cents_from(state.not_billed) or (state.report and state.report.total_shared) else ""
    return f"{about}{amounts.about(state.spent, state.budget.currency)}"


def _amount(state: State) -> str:
    return amounts.about(state.budget.amount, state.budget.currency)


def _title(state: State) -> str:
    return "today" if _is_today(state) else title(state.budget.every, state.first)


def _is_today(state: State) -> bool:
    return state.budget.every is Every.DAY and state.first == state.now.date()
