"""Reads which days of connections are collected whole."""

from collections.abc import Collection, Iterable
from datetime import date

from core.collection.ledger import LedgerDay
from core.coverage import of_whole_days
from core.providers.contract import Endpoint
from storage.usage import UsageStore


class WholeDays:
    def __init__(self, usage: UsageStore, endpoints: Collection[Endpoint]) -> None:
        """`endpoints`: the provider's."""
        self._usage = usage
        self._endpoints = endpoints

    async def of(
        self, workspace: str, connections: Iterable[int], first: date, end: date
    ) -> dict[int, list[LedgerDay]]:
        """The lines of the days from `first` up to and without `end`, by connection; all where there are none, to tell
        how far the import is.

        A day of which an endpoint is still missing has none: its figures would be taken for all there are.
        """
        asked = workspace, list(connections)
        found = await self._usage.ledgers(*asked, first, end) or await self._usage.ledgers(*asked)
        return {connection: of_whole_days(lines, self._endpoints) for connection, lines in found.items()}
