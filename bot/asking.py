"""Answers a question: what the report needs is read, the report is built, its chart is drawn."""

from typing import Final

import structlog

from bot.chart_process import ChartFailed, ChartProcess
from bot.picture import Picture
from core.clock import Clock
from core.figures import DayFigure
from core.questions.question import Dimension, Measure, Question
from core.reports import Answer, Report, alt_text, build, chart_of, figures_needed
from storage.colours import Colours
from storage.connections import Connections
from storage.names import NameStore
from storage.reports import Reports
from storage.usage import UsageStore

NAMED: Final = (Dimension.PROJECT, Dimension.KEY)
"""Dimensions whose labels are ids that have names."""

SLOTS: Final = 7
"""Colours that are kept apart."""

log = structlog.stdlib.get_logger("tokenmeter.asking")


class Asking:
    def __init__(
        self,
        connections: Connections,
        usage: UsageStore,
        reports: Reports,
        names: NameStore,
        colours: Colours,
        charts: ChartProcess,
        clock: Clock,
    ) -> None:
        self._connections = connections
        self._usage = usage
        self._reports = reports
        self._names = names
        self._colours = colours
        self._charts = charts
        self._clock = clock

    async def answer(self, workspace: str, question: Question) -> Answer:
        """The answer to `question` over all connections of the workspace."""
        connections = await self._connections.of(workspace)
        return build(
            question,
            await self._figures(workspace, question),
            await self._usage.ledgers(workspace),
            connections,
            await self._names.of(workspace) if question.by in NAMED else {},
            self._clock.now(),
            await self._used(workspace, question),
        )

    async def picture(self, workspace: str, report: Report) -> Picture | None:
        """The report's chart; None when it cannot be drawn: the answer goes without it."""
        labels = [line.key for line in report.lines if line.key]
        slots = await self._colours.of(workspace, str(report.question.by or ""), labels, SLOTS)
        chart = chart_of(report, slots)
        try:
            png = await self._charts.draw(chart)
        except ChartFailed:
            log.exception("the chart could not be drawn")
            return None
        return Picture(png, chart.title, alt_text(report))

    async def _figures(self, workspace: str, question: Question) -> list[DayFigure]:
        first, end = figures_needed(question)
        if question.measure is Measure.COST:
            return await self._reports.costs_by_day(workspace, first, end, question.by)
        return await self._reports.usage_by_day(workspace, first, end, question.by, question.measure)

    async def _used(self, workspace: str, question: Question) -> list[DayFigure]:
        """Beside costs: what was used in the period, for the days that are not billed yet."""
        if question.measure is not Measure.COST:
            return []
        period = question.period
        tokens = await self._reports.usage_by_day(workspace, period.first, period.end, None, Measure.TOKENS)
        requests = await self._reports.usage_by_day(workspace, period.first, period.end, None, Measure.REQUESTS)
        return tokens + requests
