"""What stands in each day, added up from its rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection as Transaction
from sqlalchemy import text

from core.collection.reconciling import used
from core.totals import DayTotal
from storage.rows import day_of

_COSTS: Final = text("""
    SELECT start, currency, sum(nanos), count(*) FROM cost_daily JOIN series ON series.id = cost_daily.series
    WHERE cost_daily.connection = :connection AND start >= :first AND start < :end AND series.endpoint = :endpoint
    GROUP BY start, currency""")
_USAGE: Final = text("""
    SELECT start, sum(requests), sum(input), sum(output), sum(cached), coalesce(sum(quantity), 0)
    FROM usage_daily JOIN series ON series.id = usage_daily.series
    WHERE usage_daily.connection = :connection AND start >= :first AND start < :end AND series.endpoint = :endpoint
    GROUP BY start""")


def cost_totals(transaction: Transaction, bounds: Mapping[str, Any]) -> dict[date, DayTotal]:
    """Nanos by currency. `bounds`: connection, endpoint, first and end."""
    found: dict[date, DayTotal] = {}
    rows: Iterable[Any] = transaction.execute(_COSTS, bounds)
    for start, currency, nanos, count in rows:
        known = found.get(day_of(start), DayTotal({}, 0))
        found[day_of(start)] = DayTotal({**known.amounts, currency: int(nanos)}, known.rounded + count)
    return found


def usage_totals(transaction: Transaction, bounds: Mapping[str, Any]) -> dict[date, DayTotal]:
    """What was used, by what is counted. `bounds`: connection, endpoint, first and end."""
    rows: Iterable[Any] = transaction.execute(_USAGE, bounds)
    return {day_of(start): DayTotal(used(*map(round, numbers)), 0) for start, *numbers in rows}
