"""A report by the hour: what it says of days, told apart further, where hours are kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.collection.ledger import LedgerDay
from core.estimates.days import COSTS
from core.figures import DayFigure, HourFigure
from core.grain import Grain, hours_begun
from core.questions.not_understood import NotUnderstood
from core.questions.question import Period, Question, sentence
from core.reports.labels import Labels, key_of
from core.reports.report import Line
from core.reports.sums import added

_DAY = timedelta(days=1)
Values = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """The amounts of each hour of a report's days that has begun, in order, by the key of their line."""

    billed: Mapping[str, Values]
    """What was billed, about; or used, exactly."""
    not_billed: Mapping[str, Values]
    number: int

    @property
    def total(self) -> Values:
        return added(self.billed.values(), self.number)

    @property
    def not_billed_in_all(self) -> Values:
        return added(self.not_billed.values(), self.number)

    def of(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines with their hours; "Other" has what the others leave."""
        own = {line.key for line in lines if not line.others}

        def hours(values: Mapping[str, Values], line: Line) -> Values:
            keys = values.keys() - own if line.others else values.keys() & {line.key}
            return added((values[key] for key in keys), self.number)

        return tuple(
            replace(line, by_hour=hours(self.billed, line), not_billed_by_hour=hours(self.not_billed, line))
            for line in lines
        )


def hours_among(
    days: Sequence[date],
    now: datetime,
    billed: Iterable[HourFigure],
    not_billed: Iterable[HourFigure],
    unit: str,
    labels_of: Callable[[DayFigure], Labels],
) -> Hours:
    """`unit`: what is counted; figures of others are in no hour."""
    starts: dict[date, int] = {}
    number = 0
    for day in days:
        starts[day] = number
        number += hours_begun(day, now)

    def rows(figures: Iterable[HourFigure]) -> dict[str, Values]:
        found: dict[str, list[int]] = {}
        for day, hour, connection, label, of, amount, second in figures:
            place = starts.get(day, number) + hour
            if of == unit and place < number:
                key = key_of(labels_of(DayFigure(day, connection, label, of, amount, second)))
                found.setdefault(key, [0] * number)[place] += amount
        return {key: tuple(values) for key, values in found.items()}

    return Hours(rows(billed), rows(not_billed), number)


def without_hours(
    question: Question, days: Sequence[date], ledgers: Mapping[int, Iterable[LedgerDay]]
) -> NotUnderstood | None:
    """Why there are no bars for hours: of some days the sums alone are kept. None where there are, or none is asked."""
    if question.per is not Grain.HOUR:
        return None
    coarse = {
        line.day for lines in ledgers.values() for line in lines if line.endpoint != COSTS and line.width == "1d"
    }.intersection(days)
    if not coarse:
        return None
    begin = max(coarse) + _DAY
    nearest = [replace(question, per=Grain.DAY)]
    if begin <= days[-1]:
        nearest.append(replace(question, period=Period(begin, days[-1] + _DAY, "")))
    why = "Hours are not kept that long: of some of these days there are daily figures alone."
    return NotUnderstood(f"per {question.per}", tuple(map(sentence, nearest)), why)
