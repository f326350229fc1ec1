"""Estimates what is used and not billed yet, beside the event loop."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from core.connection import Connection
from core.estimates.estimates import Estimates, Match, estimates_of, needed
from core.estimates.prices import Listed
from core.estimates.rows import Labels
from core.narrowing import Narrowing
from storage.estimates import DailyRows
from storage.usage import UsageStore


class Estimating:
    def __init__(self, rows: DailyRows, usage: UsageStore, match: Match, listed: Listed) -> None:
        """`match`: the provider's. `listed`: the public prices."""
        self._rows = rows
        self._usage = usage
        self._match = match
        self._listed = listed

    async def of(
        self, workspace: str, connections: Sequence[Connection], narrowing: Narrowing, now: datetime
    ) -> Estimates:
        """What of `narrowing` is not billed yet; prices are learnt from everything."""
        first, end = needed(now)
        return await asyncio.to_thread(
            estimates_of,
            await self._rows.costs(workspace, first, end),
            await self._rows.usage(workspace, first, end),
            await self._usage.ledgers(workspace, [each.id for each in connections], first, end),
            connections,
            now,
            self._match,
            self._listed,
            lambda connection, labels: _is_kept(narrowing, connection, labels),
        )


def _is_kept(narrowing: Narrowing, connection: int, labels: Labels) -> bool:
    """As the store narrows: what is not split by a label meets no condition."""
    return connection in narrowing and all(
        (value := getattr(labels, each.dimension.value)) is not None and (value in each.values) is not each.excluded
        for each in narrowing[connection]
    )
