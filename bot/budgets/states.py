"""How budgets stand: what is spent of each, within what somebody may see."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from bot.answers.asking import Asking
from bot.answers.picture import Picture
from core.budgets import Every, State, Wanted, WouldHave, asked, budget_of, replayed, state_of
from core.budgets.replay import DAYS
from core.clock import Clock
from core.forecasts import Forecast, today_of
from core.forecasts.hours import LOOKED_AT, Hours
from core.grain import HOURS, Grain
from core.questions import Dimension, Filters, Period, Question
from core.reports import Report
from core.subscriptions import Kind, Subscription
from core.weeks import WeekStart
from storage.subscriptions import Subscriptions
from storage.workspaces import Workspaces


class NoState(Enum):
    NOT_KNOWN = "not known"
    """Nothing is collected of it yet, or nothing is called so any more."""
    NOT_YOURS = "not yours"
    """It has figures in it that may not be seen."""


class BudgetStates:
    def __init__(self, subscriptions: Subscriptions, workspaces: Workspaces, asking: Asking, clock: Clock) -> None:
        self._subscriptions = subscriptions
        self._workspaces = workspaces
        self._asking = asking
        self._clock = clock
        self._hours: dict[tuple[Period, str, Filters, tuple[Filters, ...], str], dict[date, Hours]] = {}
        """What past days came to by the hour, as it was read today."""

    async def of(self, workspace: str, scopes: Sequence[Filters]) -> list[tuple[Subscription, State | NoState]]:
        """Every budget of the workspace that is not off, and how it stands now within every one of `scopes`."""
        return [
            (each, await self.state(workspace, wanted_of(each), scopes))
            for each in await self._subscriptions.of(workspace, Kind.BUDGET)
        ]

    async def state(
        self,
        workspace: str,
        wanted: Wanted,
        scopes: Sequence[Filters],
        day: date | None = None,
        until: date | None = None,
    ) -> State | NoState:
        """How it stands in the period that `day` is in, with all that is spent up to the end of `until`: each today if
        not given.

        Of a budget that has anything in it which the scopes leave out, nothing is told: its figures would tell that.
        """
        whole = await self._state(workspace, wanted, (), day, until)
        if whole is None:
            return NoState.NOT_KNOWN
        found = await self._state(workspace, wanted, scopes, day, until) if scopes else whole
        if found is None or found.spent != whole.spent:
            return NoState.NOT_YOURS
        return await self._with_today(workspace, found, wanted.filters, tuple(scopes))

    async def picture(self, workspace: str, state: State) -> Picture | None:
        """Its chart; None for a day, which is one bar, and where it cannot be drawn."""
        if state.report is None or state.budget.every is Every.DAY or not state.report.has_bars:
            return None
        if isinstance(state.ahead, Forecast):
            return await self._asking.picture_ahead(state.report, state.ahead, state.budget.amount)
        return await self._asking.picture(workspace, state.report)

    async def replay(self, workspace: str, wanted: Wanted, scopes: Sequence[Filters]) -> tuple[WouldHave, ...]:
        """What it would have told in the last 90 days, as far as they are collected."""
        today = self._clock.now().date()
        period = Period(today - timedelta(days=DAYS - 1), today + timedelta(days=1), "")
        answer = await self._asking.sums(workspace, Question(period, filters=wanted.filters), scopes)
        if not isinstance(answer, Report) or answer.unit != wanted.budget.currency:
            return ()
        rest = answer.not_billed.by_day if answer.not_billed is not None else (0,) * len(answer.by_day)
        by_day = tuple(map(sum, zip(answer.by_day, rest, strict=True)))
        begun = max(answer.days.first, answer.days.history_from or answer.days.first)
        week_start = await self._workspaces.week_start(workspace)
        return replayed(wanted.budget, begun, by_day[(begun - answer.days.first).days :], week_start)

    async def _state(
        self, workspace: str, wanted: Wanted, scopes: Sequence[Filters], day: date | None, until: date | None
    ) -> State | None:
        now = self._clock.now()
        day = day or now.date()
        week_start = await self._workspaces.week_start(workspace)
        question = question_of(wanted, day, until or now.date(), week_start)
        answer = await self._asking.sums(workspace, question, scopes)
        return state_of(wanted.budget, day, answer, now, week_start)

    async def _with_today(self, workspace: str, state: State, filters: Filters, scopes: tuple[Filters, ...]) -> State:
        """The same with what today will come to, where it is about today, in its own currency."""
        report, now = state.report, self._clock.now()
        is_about_today = state.budget.every is Every.DAY and state.first == now.date()
        if not is_about_today or report is None or report.unit != state.budget.currency:
            return state
        past = await self._past(workspace, filters, scopes, report.unit)
        if past is None:
            return state
        # Up to then it is known what was spent; the time since is still ahead.
        read_at = report.days.read_at
        at = read_at if read_at is not None and read_at.date() == state.first and read_at < now else now
        return replace(state, today=today_of(past, state.spent, at, report.unit))

    async def _past(
        self, workspace: str, filters: Filters, scopes: tuple[Filters, ...], currency: str
    ) -> dict[date, Hours] | None:
        """The hours of the last weeks' whole days; None where none are known. Read once a day, once all are there."""
        today = self._clock.now().date()
        period = Period(today - timedelta(days=LOOKED_AT), today, "")
        key = period, workspace, filters, scopes, currency
        if key not in self._hours:
            answer = await self._asking.sums(workspace, Question(period, filters=filters, per=Grain.HOUR), scopes)
            if not isinstance(answer, Report) or answer.unit != currency:
                return None
            rest = answer.not_billed_by_hour or (0,) * len(answer.by_hour)
            by_hour = list(map(sum, zip(answer.by_hour, rest, strict=True)))
            days = [period.first + timedelta(days=number) for number in range(len(by_hour) // HOURS)]
            found: dict[date, Hours] = {
                day: by_hour[number * HOURS : (number + 1) * HOURS]
                for number, day in enumerate(days)
                if day not in answer.days.missing
            }
            if answer.days.missing:  # an import goes on: the next time there are more
                return found
            self._hours = {each: kept for each, kept in self._hours.items() if each[0] == period}
            self._hours[key] = found
        return self._hours[key]


def wanted_of(subscription: Subscription) -> Wanted:
    """What it says."""
    recipients = tuple(each.id for each in subscription.recipients)
    return Wanted(budget_of(subscription.spec), subscription.filters, recipients)


def question_of(wanted: Wanted, day: date, until: date, week_start: WeekStart) -> Question:
    """What was spent in the period that `day` is in, up to the end of `until`; by model where it is about a project,
    else by project."""
    of_project = any(each.dimension is Dimension.PROJECT for each in wanted.filters)
    by = Dimension.MODEL if of_project else Dimension.PROJECT
    return Question(asked(wanted.budget.every, day, until, week_start), (by,), filters=wanted.filters)
