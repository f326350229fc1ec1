"""What was spent day by day, from what a report reads: the raw material of a forecast."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from core.estimates.rests import Rest
from core.figures import DayFigure
from core.forecasts import Spent
from core.reports.days import Ledger

_DAY: Final = timedelta(days=1)


def spent_of(
    first: date, figures: Iterable[DayFigure], rests: Iterable[Rest], ledger: Ledger, currency: str, now: datetime
) -> Spent:
    """What was spent from `first` on, the first day of `history_needed`.

    `figures`: costs of these days; `rests`: what of them is not billed yet. Both are narrowed to what the forecast is
    about, as are the ledger's connections.
    """
    rests = [rest for rest in rests if rest.currency == currency]
    amounts = [
        *((figure.day, figure.connection, figure.amount) for figure in figures if figure.unit == currency),
        *((rest.day, rest.connection, rest.nanos) for rest in rests),
    ]
    left = {each.id for each in ledger.connections if each.disconnected_at is not None}
    sums, going_on = _by_day(amounts), _by_day(each for each in amounts if each[1] not in left)
    days = [first + number * _DAY for number in range((now.date() - first).days)]
    begun = next((day for day in days if going_on.get(day)), now.date())
    return Spent(
        currency=currency,
        known={day: sums.get(day, 0) for day in days if not ledger.is_missing(day)},
        pace={day: going_on.get(day, 0) for day in days if day >= begun and ledger.all_collected(day)},
        today=sums.get(now.date(), 0),
        about=frozenset(rest.day for rest in rests),
        now=now,
    )


def _by_day(amounts: Iterable[tuple[date, int, int]]) -> dict[date, int]:
    sums: defaultdict[date, int] = defaultdict(int)
    for day, _, nanos in amounts:
        sums[day] += nanos
    return dict(sums)
