"""What was collected: a window is replaced whole, with its daily sums and its ledger lines, in one transaction.

Most of what is collected again is what is stored already: days of which the provider says the same are not written
again, only that they were collected.
"""

import asyncio
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection as Transaction
from sqlalchemy import Date, TextClause, bindparam, select, text
from sqlmodel import col

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.providers.contract import Endpoint, Figures, Window
from core.totals import DayTotal, Difference
from storage import sql
from storage.again import asked_again
from storage.columns import UtcTime
from storage.database import Database
from storage.differences import record
from storage.held import hold
from storage.restatements import Watched
from storage.rows import DAY, Prepared, epoch, prepare
from storage.series import intern
from storage.tables import ConnectionRow, LedgerRow
from storage.totals import cost_totals, usage_totals

_KEY: Final = ("connection", "start", "series")
_PLAIN: Final = (*_KEY, "requests", "input", "output", "cached")
_USAGE: Final = (*_PLAIN, "quantity", "rare")
_COSTS: Final = (*_KEY, "nanos", "quantity")
# Plain columns: as objects of LedgerRow, a year's lines of ten connections take half a second.
_LINE: Final = tuple(
    col(getattr(LedgerRow, name))
    for name in ("connection", "endpoint", "day", "width", "grouping", "collected_at", "total", "same_since")
)


def _of_window(table: str, statement: str) -> TextClause:
    """WINDOW is the rows of one endpoint in TABLE: others have theirs on the same days.

    Asked row by row: PostgreSQL, before it has counted a table that is just being filled, would look up the window
    once for each series.
    """
    window = """
        connection = :connection AND start >= :first AND start < :end
        AND (SELECT endpoint FROM series WHERE series.id = TABLE.series) = :endpoint"""
    return text(statement.replace("WINDOW", window).replace("TABLE", table).replace("DAY", str(DAY)))


# Written out, because building them anew for each window takes longer than most of them run. _SUM_DAYS asks for the
# endpoint after adding up, once a series and day: asking it of every hour takes half as long again.
_EMPTY_HOURS: Final = _of_window("usage_hourly", "DELETE FROM TABLE WHERE WINDOW")
_EMPTY_DAYS: Final = _of_window("usage_daily", "DELETE FROM TABLE WHERE WINDOW")
_EMPTY_COSTS: Final = _of_window("cost_daily", "DELETE FROM TABLE WHERE WINDOW")
_SUM_DAYS: Final = """
    INSERT INTO usage_daily (connection, start, series, requests, input, output, cached, quantity)
    SELECT connection, start - start % DAY, series,
           sum(requests), sum(input), sum(output), sum(cached), sum(quantity)
    FROM TABLE WHERE connection = :connection AND start >= :first AND start < :end
    GROUP BY connection, series, start - start % DAY
    HAVING (SELECT endpoint FROM series WHERE series.id = TABLE.series) = :endpoint"""
_ADD_UP: Final = _of_window("usage_hourly", _SUM_DAYS)
_TAKE_MOST: Final = _of_window("usage_hourly", _SUM_DAYS.replace("sum(quantity)", "max(quantity)"))
_USAGE_TOTALS: Final = _of_window(
    "usage_daily",
    """
    SELECT start, sum(requests + input + output) + CAST(round(coalesce(sum(quantity), 0)) AS BIGINT)
    FROM TABLE WHERE WINDOW GROUP BY start""",
)
_COST_TOTALS: Final = _of_window("cost_daily", "SELECT start, sum(nanos) FROM TABLE WHERE WINDOW GROUP BY start")
_COUNT_HOURS: Final = _of_window(
    "usage_hourly",
    """
    SELECT day, sum(hours) FROM (
        SELECT start - start % DAY AS day, count(*) AS hours
        FROM TABLE WHERE connection = :connection AND start >= :first AND start < :end
        GROUP BY series, start - start % DAY
        HAVING (SELECT endpoint FROM series WHERE series.id = TABLE.series) = :endpoint) AS counted
    GROUP BY day""",
)
_SET_RARE: Final = text("""
    UPDATE usage_daily SET rare = :rare WHERE connection = :connection AND start = :start AND series = :series""")
_LEDGER: Final = text("""
    INSERT INTO ledger (connection, endpoint, day, width, grouping, collected_at, total, same_since, digest, digest_at)
    VALUES (:connection, :endpoint, :day, :width, :grouping, :read_at, :total, :read_at, :digest, :read_at)
    ON CONFLICT (connection, endpoint, day) DO UPDATE SET
        width = excluded.width, grouping = excluded.grouping, collected_at = excluded.collected_at,
        total = excluded.total, digest = excluded.digest, digest_at = excluded.digest_at,
        same_since = CASE WHEN ledger.total = excluded.total AND ledger.grouping = excluded.grouping
                          THEN ledger.same_since ELSE excluded.same_since END""").bindparams(
    bindparam("day", type_=Date), bindparam("read_at", type_=UtcTime)
)


class UsageStore:
    def __init__(self, database: Database) -> None:
        self._database = database
        # Several at once would keep the event loop waiting for the interpreter, each for its turn.
        self._one_prepares = asyncio.Lock()

    async def replace(self, connection: Connection, figures: Figures, read_at: datetime) -> None:
        """Make `figures` all there is for its endpoint and window, as it was read at `read_at`.

        Raises ConnectionGone, and ValueError for buckets outside the window; then nothing has changed.
        """
        async with self._one_prepares:
            prepared = await asyncio.to_thread(prepare, figures)
        await self._database.write(partial(_replace, connection, figures, prepared, read_at))

    async def ledger(self, connection: Connection) -> list[LedgerDay]:
        """Every day that is collected, by endpoint and day."""
        return (await self.ledgers(connection.workspace, [connection.id])).get(connection.id, [])

    @asked_again
    async def ledgers(
        self,
        workspace: str,
        connections: Collection[int] | None = None,
        first: date = date.min,
        end: date = date.max,
    ) -> dict[int, list[LedgerDay]]:
        """The ledger of each connection of the workspace that has one, or of some, from `first` up to without `end`."""
        query = (
            select(*_LINE)
            .join(ConnectionRow, col(ConnectionRow.id) == col(LedgerRow.connection))
            .where(
                col(ConnectionRow.workspace) == workspace,
                col(LedgerRow.day) >= first,
                col(LedgerRow.day) < end,
            )
            .order_by(col(LedgerRow.connection), col(LedgerRow.endpoint), col(LedgerRow.day))
        )
        if connections is not None:
            query = query.where(col(LedgerRow.connection).in_(connections))
        async with self._database.reading() as session:
            rows = (await (await session.connection()).execute(query)).all()
        grouping = {text: tuple(json.loads(text)) for text in {row[4] for row in rows}}
        found: dict[int, list[LedgerDay]] = {}
        for connection, endpoint, day, width, split, collected_at, total, same_since in rows:
            line = LedgerDay(endpoint, day, width, grouping[split], collected_at, total, same_since)
            found.setdefault(connection, []).append(line)
        return found

    @asked_again
    async def totals(self, connection: Connection, endpoint: Endpoint, window: Window) -> dict[date, DayTotal]:
        """What stands in each day of the window that has anything in it."""
        read = cost_totals if endpoint.kind == "costs" else usage_totals
        bounds = _bounds(connection, endpoint, window)
        async with self._database.reading() as session:
            return await (await session.connection()).run_sync(read, bounds)

    async def record_reconciled(
        self,
        connection: Connection,
        compared: Collection[tuple[str, date]],
        differences: Iterable[Difference],
        at: datetime,
    ) -> None:
        """Of the days (of an endpoint) that were compared with the provider's totals, these and no others differ.

        Raises ConnectionGone.
        """
        await self._database.write(partial(record, connection, compared, tuple(differences), at))


def _bounds(connection: Connection, endpoint: Endpoint, window: Window) -> dict[str, Any]:
    """The parameters that single out the rows of a window."""
    return {
        "connection": connection.id,
        "endpoint": endpoint.name,
        "first": epoch(window.first),
        "end": epoch(window.end),
    }


def _replace(
    connection: Connection, figures: Figures, prepared: Prepared, read_at: datetime, transaction: Transaction
) -> None:
    hold(transaction, connection)
    window = _Window(transaction, connection, figures)
    lines, totals, hours = window.lines(), window.totals(), window.hours()

    def stands(day: date) -> bool:
        """Whether it was collected with the same answer, and what was stored then has not been damaged since."""
        line, digest = lines.get(day, (None, None))
        if line is None or digest != prepared.days[day]:
            return False
        is_whole = hours is None or hours.get(epoch(day), 0) == prepared.rows[day]
        return is_whole and line.total == totals.get(epoch(day), 0)

    if changed := [day for day in figures.window.days() if not stands(day)]:
        ids = intern(transaction, connection.id, figures.endpoint.name, prepared.series)
        days = Window(changed[0], changed[-1] + timedelta(days=1))
        part = _Window(transaction, connection, replace(figures, window=days))
        series = [ids[digest] for digest in prepared.digests]
        if figures.endpoint.kind == "costs":
            settled = Watched(transaction, part.bounds, [lines[day][0] for day in days.days() if day in lines])
            part.replace_costs(prepared.within(days), series)
            settled.note(read_at)
        else:
            part.replace_usage(prepared.within(days), series)
        totals = window.totals()
    window.write_ledger(prepared.days, totals, read_at)


class _Window:
    """One window within its transaction. `series` are the ids behind the indices in the prepared rows."""

    def __init__(self, transaction: Transaction, connection: Connection, figures: Figures) -> None:
        self.bounds = _bounds(connection, figures.endpoint, figures.window)
        self._transaction = transaction
        self._connection = connection.id
        self._figures = figures

    def lines(self) -> dict[date, tuple[LedgerDay, bytes | None]]:
        """The ledger's lines as they are, each with the digest of what was said then, where that is known."""
        query = select(*_LINE, col(LedgerRow.digest), col(LedgerRow.digest_at)).where(
            col(LedgerRow.connection) == self._connection,
            col(LedgerRow.endpoint) == self._figures.endpoint.name,
            col(LedgerRow.day) >= self._figures.window.first,
            col(LedgerRow.day) < self._figures.window.end,
        )
        rows: Iterable[Any] = self._transaction.execute(query)
        return {
            day: (
                LedgerDay(endpoint, day, width, tuple(json.loads(split)), collected_at, total, same_since),
                digest if digest_at == collected_at else None,
            )
            for _, endpoint, day, width, split, collected_at, total, same_since, digest, digest_at in rows
        }

    def totals(self) -> dict[int, int]:
        """What stands in each day that has anything, by the day's start: nanos of costs, else all that was used."""
        query = _COST_TOTALS if self._figures.endpoint.kind == "costs" else _USAGE_TOTALS
        return {start: int(total) for start, total in self._run(query)}

    def hours(self) -> dict[int, int] | None:
        """How many rows of hours each day has, by its start, where those are what is collected."""
        if self._figures.width != "1h":
            return None
        return {start: int(count) for start, count in self._run(_COUNT_HOURS)}

    def replace_usage(self, prepared: Prepared, series: Sequence[int]) -> None:
        self._run(_EMPTY_HOURS)
        self._run(_EMPTY_DAYS)
        if self._figures.width == "1d":
            self._insert_usage("usage_daily", prepared, series)
        else:
            self._insert_usage("usage_hourly", prepared, series)
            self._run(_TAKE_MOST if self._figures.endpoint.level else _ADD_UP)
            self._set_rare(prepared, series)

    def replace_costs(self, prepared: Prepared, series: Sequence[int]) -> None:
        self._run(_EMPTY_COSTS)
        connection = self._connection
        rows = ((connection, start, series[index], nanos, quantity) for start, index, nanos, quantity in prepared.costs)
        sql.insert_rows(self._transaction, "cost_daily", _COSTS, rows, len(prepared.costs))

    def write_ledger(self, digests: Mapping[date, bytes], totals: Mapping[int, int], read_at: datetime) -> None:
        """A line for every day of the window, quiet ones too."""
        given = {
            "connection": self._connection,
            "endpoint": self._figures.endpoint.name,
            "width": self._figures.width,
            "grouping": json.dumps(self._figures.grouping),
            "read_at": read_at,
        }
        lines = [
            {**given, "day": day, "total": totals.get(epoch(day), 0), "digest": digest}
            for day, digest in digests.items()
        ]
        self._transaction.execute(_LEDGER, lines)

    def _insert_usage(self, table: str, prepared: Prepared, series: Sequence[int]) -> None:
        connection = self._connection
        # Apart, because SQLite's driver takes twice as long over a row with a None in it.
        plain = (
            (connection, start, series[index], requests, read, written, cached)
            for start, index, requests, read, written, cached, _, _ in prepared.plain
        )
        sql.insert_rows(self._transaction, table, _PLAIN, plain, len(prepared.plain))
        special = (
            (connection, start, series[index], requests, read, written, cached, quantity, rare)
            for start, index, requests, read, written, cached, quantity, rare in prepared.special
        )
        sql.insert_rows(self._transaction, table, _USAGE, special, len(prepared.special))

    def _set_rare(self, prepared: Prepared, series: Sequence[int]) -> None:
        rows = [
            {"connection": self._connection, "start": start, "series": series[index], "rare": rare}
            for start, index, rare in prepared.rare_by_day
        ]
        if rows:
            self._transaction.execute(_SET_RARE, rows)

    def _run(self, statement: TextClause) -> Any:
        return self._transaction.execute(statement, self.bounds)
