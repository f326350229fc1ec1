"""Which days' bills are final, and which are still to come, from the ledger."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from core.collection.ledger import SETTLES_AFTER, LedgerDay, end_of, is_settled
from core.connection import Connection

COSTS: Final = "costs"

ConnectionDay = tuple[int, date]
"""A connection's id and a UTC day."""


def settled_days(ledgers: Mapping[int, Iterable[LedgerDay]]) -> set[ConnectionDay]:
    return {
        (connection, line.day)
        for connection, lines in ledgers.items()
        for line in lines
        if line.endpoint == COSTS and is_settled(line)
    }


def waiting_days(
    ledgers: Mapping[int, Iterable[LedgerDay]], connections: Iterable[Connection], now: datetime
) -> set[ConnectionDay]:
    """The newest days, of which a bill may still come: at their last collection they had ended less than 48 hours ago.

    What a day comes to after that is all of it, though it may still be revised.
    """
    recent = recent_days(now.date())
    waiting = set()
    for connection in connections:
        if connection.disconnected_at is None:
            lines = ledgers.get(connection.id, ())
            read = {line.day: line.collected_at for line in lines if line.endpoint == COSTS}
            waiting |= {(connection.id, day) for day in recent if end_of(day) + SETTLES_AFTER > read.get(day, now)}
    return waiting


def recent_days(today: date) -> list[date]:
    """The days that may be waiting for a bill."""
    return [today - timedelta(days=back) for back in range(SETTLES_AFTER.days + 2)]
