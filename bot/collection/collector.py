"""The collector, put together for the bot and for `tokenmeter collect` alike."""

from collections.abc import Callable
from functools import partial

from core.clock import Clock
from core.collection.collector import Collector
from core.collection.stores import Stores
from core.keys import KeyKeeper, fetch_current
from core.providers.contract import Provider
from storage.connections import Connections
from storage.database import Database
from storage.guards import GuardStore
from storage.names import NameStore
from storage.oddities import Oddities
from storage.usage import UsageStore


def collector_of(
    provider: Provider,
    database: Database,
    keys: KeyKeeper,
    clock: Clock,
    chance: Callable[[], float],
    hourly_days: int,
) -> Collector:
    """`chance` answers a number from 0 to 1."""
    connections = Connections(database)
    stores = Stores(UsageStore(database), NameStore(database), connections, Oddities(database), GuardStore(database))
    fetch_key = partial(fetch_current, keys, connections.find)
    return Collector({provider.name: provider}, stores, fetch_key, clock, chance, hourly_days)
