"""One run through what is due: fetched several windows at a time, each stored as soon as it is there."""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from typing import Final, final

from core.clock import Clock
from core.collection.ledger import end_of
from core.collection.plan import Request
from core.collection.progress import Progress, Tally
from core.collection.stores import Stores
from core.collection.trouble import Fault, fault_of
from core.concurrency import together, whole
from core.connection import Connection, Trouble
from core.providers.contract import (
    Endpoint,
    Figures,
    NotOffered,
    PermissionMissing,
    ProviderError,
    ProviderSession,
    Window,
)

AT_ONCE: Final = 12
"""Windows under way at once; the provider bounds its requests itself, and while one is stored others are fetched."""

_FAILURES_BORNE: Final = 3
"""After so many windows that could not be read an endpoint is left alone until the next collection."""
_STOP_ALL: Final = frozenset({Trouble.KEY_REJECTED, Trouble.RATE_LIMITED, Trouble.ORGANIZATION_CHANGED})
"""They would hit every further request in the same way."""
_NAMED: Final = frozenset({"project", "user", "key"})

OnProgress = Callable[[Progress], None]


@final
class Run:
    """Goes through `planned` in its order. What went wrong is in `faults`; what was stored stays."""

    def __init__(
        self,
        connection: Connection,
        stores: Stores,
        clock: Clock,
        planned: Iterable[tuple[Endpoint, Request]],
        tally: Tally,
        on_progress: OnProgress,
    ) -> None:
        self._connection = connection
        self._stores = stores
        self._clock = clock
        self._waiting = deque(planned)
        self._tally = tally
        self._on_progress = on_progress
        self._failures: Counter[str] = Counter()
        self._stopped: set[str] = set()
        self.faults: list[Fault] = []
        self.windows = 0
        """How many were stored."""
        self.unknown: Counter[str] = Counter()
        """What the provider sent that we do not know."""
        self.absent: dict[str, str] = {}
        """Endpoints that this organization does without, and the permission that would give them ("" for none)."""
        self.read: dict[str, frozenset[str]] = {}
        """Endpoints that were read, and all that windows of theirs were split by."""
        self.refused: AbstractSet[tuple[str, str]] = frozenset()
        """(endpoint, dimension): what the organization is known to refuse, once the run is over."""
        self.oldest: date | None = None
        """The oldest day in which something was found."""
        self.ids_today: set[str] = set()
        """Ids of projects, people and keys that were seen today."""

    @property
    def is_due(self) -> bool:
        """Whether anything is left to fetch."""
        return bool(self._waiting)

    async def through(self, session: ProviderSession) -> None:
        """Fetch and store until nothing is left or nothing more can be read. Raises what the stores raise.

        Cancelled, it finishes what is being stored.
        """
        await together([self._work(session) for _ in range(min(AT_ONCE, len(self._waiting)))])
        self.refused = session.refused

    async def _work(self, session: ProviderSession) -> None:
        while self._waiting:
            endpoint, request = self._waiting.popleft()
            if endpoint.name in self.absent:
                self._tally.given_up(request.window)
                continue
            if endpoint.name in self._stopped:
                continue
            read_at = self._clock.now()
            try:
                figures = await session.fetch(endpoint, request.window, request.width)
            except (NotOffered, PermissionMissing) as error:
                self._missed(endpoint, request.window, error)
            except ProviderError as error:
                self._failed(endpoint, fault_of(error))
            else:
                await whole(self._store(figures, read_at))

    async def _store(self, figures: Figures, read_at: datetime) -> None:
        await self._stores.figures.replace(self._connection, figures, read_at)
        self.windows += 1
        self.unknown.update(figures.unknown)
        self.read[figures.endpoint.name] = self.read.get(figures.endpoint.name, frozenset()).union(figures.grouping)
        self._see_ids(figures, read_at)
        self._see_oldest(figures)
        self._tally.stored(figures)
        self._on_progress(self._tally.progress())

    def _see_oldest(self, figures: Figures) -> None:
        starts = [rows[0][0] for rows in (figures.usage, figures.costs) if rows]
        if starts:
            found = datetime.fromtimestamp(min(starts), UTC).date()
            self.oldest = found if self.oldest is None else min(self.oldest, found)

    def _see_ids(self, figures: Figures, read_at: datetime) -> None:
        today = read_at.astimezone(UTC).date()
        if end_of(figures.window.days()[-1]) < end_of(today):
            return
        midnight = end_of(today).timestamp() - 86_400
        seen = {series for start, series, *_ in figures.usage if start >= midnight}
        seen |= {row.series for row in figures.costs if row.start >= midnight}
        for number in seen:
            labels = figures.series[number].labels
            self.ids_today.update(value for dimension, value in labels if value and dimension in _NAMED)

    def _missed(self, endpoint: Endpoint, window: Window, error: NotOffered | PermissionMissing) -> None:
        """No fault of the collection, unless nothing can be said without this endpoint."""
        if endpoint.essential:
            self._failed(endpoint, fault_of(error))
            return
        self.absent[endpoint.name] = error.permission if isinstance(error, PermissionMissing) else ""
        self._tally.given_up(window)

    def _failed(self, endpoint: Endpoint, fault: Fault) -> None:
        self.faults.append(fault)
        self._failures[endpoint.name] += 1
        if fault.trouble in _STOP_ALL:
            self._waiting.clear()
        elif self._failures[endpoint.name] >= _FAILURES_BORNE:
            self._stopped.add(endpoint.name)
