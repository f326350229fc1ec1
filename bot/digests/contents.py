"""Puts a digest together: its reports, who moved it, its chart."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import date, timedelta
from typing import Final

from bot.alerts.open_now import OpenAlerts
from bot.answers.asking import Asking
from bot.answers.reasons import Reasons
from bot.budgets.states import BudgetStates, wanted_of
from bot.connections.guards import WholeLimits
from bot.digests.charts import DigestCharts
from bot.once import FoundT, Once
from bot.subscriptions.delivering import Message
from bot.views.digest import build_digest, build_nothing_to_tell
from bot.views.nothing_yet import Nothing, build_nothing
from core.alerts.told import Told as AlertTold
from core.budgets import State
from core.clock import Clock
from core.digests.digest import digest_of
from core.digests.schedule import Occurrence
from core.digests.told import Moved, Told, change_of, is_told, moved_of, period_of, questions_of
from core.guards import Limit
from core.questions import Dimension, Filters, Question
from core.questions.comparable import days_before
from core.reports import Answer, NothingUsed, Report
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
        limits: WholeLimits,
        charts: DigestCharts,
        clock: Clock,
        once: Once | None = None,
    ) -> None:
        """`once`: what one look has found; None where each digest is put together by itself."""
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._budgets = budgets
        self._alerts = alerts
        self._limits = limits
        self._clock = clock
        self._asking = asking
        self._reasons = reasons
        self._charts = charts
        self._once = once

    def for_one_look(self) -> "DigestContents":
        """The same for digests that are put together at about the same time: what they share is found out once."""
        return DigestContents(
            self._workspace,
            self._subscriptions,
            self._asking,
            self._reasons,
            self._budgets,
            self._alerts,
            self._limits,
            self._charts,
            self._clock,
            Once(),
        )

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
        spent = await self._sums(asked.spent, scopes)
        if not isinstance(spent, Report):
            return spent
        charted = await self._sums(asked.charted, scopes)
        if not isinstance(charted, Report):
            return charted
        month = await self._sums(asked.month, scopes) if asked.month is not None else None
        compared = await self._sums(asked.compared, scopes)
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
            budgets=await self._of_budgets(subscription.filters, scopes, occurrence.end - _DAY),
            limits=await self._whole_limits(subscription.filters, scopes),
            alerts=await self._open_alerts(subscription.filters, scopes),
            late=late,
            skipped=tuple(skipped),
        )

    async def is_billed(self, subscription: Subscription, occurrence: Occurrence, scopes: Sequence[Filters]) -> bool:
        """Whether all that was used since the one before is billed, as far as we know."""
        asked = questions_of(digest_of(subscription.spec), occurrence, subscription.filters)
        spent = await self._sums(asked.spent, scopes)
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
        *,
        preview: bool = False,
    ) -> Message:
        """What stands there where there is nothing to tell."""
        digest = digest_of(subscription.spec)
        days = period_of(digest, occurrence).title
        if isinstance(answer, NothingUsed):
            why = "OpenAI billed nothing, and nothing was used."
        else:
            why = build_nothing(answer)[0]
        return build_nothing_to_tell(subscription.name, digest, occurrence, days, why, late, skipped, preview=preview)

    async def _sums(self, question: Question, scopes: Sequence[Filters]) -> Answer:
        return await self._found(
            ("sums", question, tuple(scopes)), lambda: self._asking.sums(self._workspace, question, scopes)
        )

    async def _of_budgets(
        self, filters: Filters, scopes: Sequence[Filters], day: date
    ) -> tuple[tuple[str, State], ...]:
        """How budgets that are about just what the digest is about stood at the end of `day`."""

        async def find() -> tuple[tuple[str, State], ...]:
            budgets = await self._subscriptions.of(self._workspace, Kind.BUDGET)
            same = [each for each in budgets if set(each.filters) == set(filters)]
            states = [
                (each.name, await self._budgets.state(self._workspace, wanted_of(each), scopes, day, until=day))
                for each in same[:MOST_BUDGETS]
            ]
            return tuple((name, state) for name, state in states if isinstance(state, State))

        return await self._found(("budgets", filters, tuple(scopes), day), find)

    async def _whole_limits(self, filters: Filters, scopes: Sequence[Filters]) -> tuple[tuple[str, Limit], ...]:
        return await self._found(
            ("limits", filters, tuple(scopes)), lambda: self._limits.of(self._workspace, filters, scopes)
        )

    async def _open_alerts(self, filters: Filters, scopes: Sequence[Filters]) -> tuple[AlertTold, ...]:
        async def find() -> tuple[AlertTold, ...]:
            return tuple(await self._alerts.of(self._workspace, filters, scopes, self._clock.now()))

        return await self._found(("alerts", filters, tuple(scopes)), find)

    async def _moved(self, spent: Question, scopes: Sequence[Filters]) -> Moved | None:
        by = spent.by if spent.by[0] in (Dimension.PROJECT, Dimension.MODEL, Dimension.KEY) else ()
        question = Question(spent.period, by, filters=spent.filters)

        async def find() -> Moved | None:
            found = await self._reasons.of(self._workspace, question, scopes, open_too=True)
            return moved_of(found) if isinstance(found, Explanation) else None

        return await self._found(("moved", question, tuple(scopes)), find)

    async def _found(self, what: Hashable, find: Callable[[], Awaitable[FoundT]]) -> FoundT:
        """What `find` finds, in this minute at least: what was read earlier is not told."""
        if self._once is None:
            return await find()
        return await self._once.of((self._clock.now().replace(second=0, microsecond=0), what), find)
