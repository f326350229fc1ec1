"""Hours that have outlived their retention, and whose days can no longer be fetched at day width: their sums stay."""

import asyncio
from datetime import date, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection as Transaction
from sqlalchemy import Date, bindparam, text
from sqlmodel import col, select

from storage.again import asked_again
from storage.database import Database
from storage.rows import DAY, day_of, epoch
from storage.tables import ConnectionRow

GRACE: Final = timedelta(days=62)
"""Hours that have outlived their retention are replaced by what is fetched at day width, a month's days in a request.
What could not be fetched for a month, because it is disconnected or not offered any more, keeps its daily sums alone.
"""

SERIES_AT_ONCE: Final = 400
"""Whose day goes in one transaction: 10,000 rows at most."""

REST: Final = 0.1
"""Seconds between two transactions: another process that waits to write to SQLite looks as often as that."""

# One question, with a look at the index for each: grouped by connection, every row would be read.
_OLDEST = text("""
    SELECT id, (SELECT min(start) FROM usage_hourly WHERE usage_hourly.connection = connection.id) FROM connection""")
_NEXT = text("SELECT min(start) FROM usage_hourly WHERE connection = :connection AND start >= :first AND start < :end")
_UP_TO = text("""
    SELECT max(series) FROM (
        SELECT DISTINCT series FROM usage_hourly
        WHERE connection = :connection AND start >= :first AND start < :end AND series > :after
        ORDER BY series LIMIT :most) AS next""")
# Only where the day's sum is there: nothing is to be without a figure.
_FORGET = text(f"""
    DELETE FROM usage_hourly WHERE connection = :connection AND start >= :first AND start < :end
    AND series > :after AND series <= :up_to AND EXISTS (
        SELECT 1 FROM usage_daily WHERE usage_daily.connection = usage_hourly.connection
        AND usage_daily.start = usage_hourly.start - usage_hourly.start % {DAY}
        AND usage_daily.series = usage_hourly.series)""")  # noqa: S608  # a number of ours
# Should they be kept for longer again, the same answer brings them back.
_DISTRUST = text("UPDATE ledger SET digest = NULL WHERE connection = :connection AND day = :day").bindparams(
    bindparam("day", type_=Date)
)

_NO_SERIES: Final = -1


class Retention:
    def __init__(self, database: Database, rest: float = REST) -> None:
        self._database = database
        self._rest = rest

    async def forget_hours(self, before: date) -> int:
        """Remove the hours of days before, a little in each transaction; how many rows there were."""
        removed, end = 0, epoch(before)
        for connection, oldest in (await self.oldest_hours()).items():
            left: tuple[int, int] | None = (oldest, _NO_SERIES) if oldest < end else None
            while left is not None:
                rows, left = await self._database.write(partial(_forget_some, connection, *left, end))
                removed += rows
                await asyncio.sleep(self._rest)
        return removed

    @asked_again
    async def oldest_hours(self) -> dict[int, int]:
        """The start (epoch seconds) of the oldest hour of each connection that has any, by the connection's id."""
        async with self._database.reading() as session:
            found = await (await session.connection()).execute(_OLDEST)
            return {connection: start for connection, start in found if start is not None}


def _forget_some(
    connection: int, first: int, after: int, end: int, transaction: Transaction
) -> tuple[int, tuple[int, int] | None]:
    """Of the oldest day from `first` on that has hours, those of the next series: each has all of them or none.

    How many rows went, and where to go on: from which start, and there after which series; None at the end.
    """
    # Who collects it meanwhile waits here, or this does.
    held = select(ConnectionRow.id).where(col(ConnectionRow.id) == connection).with_for_update(key_share=True)
    transaction.execute(held)
    bounds = {"connection": connection, "first": first, "end": end}
    oldest = transaction.execute(_NEXT, bounds).scalar()
    if oldest is None:
        return 0, None
    midnight = oldest - oldest % DAY
    bounds |= {"first": midnight, "end": min(midnight + DAY, end)}
    bounds["after"] = after if midnight == first else _NO_SERIES
    up_to = transaction.execute(_UP_TO, {**bounds, "most": SERIES_AT_ONCE}).scalar()
    if up_to is None:
        return 0, (midnight + DAY, _NO_SERIES)
    transaction.execute(_DISTRUST, {"connection": connection, "day": day_of(midnight)})
    return transaction.execute(_FORGET, {**bounds, "up_to": up_to}).rowcount, (midnight, up_to)
