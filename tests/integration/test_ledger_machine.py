"""Whatever happens in whatever order: the ledger has no gap and no overlap, and says what stands beside it."""

import asyncio
import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from core.collection.collector import Collector
from core.collection.plan import HOURLY, due, stagger_of
from core.collection.stores import Stores
from core.connection import Connection
from core.coverage import coverage
from core.secret import Secret
from storage.connections import Connections
from storage.database import Database
from storage.guards import GuardStore
from storage.history import History
from storage.names import NameStore
from storage.oddities import Oddities
from storage.usage import UsageStore
from storage.workspaces import Plan
from tests.books import by_day, inconsistent, stored
from tests.broken_builds import LedgerFirst
from tests.collecting import current
from tests.conftest import NOW, FixedClock
from tests.integration.editions import Editions
from tests.integration.given import connected
from tests.storm.fault_points import FaultPoints, Unforeseen, fail, watched_by

EXAMPLES = 15
STEPS = 10
HOURLY_DAYS = 20
FAR = 1_000_000


class Happenings(RuleBasedStateMachine):
    """One connection in SQLite, whose provider restates days, and whose processes die."""

    template: Path
    build: type[UsageStore]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="tokenmeter-ledger-")
        self.database = Database(Secret(f"sqlite:///{shutil.copy(self.template, self.folder.name)}"))
        self.clock = FixedClock(NOW)
        self.latest = NOW
        self.points = FaultPoints(FAR, fail)
        self.provider = Editions(lambda: self.points.passed())
        self.connection = self.runner.run(connected(self.database))

    def teardown(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    @initialize()
    def connect(self) -> None:
        self.collect()

    @rule()
    def collect(self) -> None:
        """As far as it is due, to the end: then nothing is missing, and nothing is due."""
        self.runner.run(self._collect())
        ledger = self.runner.run(UsageStore(self.database).ledger(self.connection))
        now, first = self.clock.now(), self._now_is().first_day
        assert not coverage(ledger, self.provider.endpoints, first, now.date()).missing
        for endpoint in self.provider.endpoints:
            assert not due(endpoint, ledger, first, now, HOURLY_DAYS, stagger_of(self.connection.uid))

    @rule(points=st.integers(0, 60))
    def die(self, points: int) -> None:
        """Before or after one of its requests or statements, or not at all where there are not so many."""
        self.points = FaultPoints(points, fail)
        with watched_by(self.points), suppress(Unforeseen):
            self.runner.run(self._collect())
        self.points = FaultPoints(FAR, fail)

    @rule(age=st.integers(0, 40))
    def restate(self, age: int) -> None:
        self.provider.editions[self.clock.now().date() - timedelta(days=age)] += 1

    @rule(minutes=st.one_of(st.integers(1, 180), st.integers(-3_000, 6_000)))
    def clock_jumps(self, minutes: int) -> None:
        self.clock.move(timedelta(minutes=minutes))
        self.latest = max(self.latest, self.clock.now())

    @rule(plan=st.sampled_from(["free", "paid"]), days=st.integers(20, 70))
    def plan_changes(self, plan: Plan, days: int) -> None:
        first = self.clock.now().date() - timedelta(days=days)
        self.runner.run(History(self.database).put_plan("T1", plan, "U1", first, self.clock.now()))

    @rule()
    def an_hour_later(self) -> None:
        """The clock is right again: what is read hourly is as the provider tells it now."""
        self.latest += HOURLY.every
        self.clock.set(self.latest)
        self.collect()
        kept, today = self.runner.run(stored(self.database, self.connection)), self.clock.now().date()
        for endpoint in self.provider.endpoints:
            for age in range(HOURLY.days):
                where = (endpoint.name, today - timedelta(days=age))
                assert kept.days.get(where, {}) == by_day(self.provider.now(endpoint, where[1], endpoint.widths[0]))

    @invariant()
    def the_ledger_says_what_stands_beside_it(self) -> None:
        kept = self.runner.run(stored(self.database, self.connection))
        assert inconsistent(kept) == []
        for line in kept.ledger:
            where = (line.endpoint, line.day)
            found = kept.hours.get(where, {}) if line.width != "1d" else kept.days.get(where, {})
            assert (line.width, found) in self.provider.told[where]

    def _now_is(self) -> Connection:
        return self.runner.run(current(self.database, self.connection))

    async def _collect(self) -> None:
        stores = Stores(
            self.build(self.database),
            NameStore(self.database),
            Connections(self.database),
            Oddities(self.database),
            GuardStore(self.database),
        )

        async def key(_: Connection) -> Secret:
            return Secret("no key at all")

        collector = Collector({"openai": self.provider}, stores, key, self.clock, lambda: 0.0, HOURLY_DAYS)
        outcome = await collector.collect(await current(self.database, self.connection))
        assert outcome.fault is None


def run(migrated_sqlite: Path, build: type[UsageStore]) -> None:
    class These(Happenings):
        pass

    These.template, These.build = migrated_sqlite, build
    # A failure that takes fewer steps is not looked for: its steps are printed as they are.
    phases = [Phase.explicit, Phase.generate]
    run_state_machine_as_test(These, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS, phases=phases))


def test_no_gap_and_no_overlap_whatever_happens(migrated_sqlite: Path) -> None:
    run(migrated_sqlite, UsageStore)


def test_a_ledger_that_is_written_before_the_figures_is_noticed(migrated_sqlite: Path) -> None:
    with pytest.raises(AssertionError):
        run(migrated_sqlite, LedgerFirst)
