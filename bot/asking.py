"""Answers a question: what the report needs is read, the report is built, its chart is drawn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import structlog

from bot.chart_process import ChartFailed, ChartProcess
from bot.estimating import Estimating
from bot.forecasting import Forecasting
from bot.narrow import NOBODY, Narrow
from bot.picture import Picture
from bot.whole_days import WholeDays
from core.clock import Clock
from core.connection import Connection
from core.estimates.days import recent_days
from core.estimates.estimates import Estimates
from core.figures import DayFigure, HourFigure
from core.forecasts import end_ahead
from core.grain import Grain
from core.narrowing import KINDS, Narrowing
from core.people import People
from core.questions import Dimension, Filters, Measure, NotUnderstood, Question, last_days
from core.reports import Answer, NoSuchUser, NothingLeft, Report, build, figures_needed
from core.reports.picture import picture_in_words, picture_of
from core.reports.splits import shares_of
from core.restated import Restatement
from storage.colours import Colours
from storage.connections import Connections
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements

SLOTS: Final = 7
"""Colours that are kept apart."""

log = structlog.stdlib.get_logger("tokenmeter.asking")


class Asking:
    def __init__(
        self,
        connections: Connections,
        whole_days: WholeDays,
        reports: Reports,
        restatements: Restatements,
        names: NameStore,
        estimating: Estimating,
        colours: Colours,
        charts: ChartProcess,
        clock: Clock,
    ) -> None:
        self._connections = connections
        self._whole_days = whole_days
        self._reports = reports
        self._restatements = restatements
        self._names = names
        self._narrow = Narrow(reports, names)
        self._estimating = estimating
        self._forecasting = Forecasting(whole_days, reports, estimating)
        self._colours = colours
        self._charts = charts
        self._clock = clock

    async def answer(
        self, workspace: str, question: Question, scopes: Sequence[Filters] = (), people: People = NOBODY
    ) -> Answer:
        """The answer to `question`, over what its filters and every one of `scopes` keep of the workspace.

        `people`: whom it is about.
        """
        now = self._clock.now()
        connections = await self._connections.of(workspace)
        narrowing = await self._narrow.to(workspace, connections, question, scopes, people)
        if isinstance(narrowing, NothingLeft | NotUnderstood | NoSuchUser):
            return narrowing
        kinds = [KINDS[each] for each in question.by if each in KINDS]
        ledgers = await self._whole_days.of(workspace, narrowing, *figures_needed(question))
        shares = shares_of(question, scopes, ledgers)
        estimates = await self._estimates(workspace, question, connections, narrowing, tuple(shares))
        kept = [each for each in connections if each.id in narrowing]
        answer = build(
            question,
            await self._figures(workspace, question, narrowing, tuple(shares)),
            ledgers,
            kept,
            await self._names.of(workspace, kinds),
            now,
            estimates,
            scopes,
            await self._restated(workspace, question, narrowing),
            shares,
            await self._hours(workspace, question, narrowing, tuple(shares), estimates),
        )
        end = end_ahead(question, now.date())
        if not isinstance(answer, Report) or estimates is None or end is None:
            return answer
        ahead = await self._forecasting.of(
            workspace, question, end, scopes, kept, narrowing, estimates, answer.unit, now
        )
        return replace(answer, forecast=ahead)

    async def unmatched(self, workspace: str, filters: Filters) -> NotUnderstood | None:
        """The first of these filters that nothing collected matches, with questions that have near names instead."""
        question = Question(last_days(1, self._clock.now().date()), filters=filters)
        found = await self._narrow.to(workspace, await self._connections.of(workspace), question, ())
        return found if isinstance(found, NotUnderstood) else None

    async def picture(self, workspace: str, report: Report) -> Picture | None:
        """The report's chart; None when it cannot be drawn: the answer goes without it."""
        labels = [line.key for line in report.lines if line.key]
        slots = await self._colours.of(workspace, ", ".join(report.question.by), labels, SLOTS)
        chart = picture_of(report, slots)
        try:
            png = await self._charts.draw(chart)
        except ChartFailed:
            log.exception("the chart could not be drawn")
            return None
        return Picture(png, chart.title, picture_in_words(report))

    async def _figures(
        self, workspace: str, question: Question, narrowing: Narrowing, share_by: Sequence[Dimension]
    ) -> list[DayFigure]:
        first, end = figures_needed(question)
        if share_by:
            now = self._clock.now()
            return await self._estimating.shared(workspace, narrowing, first, end, question.by, share_by, now)
        if question.measure is Measure.COST:
            return await self._reports.costs_by_day(workspace, first, end, question.by, narrowing)
        return await self._reports.usage_by_day(workspace, first, end, question.by, question.measure, narrowing)

    async def _hours(
        self,
        workspace: str,
        question: Question,
        narrowing: Narrowing,
        share_by: Sequence[Dimension],
        estimates: Estimates | None,
    ) -> tuple[Sequence[HourFigure], Sequence[HourFigure]]:
        """The period by the hour, where that is asked for, and what of it is not billed yet."""
        now, period = self._clock.now(), question.period
        if question.per is not Grain.HOUR:
            return (), ()
        if question.measure is not Measure.COST:
            asked = workspace, period.first, period.end, question.by, question.measure, narrowing
            return await self._reports.usage_by_hour(*asked), ()
        last = min(period.end - timedelta(days=1), now.date())
        rests = estimates.rests if estimates is not None else ()
        return await self._estimating.by_hour(
            workspace, narrowing, (period.first, last), question.by, share_by, rests, now
        )

    async def _estimates(
        self,
        workspace: str,
        question: Question,
        connections: Sequence[Connection],
        narrowing: Narrowing,
        share_by: Sequence[Dimension],
    ) -> Estimates | None:
        """Beside costs: what is not billed yet; None where the period is over for long."""
        now = self._clock.now()
        if question.measure is not Measure.COST or question.period.end <= min(recent_days(now.date())):
            return None
        kept = [each for each in connections if each.id in narrowing]
        return await self._estimating.of(workspace, kept, narrowing, share_by, now)

    async def _restated(self, workspace: str, question: Question, narrowing: Narrowing) -> list[Restatement]:
        """Beside costs: what was restated in the period, of connections that are asked about as a whole."""
        if question.measure is not Measure.COST:
            return []
        found = await self._restatements.of(workspace, question.period.first, question.period.end)
        return [each for each in found if narrowing.get(each.connection) == ()]
