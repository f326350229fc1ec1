"""A provider in this process that tells figures made of day and edition, and remembers all that it ever told."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from datetime import date
from random import Random
from typing import Final

from core.providers.contract import (
    CostRow,
    Endpoint,
    Figures,
    Names,
    Organization,
    Series,
    SpendAlert,
    SpendLimit,
    UsageRow,
    Width,
    Window,
)
from core.secret import Secret
from storage.rows import epoch
from tests.books import LabelSet, Rows, Where

COSTS: Final = Endpoint("costs", "costs", ("1d",), {"1d": 30})
COMPLETIONS: Final = Endpoint("completions", "usage", ("1h", "1d"), {"1h": 7, "1d": 31})
GROUPING: Final = {"costs": ("item", "project"), "completions": ("model", "project")}

_SERIES: Final = 3
_HOURS: Final = (0, 9, 23)


class Editions:
    """Fulfils core.providers.contract.Provider."""

    name = "openai"
    title = "Editions"
    endpoints: tuple[Endpoint, ...] = (COSTS, COMPLETIONS)

    def __init__(self, passed: Callable[[], None]) -> None:
        """`passed` is called before and after each answer."""
        self.editions: Counter[date] = Counter()
        """How often each day was restated."""
        self.told: dict[Where, list[tuple[Width, Rows]]] = {}
        self.passed = passed

    def why_not_a_key(self, pasted: str) -> str | None:
        return None

    @asynccontextmanager
    async def session(
        self, key: Secret, organization: str = "", refused: AbstractSet[tuple[str, str]] = frozenset()
    ) -> AsyncIterator["_Session"]:
        yield _Session(self)

    def now(self, endpoint: Endpoint, day: date, width: Width) -> Rows:
        """What it tells of a day."""
        found: Rows = {}
        for hour, number, numbers in _numbers(endpoint, day, self.editions[day]):
            start = epoch(day) + (hour * 3_600 if width == "1h" else 0)
            where = (start, endpoint.name, _labels(endpoint, number))
            found[where] = tuple(map(sum, zip(found.get(where, (0,) * len(numbers)), numbers, strict=True)))
        return found


class _Session:
    refused: AbstractSet[tuple[str, str]] = frozenset()

    def __init__(self, editions: Editions) -> None:
        self._editions = editions

    async def check(self) -> Organization:
        raise NotImplementedError

    async def fetch(self, endpoint: Endpoint, window: Window, width: Width) -> Figures:
        self._editions.passed()
        told = {day: self._editions.now(endpoint, day, width) for day in window.days()}
        for day, rows in told.items():
            self._editions.told.setdefault((endpoint.name, day), []).append((width, rows))
        figures = _figures(endpoint, window, width, GROUPING[endpoint.name], told.values())
        self._editions.passed()
        return figures

    async def totals(self, endpoint: Endpoint, window: Window) -> Figures:
        self._editions.passed()
        return _figures(
            endpoint, window, "1d", (), (_ungrouped(self._editions.now(endpoint, day, "1d")) for day in window.days())
        )

    async def names(self) -> Names:
        self._editions.passed()
        return Names(())

    async def spend_limits(self, projects: Iterable[str]) -> Sequence[SpendLimit]:
        return ()

    async def spend_alerts(self, projects: Iterable[str]) -> Sequence[SpendAlert]:
        return ()


def _numbers(endpoint: Endpoint, day: date, edition: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """By hour and series; each edition leaves another series out, and some days nothing was used."""
    drawn = Random(f"{endpoint.name} {day} {edition}")
    if drawn.random() < 0.1:
        return
    for number in range(_SERIES):
        if number == edition % (_SERIES + 1):
            continue
        for hour in _HOURS if endpoint.kind == "usage" else (0,):
            value = drawn.randrange(1, 10**9)
            yield hour, number, (value,) if endpoint.kind == "costs" else (1, value, value // 3, value // 7, 0)


def _labels(endpoint: Endpoint, number: int) -> LabelSet:
    what, where = GROUPING[endpoint.name]
    return frozenset({(what, f"model-{number}"), (where, f"proj_{number % 2}")})


def _ungrouped(rows: Rows) -> Rows:
    found: Rows = {}
    for (start, endpoint, _), numbers in rows.items():
        where: tuple[int, str, LabelSet] = (start, endpoint, frozenset())
        found[where] = tuple(map(sum, zip(found.get(where, (0,) * len(numbers)), numbers, strict=True)))
    return found


def _figures(
    endpoint: Endpoint, window: Window, width: Width, grouping: tuple[str, ...], days: Iterable[Rows]
) -> Figures:
    rows = sorted((start, sorted(labels), numbers) for day in days for (start, _, labels), numbers in day.items())
    every = sorted({tuple(labels) for _, labels, _ in rows})
    series = [Series(endpoint.name, "", "usd" if endpoint.kind == "costs" else "", labels) for labels in every]
    at = {labels: number for number, labels in enumerate(every)}
    if endpoint.kind == "costs":
        costs = [CostRow(start, at[tuple(labels)], numbers[0], None) for start, labels, numbers in rows]
        return Figures(endpoint, window, width, grouping, series, costs=costs)
    usage = [
        UsageRow(start, at[tuple(labels)], requests, read, written, cached, None, None)
        for start, labels, (requests, read, written, cached, _) in rows
    ]
    return Figures(endpoint, window, width, grouping, series, usage=usage)
