"""Which bars a report's chart has, and which of its days or hours each of them adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core import amounts
from core.grain import Grain, bar_of, hours_begun, usual
from core.questions.question import Question
from core.reports.report import ReportedDays


@dataclass(frozen=True, slots=True)
class Timeline:
    grain: Grain
    starts: tuple[date, ...]
    """The first day of each bar; of hours, the instant they begin at."""
    places: tuple[int, ...]
    """To which bar each of the days, or hours, belongs."""
    open_bars: frozenset[int]
    """Bars that are not over, not settled or not collected."""

    def sums(self, values: Sequence[int]) -> list[int]:
        """What each bar comes to."""
        found = [0] * len(self.starts)
        for place, value in zip(self.places, values, strict=True):
            found[place] += value
        return found

    def when(self, bar: int) -> str:
        """ "on 20 Nov", "at 13:00 UTC on 20 Nov", "in the week of 16 Nov", "in November 2026"."""
        start = self.starts[bar]
        match self.grain:
            case Grain.HOUR:
                return f"at {start:%H:%M} UTC on {amounts.day(start)}"
            case Grain.DAY:
                return f"on {amounts.day(start)}"
            case Grain.WEEK:
                return f"in the week of {amounts.day(start)}"
            case Grain.MONTH:
                return f"in {start:%B %Y}"


def timeline(known: ReportedDays, question: Question, per: Grain | None = None) -> Timeline:
    """`per`: how wide bars are to be where the question does not say; None where that is left to us."""
    grain = question.per or per or usual((known.last - known.first).days + 1)
    days = _days(known)
    open_days = {*known.unsettled, *known.missing}
    if grain is Grain.HOUR:
        hours = [(day, hour) for day in days for hour in range(hours_begun(day, known.now))]
        starts = tuple(datetime(day.year, day.month, day.day, hour, tzinfo=UTC) for day, hour in hours)
        is_open = frozenset(at for at, (day, _) in enumerate(hours) if day in open_days)
        return Timeline(grain, starts, tuple(range(len(hours))), is_open)
    bars = [bar_of(day, grain, question.week_start) for day in days]
    numbers = {bar: at for at, bar in enumerate(dict.fromkeys(bars))}
    places = tuple(numbers[bar] for bar in bars)
    return Timeline(
        grain,
        tuple(dict.fromkeys(max(bar, days[0]) for bar in bars)),
        places,
        frozenset(place for day, place in zip(days, places, strict=True) if day in open_days),
    )


def _days(days: ReportedDays) -> list[date]:
    return [days.first + timedelta(days=number) for number in range((days.last - days.first).days + 1)]
