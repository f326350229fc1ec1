"""The rules and budgets of a year, drawn from a seed, and what of them must be told, reckoned by plain sums.

Reckoned are limits of a day's tokens or requests, and budgets. What is compared with "usual", or with an hour's or a
day's cost, is not: of these every number of processes must tell the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from core.alerts.rule import DEFAULTS, Condition, Over, Span
from core.budgets import Budget, Every
from core.money import NANOS
from core.questions import Measure
from tests.storm.year_figures import QUIET_DAY, REQUEST, cost_of, tokens_of
from tests.storm.year_plan import PLACES

DAY: Final = timedelta(days=1)
PERIODS: Final = (Every.DAY, Every.WEEK, Every.MONTH, Every.MONTH)
DAYS_OF: Final = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 30}
THRESHOLDS: Final = ((50, 80, 100), (80, 100), (100,), (25, 50, 75, 100))
JUST_OVER: Final = timedelta(hours=16)
"""For so long a budget's last period is still judged."""


@dataclass(frozen=True, slots=True)
class PlannedRule:
    workspace: str
    uid: str
    says: Condition | Budget
    places: tuple[str, ...]

    @property
    def is_reckoned(self) -> bool:
        return isinstance(self.says, Budget) or (
            isinstance(self.says, Over) and self.says.span is Span.DAY and self.says.measure is not Measure.COST
        )


def planned_rules(seed: int, workspaces: int, rules: int) -> list[PlannedRule]:
    """Two thirds are alert rules of eight kinds, one third budgets; in each workspace as many of each."""
    random = Random(f"{seed} rules")
    return [
        PlannedRule(
            workspace=f"T{number % workspaces:02}",
            uid=f"r{number:03}",
            says=_says(random, number // workspaces % 12),
            places=tuple(sorted(random.sample(PLACES, random.choice((1, 1, 2))))),
        )
        for number in range(rules)
    ]


def _says(random: Random, kind: int) -> Condition | Budget:
    quiet = QUIET_DAY * random.randint(12, 30) // 10
    match kind:
        case 0 | 1 | 2:
            return Over(Span.DAY, Measure.TOKENS, quiet)
        case 3:
            return Over(Span.DAY, Measure.REQUESTS, quiet // REQUEST)
        case 4:
            return Over(Span.HOUR, Measure.TOKENS, quiet)
        case 5:
            return Over(Span.DAY, Measure.COST, cost_of(quiet))
        case 6 | 7:
            return DEFAULTS[kind - 6]
        case _:
            every = PERIODS[kind - 8]
            dollars = cost_of(QUIET_DAY * DAYS_OF[every] * random.randint(10, 25) // 10) // NANOS
            return Budget(dollars * NANOS, every, thresholds=random.choice(THRESHOLDS))


def reckon_rules(
    seed: int, rules: Sequence[PlannedRule], collected: Mapping[str, Sequence[datetime]], made_on: date
) -> set[str]:
    """The marks of all that must be told. `collected`: when in each workspace new figures came, in order."""
    found: set[str] = set()
    for each in rules:
        if each.is_reckoned:
            occasions = _budgets if isinstance(each.says, Budget) else _limits
            for what in occasions(seed, each, collected[each.workspace], made_on):
                found |= {f"{what}:{place}" for place in each.places}
    return found


def _limits(seed: int, rule: PlannedRule, collected: Sequence[datetime], made_on: date) -> Iterator[str]:
    """Each day since the rule was made that is over its limit, and was seen while it was today or yesterday."""
    if not isinstance(rule.says, Over):
        return
    unit = REQUEST if rule.says.measure is Measure.REQUESTS else 1
    seen = {at.date() - back * DAY for at in collected for back in (0, 1)}
    for day in sorted(each for each in seen if each >= made_on):
        if tokens_of(seed, rule.workspace, day) // unit > rule.says.limit:
            yield f"alert:{rule.uid}:{day}"


def _budgets(seed: int, rule: PlannedRule, collected: Sequence[datetime], made_on: date) -> Iterator[str]:
    """Of each period the highest threshold that is reached, where none as high was told."""
    budget = rule.says
    if not isinstance(budget, Budget):
        return
    told: dict[date, int] = {}
    for at in collected:
        first = first_of(budget.every, at.date())
        was_before = at - JUST_OVER < datetime(first.year, first.month, first.day, tzinfo=at.tzinfo)
        days = [first - DAY] if was_before and made_on < first else []
        for day in (*days, at.date()):
            begun = first_of(budget.every, day)
            until = day if day < first else at.date()
            spent = sum(
                cost_of(tokens_of(seed, rule.workspace, begun + n * DAY)) for n in range((until - begun).days + 1)
            )
            reached = max((each for each in budget.thresholds if spent * 100 >= budget.amount * each), default=0)
            if reached > told.get(begun, 0):
                told[begun] = reached
                yield f"budget:{rule.uid}:{begun}:{budget.amount}:{reached}"


def first_of(every: Every, day: date) -> date:
    """The day on which the period began that this day is in: a day, a week from Monday on, or a month."""
    match every:
        case Every.DAY:
            return day
        case Every.WEEK:
            return day - day.weekday() * DAY
        case Every.MONTH:
            return day.replace(day=1)
