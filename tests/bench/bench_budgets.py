"""How good the word is that a month's budget will be used up, in the sandbox's worlds: each morning of each month.

Budgets of six sizes around what the month came to; none of the worlds was used to choose anything by.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import median
from typing import Final

from core.budgets import Budget, Every, State
from core.budgets.state import day_of
from core.money import NANOS
from sandbox.openai.world import World
from tests.bench.bench_forecast import LAST_DAY, LATER, MONTHS, Days, days_of, ours, shapes
from tests.bench.showing import title

SEEDS: Final = range(11, 15)
SIZES: Final = (70, 80, 90, 95, 105, 110, 120, 140)
"""The budget in percent of what the month came to: below 100 it is used up."""
_DAY: Final = timedelta(days=1)


@dataclass
class Told:
    right: int = 0
    """It was told, before it came, that it would be used up."""
    missed: int = 0
    """It was used up, and nobody was told so before."""
    wrong: int = 0
    """It was told, and it was not used up."""
    quiet: int = 0
    ahead: list[int] = field(default_factory=list)
    """Days before it was used up."""

    def count(self, on: date | None, used_up: date | None) -> None:
        if used_up is None:
            self.wrong += on is not None
            self.quiet += on is None
        elif on is not None and on < used_up:
            self.right += 1
            self.ahead.append((used_up - on).days)
        else:
            self.missed += 1


def look_at(days: Days, told: dict[str, Told]) -> None:
    for month in MONTHS:
        first = date(2026, month, 1)
        end = (first + 31 * _DAY).replace(day=1)
        by_day = [days[first + number * _DAY] for number in range((end - first).days)]
        budgets = [Budget(max(NANOS, sum(by_day) * size // 100), Every.MONTH) for size in SIZES]
        first_told: dict[tuple[str, int], date] = {}
        for number in range(1, len(by_day)):
            today, so_far = first + number * _DAY, tuple(by_day[:number])
            found = ours(days, today, first, end)
            now = datetime(today.year, today.month, today.day, 6, tzinfo=UTC)
            for at, budget in enumerate(budgets):
                state = State(budget, first, end, sum(so_far), 0, so_far, found, None, now)
                line = sum(so_far) * len(by_day) // number
                if state.is_likely_to_be_used_up:
                    first_told.setdefault(("ours", at), today)
                if state.used_up_on is not None:
                    first_told.setdefault(("the forecast alone", at), today)
                if line >= budget.amount > state.spent:
                    first_told.setdefault(("a straight line", at), today)
        for at, budget in enumerate(budgets):
            used_up = day_of(by_day, first, budget.amount)
            for way in ("ours", "the forecast alone", "a straight line"):
                told[way].count(first_told.get((way, at)), used_up)


def main() -> None:
    told: defaultdict[str, Told] = defaultdict(Told)
    for seed in SEEDS:
        total, _ = days_of(World(seed, lambda: LATER, last_day=LAST_DAY))
        for _, days in shapes(total, Random(seed)):
            look_at(days, told)
    title("Whether a month's budget will be used up, told once, as early as it is told")
    heads = "   right of those told   told of those used up   days ahead"
    print(f"  {'':<20}{'right':>8}{'missed':>8}{'wrong':>8}{'quiet':>8}{heads}")
    for way, each in told.items():
        precision = each.right * 100 / max(1, each.right + each.wrong)
        recall = each.right * 100 / max(1, each.right + each.missed)
        print(
            f"  {way:<20}{each.right:>8}{each.missed:>8}{each.wrong:>8}{each.quiet:>8}"
            f"{precision:>19.0f} %{recall:>22.0f} %{median(each.ahead or [0]):>13.0f}"
        )


if __name__ == "__main__":
    main()
