"""What a digest tells: reports that were put together for it, and what follows from them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core import amounts
from core.alerts.told import Told as AlertTold
from core.budgets import State
from core.digests.digest import Digest
from core.digests.schedule import Cadence, Occurrence
from core.guards import Limit
from core.questions.comparable import days_before
from core.questions.dimensions import Measure
from core.questions.filters import Filters
from core.questions.periods import single_day
from core.questions.question import Period, Question
from core.reports.report import Change, Report
from core.why import Explanation, Mover

CHARTED: Final = 14
"""Days of the chart, at least."""
MOST_MOVERS: Final = 3
UNBILLED_PERCENT: Final = 20
"""From this much on that is not billed yet, what moved cannot be told by what is billed."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked for a digest."""

    spent: Question
    """Since the one before."""
    compared: Question
    """The days it is compared with."""
    charted: Question
    month: Question | None
    """The month so far; None where that is what was spent, or the month before."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Who moved it; the amounts add up to the change."""

    change: Change
    shown: str
    """The change's size, as people read it."""
    movers: tuple[tuple[Mover | None, str, int], ...]
    """Each with its size as people read it and its exact change; None is everything else."""
    found: Explanation


@dataclass(frozen=True, slots=True)
class Told:
    """A digest that is to be posted, or edited."""

    name: str
    """Of its subscription."""
    digest: Digest
    occurrence: Occurrence
    filters: Filters
    spent: Report
    charted: Report
    month: Report | None
    change: Change | None
    """Against `before`, with what is used and not billed yet; None where that cannot be compared."""
    before: tuple[date, date]
    """The same days of the week, or of the month before; both included."""
    moved: Moved | None
    budgets: tuple[tuple[str, State], ...]
    """Those that are about just the same, by name, as they stood at the end of the last day that is told of."""
    limits: tuple[tuple[str, Limit], ...]
    """The provider's own, of whole organizations, by the connection's name; "" where there is but one connection."""
    alerts: tuple[AlertTold, ...]
    """Those that are open."""
    late: timedelta
    """Since it was due, where that is worth saying; else 0."""
    skipped: tuple[date, ...] = ()
    """The local dates of those that were due before and were not posted."""

    @property
    def is_settled(self) -> bool:
        """Whether what was spent changes no more."""
        return not self.spent.days.unsettled and not self.spent.days.missing


def questions_of(digest: Digest, occurrence: Occurrence, filters: Filters) -> Questions:
    spent = Question(period_of(digest, occurrence), (digest.by,), filters=filters)
    first, last = days_before(spent.period, occurrence.end - _DAY)
    compared = Question(Period(first, last + _DAY, "the days before"), filters=filters)
    charted = Question(charted_period(occurrence), (digest.by,), filters=filters)
    month = Period(
        (occurrence.end - _DAY).replace(day=1), occurrence.end, f"{occurrence.end - _DAY:%B} so far", is_month=True
    )
    is_whole = spent.period.is_month or month.first >= spent.period.first
    return Questions(spent, compared, charted, None if is_whole else Question(month, filters=filters))


def period_of(digest: Digest, occurrence: Occurrence) -> Period:
    """What was spent since the digest before."""
    first, last = occurrence.first, occurrence.end - _DAY
    if first == last:
        return Period(first, occurrence.end, amounts.weekday(first), single_day(first).words)
    is_month = digest.schedule.cadence is Cadence.MONTHLY and first.day == 1 and occurrence.end.day == 1
    title = f"{first:%B %Y}" if is_month else amounts.days(first, last)
    return Period(first, occurrence.end, title, is_month=is_month)


def charted_period(occurrence: Occurrence) -> Period:
    first = min(occurrence.first, occurrence.end - _DAY * CHARTED)
    return Period(first, occurrence.end, amounts.days(first, occurrence.end - _DAY))


def change_of(spent: Report, compared: Report | None) -> Change | None:
    """How much more was spent than on the days before, with what is not billed yet of it."""
    if compared is None or compared.unit != spent.unit or spent.days.missing:
        return None
    if compared.days.missing or compared.days.unsettled or compared.days.history_from is not None:
        return None
    return Change(spent.total + _not_billed(spent), compared.total, spent.unit)


def is_told(spent: Report) -> bool:
    """Whether enough is billed for what moved to be told by it."""
    total = spent.total + _not_billed(spent)
    return spent.billed and total > 0 and _not_billed(spent) * 100 < UNBILLED_PERCENT * total


def moved_of(found: Explanation) -> Moved | None:
    """At most three movers, and what the others come to; None where nothing moved by more than noise."""
    if found.change.as_usual:
        return None
    named = [each for each in found.movers if each.name][:MOST_MOVERS]
    rest = found.change.difference - sum(each.cost.difference for each in named)
    movers: list[Mover | None] = [*named, *([None] if rest or not named else [])]
    exact = [rest if each is None else each.cost.difference for each in movers]
    shown, sizes = amounts.changes(exact, found.change.unit)
    return Moved(found.change, shown, tuple(zip(movers, sizes, exact, strict=True)), found)


def _not_billed(report: Report) -> int:
    return report.not_billed.amount if report.not_billed is not None and report.question.measure is Measure.COST else 0
