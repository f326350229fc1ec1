"""Answers a question: what the report needs is read, the report is built, its chart is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import structlog

from bot.answers.estimating import Estimating
from bot.answers.forecasting import Forecasting
from bot.answers.narrow import NOBODY, Narrow
from bot.answers.picture import Picture
from bot.answers.remembered import RememberedCosts
from bot.answers.whole_days import WholeDays
from bot.chart_process import ChartFailed, ChartProcess
from core.chart import Chart
from core.clock import Clock
from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.estimates.days import recent_days
from core.estimates.estimates import Estimates
from core.figures import Counted, DayFigure, HourFigure
from core.forecasts import Forecast, end_ahead
from core.grain import Grain
from core.month_chart import MonthChart
from core.narrowing import KINDS, Narrowing
from core.people import People
from core.providers.contract import Name
from core.questions import Dimension, Filters, Measure, NotUnderstood, Question, last_days
from core.questions.dimensions import RATES
from core.ranking import Ranking
from core.reports import Answer, Answered, NoSuchUser, NothingLeft, Rates, Report, build, build_rates, figures_needed
from core.reports.month_chart import month_alt_text, month_chart_of
from core.reports.picture import picture_in_words, picture_of
from core.reports.splits import Shares, shares_of
from core.restated import Restatement
from storage.colours import Colours
from storage.connections import Connections
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements

SLOTS: Final = 7
"""Colours that are kept apart."""

log = structlog.stdlib.get_logger("tokenmeter.asking")


@dataclass(frozen=True, slots=True)
class _Read:
    narrowing: Narrowing
    connections: Sequence[Connection]
    """Those that are not left out."""
    ledgers: Mapping[int, Sequence[LedgerDay]]
    shares: Shares
    names: Mapping[int, Sequence[Name]]


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
        self._costs = RememberedCosts(reports)
        self._forecasting = Forecasting(whole_days, self._costs, estimating)
        self._colours = colours
        self._charts = charts
        self._clock = clock

    async def answer(
        self, workspace: str, question: Question, scopes: Sequence[Filters] = (), people: People = NOBODY
    ) -> Answer | Rates:
        """The answer to `question`, over what its filters and every one of `scopes` keep of the workspace.

        `people`: whom it is about.
        """
        if question.measure not in RATES:
            return await self.sums(workspace, question, scopes, people)
        read = await self._read(workspace, question, scopes, people)
        if not isinstance(read, _Read):
            return read
        figures = await self._of_rate(workspace, question, read)
        now = self._clock.now()
        return build_rates(question, figures, read.ledgers, read.connections, read.names, now, scopes, read.shares)

    async def sums(
        self, workspace: str, question: Question, scopes: Sequence[Filters] = (), people: People = NOBODY
    ) -> Answer:
        """The same, to a question whose measure is no rate."""
        read = await self._read(workspace, question, scopes, people)
        if not isinstance(read, _Read):
            return read
        now, narrowing, share_by = self._clock.now(), read.narrowing, tuple(read.shares)
        estimates = await self._estimates(workspace, question, read.connections, narrowing, share_by)
        answer = build(
            question,
            await self._figures(workspace, question, read),
            read.ledgers,
            read.connections,
            read.names,
            now,
            estimates,
            scopes,
            await self._restated(workspace, question, narrowing),
            read.shares,
            await self._hours(workspace, question, narrowing, share_by, estimates),
        )
        end = end_ahead(question, now.date())
        if not isinstance(answer, Report) or estimates is None or end is None:
            return answer
        ahead = await self._forecasting.of(
            workspace, question, end, scopes, read.connections, narrowing, estimates, answer.unit, now
        )
        return replace(answer, forecast=ahead)

    async def _read(
        self, workspace: str, question: Question, scopes: Sequence[Filters], people: People
    ) -> "_Read | NothingLeft | NotUnderstood | NoSuchUser":
        """What every answer goes by, or why there is none."""
        connections = await self._connections.of(workspace)
        narrowing = await self._narrow.to(workspace, connections, question, scopes, people)
        if isinstance(narrowing, NothingLeft | NotUnderstood | NoSuchUser):
            return narrowing
        kept = [each for each in connections if each.id in narrowing]
        ledgers = await self._whole_days.of(workspace, narrowing, *figures_needed(question))
        names = await self._names.of(workspace, [KINDS[each] for each in question.by if each in KINDS])
        return _Read(narrowing, kept, ledgers, shares_of(question, scopes, ledgers), names)

    async def unmatched(self, workspace: str, filters: Filters, scopes: Sequence[Filters] = ()) -> NotUnderstood | None:
        """The first of these filters that nothing collected within every one of `scopes` matches, with questions that
        have near names instead."""
        question = Question(last_days(1, self._clock.now().date()), filters=filters)
        found = await self._narrow.to(workspace, await self._connections.of(workspace), question, scopes)
        return found if isinstance(found, NotUnderstood) else None

    async def picture(self, workspace: str, report: Answered) -> Picture | None:
        """The report's chart; None when it cannot be drawn: the answer goes without it."""
        labels = [line.key for line in report.lines if line.key]
        slots = await self._colours.of(workspace, ", ".join(report.question.by), labels, SLOTS)
        return await self._drawn(picture_of(report, slots), picture_in_words(report))

    async def picture_ahead(self, report: Report, ahead: Forecast, budget: int) -> Picture | None:
        """The chart of a period with what is ahead, and a line at `budget` (nanos); None when it cannot be drawn."""
        return await self._drawn(month_chart_of(report, ahead, budget), month_alt_text(report, ahead, budget))

    async def _drawn(self, chart: Chart | MonthChart | Ranking, alt: str) -> Picture | None:
        try:
            png = await self._charts.draw(chart)
        except ChartFailed:
            log.exception("the chart could not be drawn")
            return None
        return Picture(png, chart.title, alt)

    async def _figures(self, workspace: str, question: Question, read: _Read) -> list[DayFigure]:
        first, end = figures_needed(question)
        narrowing, share_by = read.narrowing, tuple(read.shares)
        if share_by:
            now = self._clock.now()
            return await self._estimating.shared(workspace, narrowing, first, end, question.by, share_by, now)
        if question.measure is Measure.COST:
            return await self._costs.by_day(workspace, first, end, question.by, narrowing, read.ledgers)
        return await self._reports.usage_by_day(
            workspace, first, end, question.by, Counted(question.measure), narrowing
        )

    async def _of_rate(
        self, workspace: str, question: Question, read: _Read
    ) -> tuple[Sequence[DayFigure], Sequence[DayFigure]]:
        """What stands over and what stands under the line."""
        rate, (first, end) = RATES[question.measure], figures_needed(question)
        of_usage = workspace, first, end, question.by
        under = await self._reports.usage_by_day(*of_usage, rate.under, read.narrowing)
        if isinstance(rate.over, Counted):
            return await self._reports.usage_by_day(*of_usage, rate.over, read.narrowing), under
        costs = replace(question, measure=Measure.COST)
        return await self._figures(workspace, costs, read), under

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
            asked = workspace, period.first, period.end, question.by, Counted(question.measure), narrowing
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
        return await self._estimating.of(workspace, connections, narrowing, share_by, now)

    async def _restated(self, workspace: str, question: Question, narrowing: Narrowing) -> list[Restatement]:
        """Beside costs: what was restated in the period, of connections that are asked about as a whole."""
        if question.measure is not Measure.COST:
            return []
        found = await self._restatements.of(workspace, question.period.first, question.period.end)
        return [each for each in found if narrowing.get(each.connection) == ()]
