"""The limits that are set at OpenAI for whole organizations, as a digest of everything has them."""

from dataclasses import replace

from bot.connections.guards import WholeLimits
from core.connection import Connection
from core.deeds import disconnected
from core.guards import Limit
from core.money import NANOS
from core.providers.contract import SpendLimit
from core.questions import Dimension, Filter, Filters
from storage.connections import Connections
from storage.database import Database
from storage.guards import GuardStore
from tests.integration.given import NOW, connected, new_connection

SEARCH: Filters = (Filter(Dimension.PROJECT, "Search"),)


async def limited(database: Database, connection: Connection, dollars: int) -> Connection:
    """So many dollars a month for the organization, and one for a project."""
    limits = [
        SpendLimit(project, each * NANOS, "usd", is_blocking=False) for project, each in (("", dollars), ("p", 1))
    ]
    await GuardStore(database).replace_limits(connection, limits, NOW)
    return connection


def limit(dollars: int) -> Limit:
    return Limit("", dollars * NANOS, "usd", None)


async def test_they_have_their_connections_names_where_there_are_several(database: Database) -> None:
    connections = Connections(database)
    limits = WholeLimits(connections, GuardStore(database))
    assert await limits.of("T1", (), ()) == ()
    await limited(database, await connected(database, name="Acme"), 500)
    assert await limits.of("T1", (), ()) == (("", limit(500)),)
    await limited(database, await connected(database, name="Labs", number=2), 70)
    assert await limits.of("T1", (), ()) == (("Acme", limit(500)), ("Labs", limit(70)))
    assert await limits.of("T2", (), ()) == ()


async def test_who_may_see_a_part_alone_is_not_told_how_large_the_whole_is(database: Database) -> None:
    limits = WholeLimits(Connections(database), GuardStore(database))
    await limited(database, await connected(database), 500)
    assert await limits.of("T1", (), ())
    assert await limits.of("T1", (), (SEARCH,)) == ()
    assert await limits.of("T1", SEARCH, ()) == ()


async def test_what_is_not_read_any_more_is_not_told_as_if_it_were_of_today(database: Database) -> None:
    connections = Connections(database)
    gone = await limited(database, await connected(database, name="Gone"), 500)
    await connections.disconnect(gone, disconnected(gone, "U1", history_goes=False), False, NOW)
    unnamed = replace(new_connection(name="Unnamed", number=2), names_missing=("api.management.read",))
    await limited(database, await connections.add(unnamed), 600)
    await limited(database, await connected(database, name="Labs", number=3), 70)
    assert await WholeLimits(connections, GuardStore(database)).of("T1", (), ()) == (("Labs", limit(70)),)
