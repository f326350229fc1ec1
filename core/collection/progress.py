"""How far a collection is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import final

from core.collection.plan import Request
from core.providers.contract import Endpoint, Figures, Window


@dataclass(frozen=True, slots=True)
class Progress:
    days_done: int
    """Days of the connection that are complete over all endpoints."""
    days_total: int
    """Days from the first that is to be collected to today."""
    cost: Mapping[str, int]
    """Nano-units by lower-case currency: what this collection has found so far."""


@final
class Tally:
    """Counts down the days that are still due."""

    def __init__(self, days_total: int, planned: Iterable[tuple[Endpoint, Request]]) -> None:
        self._total = days_total
        self._pending: Counter[date] = Counter()
        self._cost: Counter[str] = Counter()
        for _, request in planned:
            self._pending.update(request.window.days())

    def stored(self, figures: Figures) -> None:
        self._done(figures.window)
        for row in figures.costs:
            self._cost[figures.series[row.series].currency] += row.nanos

    def given_up(self, window: Window) -> None:
        """It need not be collected: the provider does not have it."""
        self._done(window)

    def progress(self) -> Progress:
        return Progress(self._total - len(self._pending), self._total, dict(self._cost))

    def _done(self, window: Window) -> None:
        for day in window.days():
            self._pending[day] -= 1
            if self._pending[day] <= 0:
                del self._pending[day]


def newest_first(planned: Iterable[tuple[Endpoint, Sequence[Request]]]) -> list[tuple[Endpoint, Request]]:
    """All endpoints' requests in the order they are fetched in: by their newest day."""
    each = [(endpoint, request) for endpoint, requests in planned for request in requests]
    return sorted(each, key=lambda item: item[1].window.end, reverse=True)
