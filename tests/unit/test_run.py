"""Running through what is due: what stops what, and what a cancellation leaves."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.collection.plan import Request
from core.collection.progress import Tally
from core.collection.run import AT_ONCE, Run
from core.collection.stores import Stores
from core.connection import Connection, Trouble
from core.providers.contract import (
    Endpoint,
    Figures,
    KeyRejected,
    Name,
    Names,
    Nonsense,
    NotOffered,
    Organization,
    PermissionMissing,
    ProviderDown,
    ProviderError,
    RateLimited,
    SpendAlert,
    SpendLimit,
    Width,
    Window,
)
from tests.conftest import FixedClock
from tests.unit.test_connecting import connection

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
USAGE = Endpoint("completions", "usage", ("1h",), {"1h": 1})
COSTS = Endpoint("costs", "costs", ("1d",), {"1d": 1})
DECISIONS = Endpoint("decisions", "usage", ("1h",), {"1h": 1}, essential=False)
DAYS = 40


class FakeSession:
    """Answers each endpoint with quiet days, or with the error it is told."""

    def __init__(self) -> None:
        self.errors: dict[str, ProviderError] = {}
        self.fetched: list[tuple[str, date]] = []

    async def fetch(self, endpoint: Endpoint, window: Window, width: Width) -> Figures:
        await asyncio.sleep(0)
        self.fetched.append((endpoint.name, window.first))
        if endpoint.name in self.errors:
            raise self.errors[endpoint.name]
        return Figures(endpoint, window, width, (), ())

    @property
    def refused(self) -> frozenset[tuple[str, str]]:
        return frozenset()

    async def check(self) -> Organization:
        raise AssertionError("a run checks nothing")

    async def totals(self, endpoint: Endpoint, window: Window) -> Figures:
        raise AssertionError("nothing is compared")

    async def names(self) -> Names:
        raise AssertionError("a run reads no names")

    async def spend_limits(self, projects: Iterable[str]) -> Sequence[SpendLimit]:
        raise AssertionError("a run reads no limits")

    async def spend_alerts(self, projects: Iterable[str]) -> Sequence[SpendAlert]:
        raise AssertionError("a run reads no alerts")


class FakeStore:
    def __init__(self) -> None:
        self.began: list[date] = []
        self.stored: list[tuple[str, date]] = []
        self.error: Exception | None = None
        self.storing, self.go_on = asyncio.Event(), asyncio.Event()
        self.go_on.set()

    async def replace(self, connection: Connection, figures: Figures, read_at: datetime) -> None:
        self.began.append(figures.window.first)
        self.storing.set()
        await self.go_on.wait()
        if self.error is not None:
            raise self.error
        self.stored.append((figures.endpoint.name, figures.window.first))

    async def ledger(self, connection: Connection) -> Sequence[object]:
        raise AssertionError("a run is told what is due")

    async def of(self, workspace: str) -> Mapping[int, Sequence[Name]]:
        raise AssertionError("a run reads no names")


class Scene:
    def __init__(self, *more: Endpoint) -> None:
        self.session, self.store = FakeSession(), FakeStore()
        planned = [
            (endpoint, Request(Window(day, day + timedelta(days=1)), endpoint.widths[0]))
            for day in (NOW.date() - timedelta(days=n) for n in range(DAYS))
            for endpoint in (COSTS, USAGE, *more)
        ]
        store: Any = self.store  # a run writes figures only
        stores = Stores(store, store, store, store, store)
        self.tally = Tally(DAYS, planned)
        self.run = Run(connection("Acme", ""), stores, FixedClock(NOW), planned, self.tally, lambda _: None)

    async def through(self) -> None:
        await self.run.through(self.session)

    def fetched(self, endpoint: Endpoint) -> int:
        return sum(name == endpoint.name for name, _ in self.session.fetched)


@pytest.fixture
async def scene() -> Scene:
    return Scene()


async def test_everything_is_fetched_and_stored_newest_first(scene: Scene) -> None:
    await scene.through()
    assert scene.run.windows == len(set(scene.store.stored)) == 2 * DAYS
    days = [day for _, day in scene.session.fetched]
    assert days == sorted(days, reverse=True)
    assert scene.run.faults == []


@pytest.mark.parametrize("error", [KeyRejected(), RateLimited()])
async def test_a_rejected_key_or_a_rate_limit_stops_everything(scene: Scene, error: ProviderError) -> None:
    scene.session.errors = {"costs": error}
    await scene.through()
    assert len(scene.session.fetched) <= 2 * AT_ONCE


async def test_a_missing_permission_stops_its_endpoint_alone(scene: Scene) -> None:
    scene.session.errors = {"costs": PermissionMissing("api.usage.read", "costs")}
    await scene.through()
    assert scene.fetched(COSTS) <= AT_ONCE
    assert scene.fetched(USAGE) == scene.run.windows == DAYS
    assert scene.run.faults[0].trouble is Trouble.PERMISSION_MISSING


@pytest.mark.parametrize(("error", "gives"), [(NotOffered(), ""), (PermissionMissing("api.x", "x"), "api.x")])
async def test_an_endpoint_that_the_organization_does_without_is_no_fault_and_keeps_no_day_open(
    error: ProviderError, gives: str
) -> None:
    scene = Scene(DECISIONS)
    scene.session.errors = {"decisions": error}
    await scene.through()
    assert scene.run.faults == []
    assert scene.run.absent == {"decisions": gives}
    assert scene.fetched(DECISIONS) <= AT_ONCE
    assert scene.tally.progress().days_done == DAYS


@pytest.mark.parametrize("error", [ProviderDown(), Nonsense()])
async def test_after_a_few_failures_an_endpoint_is_left_alone(scene: Scene, error: ProviderError) -> None:
    scene.session.errors = {"costs": error}
    await scene.through()
    assert 3 <= scene.fetched(COSTS) <= 3 + AT_ONCE
    assert scene.fetched(USAGE) == DAYS


async def test_when_the_store_fails_everything_ends_with_that_very_error(scene: Scene) -> None:
    scene.store.error = OSError("disk full")
    with pytest.raises(OSError, match="disk full") as caught:
        await scene.through()
    assert caught.value is scene.store.error
    assert len(scene.session.fetched) <= 2 * AT_ONCE
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.parametrize("times", [1, 3])
async def test_cancelled_it_finishes_what_is_being_stored_and_begins_nothing_new(scene: Scene, times: int) -> None:
    scene.store.go_on.clear()
    running = asyncio.create_task(scene.through())
    await scene.store.storing.wait()
    for _ in range(times):
        running.cancel()
        await asyncio.sleep(0)
    began = list(scene.store.began)
    assert not running.done()
    scene.store.go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [day for _, day in scene.store.stored] == began
    assert len(asyncio.all_tasks()) == 1
