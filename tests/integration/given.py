"""What storage tests start from."""

from datetime import UTC, date, datetime, timedelta

from core.connection import Connection, NewConnection
from core.providers.contract import CostRow, Endpoint, Figures, Series, UsageRow, Width, Window
from storage.connections import Connections
from storage.database import Database
from storage.due import Due
from storage.rows import epoch
from storage.usage import UsageStore
from storage.workspaces import Workspaces

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
HOUR = 3600

COMPLETIONS = Endpoint("completions", "usage", ("1h", "1d"), {"1h": 7, "1d": 31})
EMBEDDINGS = Endpoint("embeddings", "usage", ("1h", "1d"), {"1h": 7, "1d": 31})
COSTS = Endpoint("costs", "costs", ("1d",), {"1d": 180})

GPT = Series("completions", "", "", (("model", "gpt-5-mini"), ("project", "proj_search")))
O3 = Series("completions", "", "", (("model", "o3"), ("project", "proj_search")))
GPT_COST = Series("costs", "tokens", "usd", (("item", "gpt-5-mini, input"), ("model", "gpt-5-mini")))
STORAGE_COST = Series("costs", "", "usd", (("item", "file storage"), ("model", "")))


def new_connection(workspace: str = "T1", name: str = "Acme", number: int = 1, organization: str = "") -> NewConnection:
    return NewConnection(
        uid=f"{number:016x}",
        workspace=workspace,
        provider="openai",
        name=name,
        organization=organization,
        owner="U1",
        secret_ref=b"sealed name",
        fingerprints=(number.to_bytes(32, "big"),),
        key_hint="abcd",
        created_at=NOW,
        backfill_from=TODAY - timedelta(days=29),
    )


async def connected(database: Database, workspace: str = "T1", name: str = "Acme", number: int = 1) -> Connection:
    await Workspaces(database).ensure(workspace, "Acme's Slack", "paid", NOW)
    return await Connections(database).add(new_connection(workspace, name, number))


async def claim_due(database: Database, now: datetime, holder: str, until: datetime) -> list[Connection]:
    """Everything that is due is claimed, as the bot does it."""
    connections = Connections(database)
    due = await Due(database).collections(now, 1000, 1000)
    claimed = [await connections.claim_due(each.connection, now, holder, until) for each in due]
    return [each for each in claimed if each is not None]


def window(days_ago: int, days: int = 1) -> Window:
    """`days` days, the first of which was so many days ago."""
    first = TODAY - timedelta(days=days_ago)
    return Window(first, first + timedelta(days=days))


def usage(
    of: Window,
    *rows: UsageRow,
    series: tuple[Series, ...] = (GPT, O3),
    endpoint: Endpoint = COMPLETIONS,
    width: Width = "1h",
    grouping: tuple[str, ...] = ("model", "project"),
) -> Figures:
    return Figures(endpoint, of, width, grouping, series, usage=rows)


def costs(
    of: Window,
    *rows: CostRow,
    series: tuple[Series, ...] = (GPT_COST, STORAGE_COST),
    grouping: tuple[str, ...] = ("item",),
) -> Figures:
    return Figures(COSTS, of, "1d", grouping, series, costs=rows)


def used(day: date, hour: int = 0, series: int = 0, requests: int = 1, tokens: int = 100) -> UsageRow:
    return UsageRow(epoch(day) + hour * HOUR, series, requests, tokens, tokens // 10, 0, None, None)


def cost(day: date, series: int = 0, nanos: int = 1_000_000_000) -> CostRow:
    return CostRow(epoch(day), series, nanos, None)


async def restate(
    database: Database, connection: Connection, before: int = 1_000_000_000, after: int = 3_000_000_000
) -> date:
    """The provider changed a day's costs (nanos) after it was settled; answers the day."""
    figures, day = UsageStore(database), TODAY - timedelta(days=20)
    await figures.replace(connection, costs(window(20), cost(day, nanos=before)), NOW - timedelta(days=3))
    await figures.replace(connection, costs(window(20), cost(day, nanos=after)), NOW)
    return day
