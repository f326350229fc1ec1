"""The figures of a year, drawn from a seed: a few hours of usage a day, all of it billed, and dear days."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, Final

import psycopg

from core.connection import NewConnection
from core.providers.contract import Series
from core.providers.openai import OpenAI
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.rows import HOUR, epoch
from storage.series import LABELS, digest_of

HOURS: Final = (3, 9, 15, 21)
QUIET_HOUR: Final = 3_000_000
"""Tokens, at least."""
QUIET_DAY: Final = QUIET_HOUR * len(HOURS)
REQUEST: Final = 1_000
"""Tokens in each request."""
NANOS_A_TOKEN: Final = 10_000
DEAR: Final = 0.3
"""How many of the days have an hour that is far dearer."""
_LABELS: Final = (("key", "key_1"), ("project", "proj_1"))
BEFORE: Final = 45
"""Days of history: no month begins earlier, and there is enough to tell what is usual."""


@cache
def hours_of(seed: int, workspace: str, day: date) -> tuple[int, ...]:
    """Tokens in each of the day's `HOURS`, in thousands."""
    random = Random(f"{seed} {workspace} {day}")
    hours = [QUIET_HOUR // REQUEST * random.randint(100, 120) // 100 for _ in HOURS]
    if random.random() < DEAR:
        hours[random.randrange(len(HOURS))] *= random.randint(4, 20)
    return tuple(each * REQUEST for each in hours)


def tokens_of(seed: int, workspace: str, day: date) -> int:
    return sum(hours_of(seed, workspace, day))


def cost_of(tokens: int) -> int:
    """In nano-dollars."""
    return tokens * NANOS_A_TOKEN


async def preload(database_url: str, seed: int, workspaces: Sequence[str], first: date, end: date) -> None:
    """A connection in each workspace, and its figures from `BEFORE` the first day up to and without `end`."""
    begins = first - timedelta(days=BEFORE)
    days = [begins + timedelta(days=n) for n in range((end - begins).days)]
    at = datetime(begins.year, begins.month, begins.day, tzinfo=UTC)
    database, connections = Database(Secret(database_url)), dict[int, str]()
    for workspace in workspaces:
        name = workspace.encode()
        new = NewConnection(
            f"c{workspace}", workspace, "openai", "Main", f"org-{workspace}", "U0ANA", b"", (name,), "abcd", at, begins
        )
        connections[(await Connections(database).add(new)).id] = workspace
    await database.close()
    with psycopg.connect(database_url) as connection, connection.cursor() as cursor:
        for table, columns, rows in _tables(seed, connections, days, at):
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        connection.execute("SELECT setval('series_id_seq', (SELECT max(id) FROM series))")


Rows = Iterator[tuple[Any, ...]]


def _tables(
    seed: int, connections: Mapping[int, str], days: Sequence[date], at: datetime
) -> Iterator[tuple[str, str, Rows]]:
    """Names of tables and columns, and what comes into them."""
    mine = [(connection, hours_of(seed, name, day), day) for connection, name in connections.items() for day in days]
    labels = ", ".join(f'"{each}"' for each in LABELS)
    counts = "connection, start, series, requests, input, output, cached"
    yield "series", f"id, connection, digest, endpoint, unit, currency, {labels}", _series(connections)
    yield "usage_hourly", counts, (row for each in mine for row in _hourly(*each))
    yield "usage_daily", counts, (_used(connection, epoch(day), sum(hours)) for connection, hours, day in mine)
    costs = ((each, epoch(day), 2 * each + 1, cost_of(sum(hours)), None) for each, hours, day in mine)
    yield "cost_daily", "connection, start, series, nanos, quantity", costs
    lines = "connection, endpoint, day, width, grouping, collected_at, total, same_since"
    yield "ledger", lines, (row for each in connections for day in days for row in _lines(each, day, at))


def _series(connections: Iterable[int]) -> Rows:
    """The one with twice the connection's number is used, and the next is billed."""
    used = Series("completions", "", "", (*_LABELS, ("model", "gpt-4o")))
    billed = Series("costs", "tokens", "usd", (*_LABELS, ("item", "gpt-4o, input")))
    for connection in connections:
        for number, each in enumerate((used, billed), 2 * connection):
            labels = dict(each.labels)
            columns = (labels.get(label) for label in LABELS)
            yield number, connection, digest_of(each), each.endpoint, each.unit, each.currency, *columns


def _hourly(connection: int, hours: Sequence[int], day: date) -> Rows:
    for hour, tokens in zip(HOURS, hours, strict=True):
        yield _used(connection, epoch(day) + hour * HOUR, tokens)


def _used(connection: int, start: int, tokens: int) -> tuple[Any, ...]:
    return connection, start, 2 * connection, tokens // REQUEST, tokens, 0, 0


def _lines(connection: int, day: date, at: datetime) -> Rows:
    for each in OpenAI.endpoints:
        split = ("key", "item", "project") if each.kind == "costs" else ("key", "model", "project")
        yield connection, each.name, day, each.widths[0], json.dumps(split), at, 0, at
