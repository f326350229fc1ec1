"""Puts a digest together: its reports, who moved it, its chart."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.alerts.open_now import OpenAlerts
from bot.answers.asking import Asking
from bot.answers.reasons import Reasons
from bot.budgets.states import BudgetStates, wanted_of
from bot.digests.charts import DigestCharts
from bot.subscriptions.delivering import Message
from bot.views.digest import build_digest, build_nothing_to_tell
from bot.views.nothing_yet import Nothing, build_nothing
from core.budgets import State
from core.clock import Clock
from core.digests.digest import digest_of
from core.digests.schedule import Occurrence
from core.digests.told import Moved, Told, change_of, is_told, moved_of, period_of, questions_of
from core.questions import Dimension, Filters, Question
from core.questions.comparable import days_before
from core.reports import NothingUsed, Report
from core.subscriptions import Kind, Subscription
from core.why import Explanation
from storage.subscriptions import Subscriptions

MOST_BUDGETS: Final = 3
"""That a digest says the state of."""
_DAY: Final = timedelta(days=1)


class DigestContents:
    def __init__(
        self,
        workspace: str,
        subscriptions: Subscriptions,
        asking: Asking,
        reasons: Reasons,
        budgets: BudgetStates,
        alerts: OpenAlerts,
        charts: DigestCharts,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._budgets = budgets
        self._alerts = alerts
        self._clock = clock
        self._asking = asking
        self._reasons = reasons
        self._charts = charts

    async def told(
        self,
        subscription: Subscription,
        occurrence: Occurrence,
        scopes: Sequence[Filters],
        late: timedelta = timedelta(0),
        skipped: Sequence[date] = (),
    ) -> Told | Nothing:
        """What the digest tells now, within every one of `scopes`; or why there is nothing to tell."""
        digest = digest_of(subscription.spec)
        asked = questions_of(digest, occurrence, subscription.filters)
        spent = await self._asking.sums(self._workspace, asked.spent, scopes)
        if not isinstance(spent, Report):
            return spent
        charted = await self._asking.sums(self._workspace, asked.charted, scopes)
        if not isinstance(charted, Report):
            return charted
        month = await self._asking.sums(self._workspace, asked.month, scopes) if asked.month is not None else None
        compared = await self._asking.sums(self._workspace, asked.compared, scopes)
        change = change_of(spent, compared if isinstance(compared, Report) else None)
        return Told(
            name=subscription.name,
            digest=digest,
            occurrence=occurrence,
            filters=subscription.filters,
            spent=spent,
            charted=charted,
            month=month if isinstance(month, Report) else None,
            change=change,
            before=days_before(asked.spent.period, occurrence.end - _DAY),
            moved=await self._moved(asked.spent, scopes) if change is not None and is_told(spent) else None,
            budgets=tuple(await self._of_budgets(subscription, scopes, occurrence.end - _DAY)),
            alerts=tuple(await self._alerts.of(self._workspace, subscription.filters, scopes, self._clock.now())),
            late=late,
            skipped=tuple(skipped),
        )

    async def is_billed(self, subscription: Subscription, occurrence: Occurrence, scopes: Sequence[Filters]) -> bool:
        """Whether all that was used since the one before is billed, as far as we know."""
        asked = questions_of(digest_of(subscription.spec), occurrence, subscription.filters)
        spent = await self._asking.sums(self._workspace, asked.spent, scopes)
        return not isinstance(spent, Report) or spent.not_billed is None or not spent.days.unsettled

    async def message(self, told: Told, *, preview: bool = False) -> Message:
        return build_digest(told, await self._charts.file_of(told.charted), preview=preview)

    def without_picture(self, told: Told, *, preview: bool = False) -> Message:
        return build_digest(told, None, preview=preview)

    def refused(self, told: Told) -> Message:
        """The same, where Slack does not take its picture."""
        self._charts.forget(told.charted)
        return self.without_picture(told)

    def nothing(
        self,
        subscription: Subscription,
        occurrence: Occurrence,
        answer: Nothing,
        late: timedelta = timedelta(0),
        skipped: Sequence[date] = (),
    ) -> Message:
        """What stands there where there is nothing to tell."""
        digest = digest_of(subscription.spec)
        days = period_of(digest, occurrence).title
        if isinstance(answer, NothingUsed):
            why = "OpenAI billed nothing, and nothing was used."
        else:
            why = build_nothing(answer)[0]
        return build_nothing_to_tell(subscription.name, digest, occurrence, days, why, late, skipped)

    async def _of_budgets(
        self, subscription: Subscription, scopes: Sequence[Filters], day: date
    ) -> list[tuple[str, State]]:
        """How budgets stand that are about just what the digest is about, in the period that `day` is in."""
        same = [
            each
            for each in await self._subscriptions.of(self._workspace, Kind.BUDGET)
            if set(each.filters) == set(subscription.filters)
        ]
        states = [
            (each.name, await self._budgets.state(self._workspace, wanted_of(each), scopes, day))
            for each in same[:MOST_BUDGETS]
        ]
        return [(name, state) for name, state in states if isinstance(state, State)]

    async def _moved(self, spent: Question, scopes: Sequence[Filters]) -> Moved | None:
        by = spent.by if spent.by[0] in (Dimension.PROJECT, Dimension.MODEL, Dimension.KEY) else ()
        question = Question(spent.period, by, filters=spent.filters)
        found = await self._reasons.of(self._workspace, question, scopes, open_too=True)
        return moved_of(found) if isinstance(found, Explanation) else None
