"""Forecasts what the month, or another period, will come to: what that needs is read, core works it out."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.answers.estimating import Estimating
from bot.answers.remembered import RememberedCosts
from bot.answers.whole_days import WholeDays
from core.connection import Connection
from core.estimates.estimates import Estimates
from core.forecasts import Forecast, TooLittle, forecast, history_needed
from core.narrowing import Narrowing
from core.questions import Filters, Measure, Question
from core.reports.days import Ledger, ledger_of
from core.reports.spent import spent_of
from core.reports.splits import shares_of, unsplit_days


class Forecasting:
    def __init__(self, whole_days: WholeDays, costs: RememberedCosts, estimating: Estimating) -> None:
        self._whole_days = whole_days
        self._costs = costs
        self._estimating = estimating

    async def of(
        self,
        workspace: str,
        question: Question,
        end: date,
        scopes: Sequence[Filters],
        connections: Sequence[Connection],
        narrowing: Narrowing,
        estimates: Estimates,
        currency: str,
        now: datetime,
    ) -> Forecast | TooLittle:
        """What the days from the question's first on will come to in `currency`, up to and without `end`, which is
        ahead: of what `narrowing` keeps.

        `narrowing` is what the filters of `question` and `scopes` come to, `connections` are those in it, and
        `estimates` is of what is not billed yet.
        """
        begin = question.period.first
        days = history_needed(begin, now)
        asked = replace(question, by=(), table=False)
        ledgers = await self._whole_days.of(workspace, narrowing, *days)
        shares = shares_of(asked, scopes, ledgers)
        if shares:
            figures = await self._estimating.shared(workspace, narrowing, *days, (), tuple(shares), now)
        else:
            figures = await self._costs.by_day(workspace, *days, (), narrowing, ledgers)
        ledger = ledger_of(Measure.COST, ledgers, connections)
        unsplit = unsplit_days(asked, scopes, sorted({day for _, day in ledger.lines}), ledger, shares)
        split = Ledger({each: lines for each, lines in ledger.lines.items() if each[1] not in unsplit}, connections)
        spent = spent_of(days[0], figures, estimates.rests, split, currency, now)
        return await asyncio.to_thread(forecast, spent, begin, end)
