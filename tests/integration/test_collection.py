"""Collecting from the sandbox into a real database: every figure is the sandbox's own, whatever happens on the way."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from bot.connections.guards import GuardsNow
from bot.connections.hygiene import Hygiene
from core.collection.collector import Collector, Outcome
from core.collection.progress import Progress
from core.collection.run import AT_ONCE
from core.collection.stores import Stores
from core.connection import Connection, ConnectionGone, NewConnection, Trouble
from core.coverage import Coverage, coverage
from core.guards import Guards, Limit
from core.hygiene import Reason
from core.money import NANOS, nanos_from
from core.providers.contract import NameKind, OwnerState
from core.providers.openai import Manners, OpenAI
from core.providers.openai.reports import REPORTS
from core.secret import Secret
from core.vault import KeyNotFound, VaultError
from sandbox.openai.keys import DEFAULT_KEY, NAMES, USAGE
from sandbox.openai.server import build_app
from sandbox.openai.settling import midnight
from sandbox.openai.state import SANDBOX, Sandbox
from sandbox.openai.world import World
from sandbox.serve import start as serve
from storage.api_keys import ApiKeys
from storage.connections import Connections
from storage.database import Database
from storage.differences import Differences
from storage.guards import GuardStore
from storage.history import History
from storage.names import NameStore
from storage.oddities import Oddities
from storage.reports import Reports
from storage.retention import Retention
from storage.rows import day_of, epoch
from storage.series import LABELS
from storage.tables import ConnectionRow, CostDaily, LedgerRow, NameRow, SeriesRow, UsageDaily, UsageHourly
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.books import Rows as UsageRows
from tests.books import by_day, told
from tests.collecting import opened
from tests.conftest import FixedClock

DAYS = 21
WINDOWS = 1 + 11 * 3
"""One of costs, and three of each usage endpoint."""
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

Rows = dict[tuple[object, ...], tuple[int, ...]]


@dataclass
class Scene:
    """An organization in the sandbox, a connection to it, and what collects it."""

    clock: FixedClock
    world: World
    sandbox: Sandbox
    database: Database
    connection: Connection
    url: str
    key: Callable[[], Secret] = field(default=lambda: Secret(DEFAULT_KEY))
    hourly_days: int = 400
    history: int = DAYS
    """Days that were to be collected, up to now."""
    slept: list[float] = field(default_factory=list)

    async def collect(self, on_progress: Callable[[Progress], None] = lambda _: None) -> Outcome:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        async def fetch_key(_: Connection) -> Secret:
            return self.key()

        connections = Connections(self.database)
        stores = Stores(
            UsageStore(self.database),
            NameStore(self.database),
            connections,
            Oddities(self.database),
            GuardStore(self.database),
        )
        openai = OpenAI(f"{self.url}/v1", self.clock, Manners(sleep=sleep))
        collector = Collector({"openai": openai}, stores, fetch_key, self.clock, lambda: 0.0, self.hourly_days)
        outcome = await collector.collect(self.connection, on_progress)
        found = await connections.find(self.connection.workspace, self.connection.id)
        assert found is not None
        self.connection = found
        return outcome

    def asked(self, path: str) -> int:
        """How often an address whose path contains `path` was asked for."""
        return sum(path in request.path for request in self.sandbox.requests)

    def asked_by_the_day(self) -> int:
        """How often usage was asked for at day width, split by something."""
        usage = [dict(each.params) for each in self.sandbox.requests if "/organization/usage/" in each.path]
        return sum(params["bucket_width"] == "1d" and "group_by[]" in params for params in usage)

    def days(self) -> list[date]:
        return [self.clock.now().date() - timedelta(days=n) for n in range(self.history)]

    def true_costs(self) -> Rows:
        """The nanos of each (day, project, item, key), by the sandbox's own books."""
        at = self.clock.now()
        return {
            (day, *(part or "" for part in where)): (nanos_from(amount),)
            for day in self.days()
            for where, amount in self.world.costs(day, at).items()
        }

    def true_usage(self) -> UsageRows:
        """Requests, input, output and cached tokens, and quantity of each (hour, endpoint, labels)."""
        usage = [report.endpoint.name for report in REPORTS if report.shape != "money"]
        each = (told(self.world, name, day, self.clock.now()) for name, day in product(usage, self.days()))
        return {where: numbers for rows in each for where, numbers in rows.items()}

    async def stored_costs(self) -> Rows:
        query = select(CostDaily, SeriesRow).join(SeriesRow, col(SeriesRow.id) == col(CostDaily.series))
        async with self.database.reading() as session:
            return {
                (day_of(row.start), series.project, series.item, series.key): (row.nanos,)
                for row, series in await session.exec(query)
            }

    async def stored_usage(self, table: type[UsageHourly] | type[UsageDaily] = UsageHourly) -> UsageRows:
        names = ("start", "series", "requests", "input", "output", "cached", "quantity")
        async with self.database.reading() as session:
            series = {each.id: (each.endpoint, labels_of(each)) for each in await session.exec(select(SeriesRow))}
            rows = await (await session.connection()).execute(select(*(getattr(table, name) for name in names)))
            return {(start, *series[of]): tuple(int(each or 0) for each in numbers) for start, of, *numbers in rows}

    async def assert_all_is_true(self) -> None:
        """Every stored figure is the sandbox's own, and none is missing or too many."""
        assert await self.stored_costs() == self.true_costs()
        usage = self.true_usage()
        assert await self.stored_usage() == usage
        assert await self.stored_usage(UsageDaily) == by_day(usage)


def labels_of(series: SeriesRow) -> frozenset[tuple[str, str]]:
    known = {label: getattr(series, label) for label in LABELS} | json.loads(series.others or "{}")
    return frozenset((label, value) for label, value in known.items() if value is not None)


def ours_running() -> list[str]:
    """Tasks that run our code: none may be left when a collection is over."""
    running = [repr(task.get_coro()) for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    return [each for each in running if any(ours in each for ours in ("Run.", "Naming.", "Collector.", "UsageStore."))]


@asynccontextmanager
async def scene_in(database: Database, series_an_hour: int | None = None) -> AsyncIterator[Scene]:
    """Nothing is collected yet, unless the database has it."""
    clock = FixedClock(NOW)
    world = World(11, clock.now, days=30, series_an_hour=series_an_hour)
    running = await serve(build_app(world))
    connections = await Connections(database).of("T1") or [await connected_to(world, database)]
    yield Scene(clock, world, running.app[SANDBOX], database, connections[0], running.url)
    await running.close()


async def connected_to(world: World, database: Database) -> Connection:
    await Workspaces(database).ensure("T1", "Acme's Slack", "paid", NOW)
    new = NewConnection(
        uid="0000000000000001",
        workspace="T1",
        provider="openai",
        name="Acme",
        organization=world.organization.id,
        owner="U1",
        secret_ref=b"",
        fingerprints=(b"0",),
        key_hint="",
        created_at=NOW,
        backfill_from=NOW.date() - timedelta(days=DAYS - 1),
    )
    return await Connections(database).add(new)


@pytest.fixture
async def anywhere(database: Database) -> AsyncIterator[Scene]:
    """With SQLite and with PostgreSQL."""
    async with scene_in(database) as scene:
        yield scene


@pytest.fixture
async def quiet_anywhere(database: Database) -> AsyncIterator[Scene]:
    async with scene_in(database, series_an_hour=4) as scene:
        yield scene


@pytest.fixture
async def quiet(sqlite_url: str) -> AsyncIterator[Scene]:
    """An organization that uses little: its collections are quick."""
    async with opened(sqlite_url) as database, scene_in(database, series_an_hour=4) as scene:
        yield scene


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncIterator[Scene]:
    async with opened(sqlite_url) as database, scene_in(database) as scene:
        yield scene


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """A file to copy: what a first collection leaves."""
    path = tmp_path_factory.mktemp("imported") / "tokenmeter.db"
    shutil.copy(migrated_sqlite, path)

    async def once() -> None:
        async with opened(f"sqlite:///{path}") as database, scene_in(database) as scene:
            assert (await scene.collect()).fault is None

    asyncio.run(once())
    return path


@pytest.fixture
def all_is_collected(imported: Path, sqlite_url: str) -> None:
    """The scene begins a moment after its first collection; nothing was asked of its OpenAI yet."""
    shutil.copy(imported, sqlite_url.removeprefix("sqlite:///"))


async def test_after_a_backfill_every_figure_is_openais_own_to_the_nano_dollar(anywhere: Scene) -> None:
    outcome = await anywhere.collect()
    assert outcome.fault is None
    assert outcome.unknown == {}
    assert anywhere.asked("completions") == 3
    assert anywhere.asked("costs") == 2  # the first with users, which this organization refuses
    assert outcome.windows == WINDOWS
    await anywhere.assert_all_is_true()


async def test_what_a_larger_plan_adds_is_fetched_and_nothing_else(anywhere: Scene) -> None:
    short, long = (NOW.date() - timedelta(days=days - 1) for days in (10, DAYS))
    async with anywhere.database.writing() as session:
        await session.exec(update(ConnectionRow).values(backfill_from=short))
        await session.commit()
    anywhere.connection = replace(anywhere.connection, backfill_from=short)
    await anywhere.collect()
    [reached] = await History(anywhere.database).put_plan("T1", "paid", "operator", long, NOW)
    anywhere.connection = reached.connection
    assert (await anywhere.collect()).windows == 1 + 11 * 2
    await anywhere.assert_all_is_true()


async def test_of_a_young_organization_no_years_are_asked_for_and_figures_older_than_its_projects_are_found(
    scene: Scene,
) -> None:
    """Ten years are wanted; the key may not list projects, so that the age we have been told counts, which is wrong."""
    told, wanted = NOW.date() - timedelta(days=12), NOW.date() - timedelta(days=3649)
    async with scene.database.writing() as session:
        await session.exec(update(ConnectionRow).values(backfill_from=wanted, organization_since=told))
        await session.commit()
    scene.connection = replace(scene.connection, backfill_from=wanted, organization_since=told)
    without_names = "sk-admin-" + "usage-" * 6
    scene.sandbox.keys.issue(without_names, scene.world, (USAGE,))
    scene.key = lambda: Secret(without_names)

    first = await scene.collect()
    assert first.progress.days_total == first.progress.days_done == 12 + 90 + 1
    oldest = scene.world.first_day
    assert scene.connection.organization_since == oldest < told
    assert first.next_at == NOW, "it goes on at once"

    second = await scene.collect()
    assert second.progress.days_total == second.progress.days_done == (NOW.date() - oldest).days + 90 + 1
    assert second.next_at > NOW
    asked = min(int(dict(each.params).get("start_time", epoch(NOW.date()))) for each in scene.sandbox.requests)
    assert day_of(asked) == oldest - timedelta(days=90)
    scene.history = (NOW.date() - oldest).days + 1
    await scene.assert_all_is_true()


@pytest.mark.usefixtures("all_is_collected")
async def test_days_that_openai_revised_are_what_it_says_now(scene: Scene) -> None:
    for hours in (1, 5, 18, 30):
        scene.clock.move(timedelta(hours=hours))
        assert (await scene.collect()).fault is None
        costs, true_costs = await scene.stored_costs(), scene.true_costs()
        assert {where: costs[where] for where in true_costs} == true_costs
        recent = scene.clock.now() - timedelta(days=7)
        true_usage = {w: n for w, n in scene.true_usage().items() if w[0] > recent.timestamp()}
        usage = {w: n for w, n in (await scene.stored_usage()).items() if w[0] > recent.timestamp()}
        assert usage == true_usage


async def test_an_import_is_complete_without_an_endpoint_that_the_organization_does_not_have(scene: Scene) -> None:
    async def covered() -> Coverage:
        ledger = await UsageStore(scene.database).ledger(scene.connection)
        return coverage(ledger, OpenAI.endpoints, scene.connection.first_day, scene.clock.now().date())

    scene.world.without = frozenset({"decisions"})
    assert len((await covered()).missing) == DAYS
    assert (await scene.collect()).fault is None
    assert (await covered()).done == DAYS
    # One that is not offered any more is missed no more; a gap in what it had is.
    scene.world.without = frozenset({"decisions", "moderations"})
    scene.clock.move(timedelta(days=2))
    assert (await scene.collect()).fault is None
    assert (await covered()).done == DAYS + 2
    gap = col(LedgerRow.day) == NOW.date() - timedelta(days=3)
    async with scene.database.writing() as session:
        await session.exec(delete(LedgerRow).where(gap, col(LedgerRow.endpoint) == "moderations"))
        await session.commit()
    assert (await covered()).missing == (NOW.date() - timedelta(days=3),)


@pytest.mark.usefixtures("all_is_collected")
async def test_what_was_just_collected_is_not_asked_for_again(scene: Scene) -> None:
    scene.sandbox.requests.clear()
    outcome = await scene.collect()
    assert (outcome.windows, outcome.progress.days_done, len(scene.sandbox.requests)) == (0, DAYS, 0)


@pytest.mark.usefixtures("all_is_collected")
async def test_every_ten_minutes_one_request_brings_the_newest_hours_of_each_busy_endpoint(scene: Scene) -> None:
    assert (await scene.collect()).next_at == scene.clock.now() + timedelta(minutes=10)
    scene.clock.move(timedelta(minutes=10))
    scene.sandbox.requests.clear()
    outcome = await scene.collect()
    assert outcome.windows == 11
    assert len(scene.sandbox.requests) == 11 + scene.asked("spend_limit")
    assert (scene.asked("completions"), scene.asked("spend_limit")) == (1, 2)


@pytest.mark.parametrize("stored", [1, 2, 3])
async def test_a_collection_that_is_cancelled_goes_on_where_it_was(quiet_anywhere: Scene, stored: int) -> None:
    windows = 0

    def cancel_after(progress: Progress) -> None:
        nonlocal windows
        windows += 1
        if windows == stored:
            task.cancel()

    task = asyncio.create_task(quiet_anywhere.collect(cancel_after))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ours_running() == []
    before = len(await UsageStore(quiet_anywhere.database).ledger(quiet_anywhere.connection))
    assert before > 0
    outcome = await quiet_anywhere.collect()
    assert outcome.fault is None
    assert outcome.windows <= WINDOWS - stored
    await quiet_anywhere.assert_all_is_true()


async def test_progress_counts_days_to_the_end_and_the_money_so_far(scene: Scene) -> None:
    seen: list[Progress] = []
    outcome = await scene.collect(seen.append)
    assert [each.days_done for each in seen] == sorted(each.days_done for each in seen)
    assert seen[-1] == outcome.progress
    assert (outcome.progress.days_done, outcome.progress.days_total) == (DAYS, DAYS)
    assert outcome.progress.cost == {"usd": sum(nanos for (nanos,) in scene.true_costs().values())}


async def test_the_newest_days_come_first(scene: Scene) -> None:
    await scene.collect()
    starts = [
        int(dict(request.params)["start_time"]) for request in scene.sandbox.requests if "completions" in request.path
    ]
    # Requests that are under way together may overtake each other by a little.
    assert all(later < earlier + 2 * 7 * 86_400 for earlier, later in pairwise(starts))
    assert starts[-1] == min(starts) or starts[-2] == min(starts)


async def test_faults_of_every_kind_delay_the_figures_and_change_none(quiet_anywhere: Scene) -> None:
    faults = quiet_anywhere.sandbox.faults
    faults.add("rate_limited", probability=0.1, retry_after=2)
    faults.add("server_error", probability=0.1)
    faults.add("cut_off", probability=0.1)
    faults.add("cut_connection", probability=0.1)
    faults.add("reset", probability=0.1)
    faults.add("circular", probability=0.1)
    faults.add("nonsense", what="nan", probability=0.1)
    faults.add("nonsense", what="shifted_buckets", probability=0.1)
    for _ in range(20):
        if (await quiet_anywhere.collect()).fault is None:
            break
    else:
        pytest.fail("it never got through")
    await quiet_anywhere.assert_all_is_true()


@pytest.mark.parametrize(
    "what",
    ["nan", "infinity", "huge", "text", "results_not_a_list", "start_missing", "shifted_buckets", "deep", "empty"],
)
async def test_an_answer_that_makes_no_sense_leaves_nothing_by_halves(quiet: Scene, what: str) -> None:
    quiet.sandbox.faults.add("nonsense", what=what, path="costs")
    outcome = await quiet.collect()
    assert outcome.fault is not None
    assert outcome.fault.trouble is Trouble.NONSENSE
    assert await quiet.stored_costs() == {}
    assert await quiet.stored_usage() == quiet.true_usage()


@pytest.mark.parametrize(
    ("what", "unknown"),
    [
        ("unknown_field", {"field: carbon_grams", "field: nested"}),
        ("unknown_unit", {"unit: furlongs"}),
        ("unknown_currency", {"currency: xts"}),
    ],
)
async def test_what_is_new_at_openai_is_counted_and_collected_all_the_same(
    quiet: Scene, what: str, unknown: set[str]
) -> None:
    quiet.sandbox.faults.add("nonsense", what=what)
    outcome = await quiet.collect()
    assert outcome.fault is None
    assert set(outcome.unknown) == unknown
    assert await quiet.stored_costs() == quiet.true_costs()


async def test_one_endpoints_missing_permission_does_not_stop_the_other(scene: Scene) -> None:
    scene.sandbox.faults.add("scope_missing", path="costs")
    outcome = await scene.collect()
    assert outcome.fault is not None
    assert (scene.connection.trouble, scene.connection.trouble_detail) == (
        Trouble.PERMISSION_MISSING,
        "api.usage.read",
    )
    assert scene.connection.collected_at is None
    assert outcome.next_at > scene.clock.now()
    assert outcome.progress.days_done == 0
    assert await scene.stored_usage() == scene.true_usage()
    scene.sandbox.faults.clear()
    assert (await scene.collect()).fault is None
    assert scene.connection.trouble is None
    await scene.assert_all_is_true()


@pytest.mark.usefixtures("all_is_collected")
async def test_a_revoked_key_stops_everything_and_keeps_what_there_is(scene: Scene) -> None:
    scene.sandbox.faults.add("key_revoked")
    scene.sandbox.requests.clear()
    scene.clock.move(timedelta(hours=2))
    outcome = await scene.collect()
    assert outcome.windows == 0
    assert scene.connection.trouble is Trouble.KEY_REJECTED
    assert len(scene.sandbox.requests) - scene.asked("spend_limit") <= AT_ONCE
    assert scene.asked("spend_limit") <= 2
    assert await scene.stored_costs() != {}


@pytest.mark.usefixtures("all_is_collected")
async def test_of_another_organization_nothing_is_stored(scene: Scene) -> None:
    """The key was moved to another organization at OpenAI: its figures and names would mix into this one's history."""
    costs, names = await scene.stored_costs(), await NameStore(scene.database).of("T1")
    scene.sandbox.keys.issue(DEFAULT_KEY, World(8, scene.clock.now, days=DAYS))
    scene.clock.move(timedelta(days=1))
    outcome = await scene.collect()
    assert outcome.windows == 0
    assert scene.connection.trouble is Trouble.ORGANIZATION_CHANGED
    assert (await scene.stored_costs(), await NameStore(scene.database).of("T1")) == (costs, names)
    scene.sandbox.keys.issue(DEFAULT_KEY, scene.world)
    assert (await scene.collect()).windows > 0
    assert scene.connection.trouble is None


async def test_a_long_wait_is_obeyed_by_trying_again_later(scene: Scene) -> None:
    scene.sandbox.faults.add("rate_limited", retry_after=7_200)
    outcome = await scene.collect()
    assert scene.connection.trouble is Trouble.RATE_LIMITED
    assert outcome.next_at >= scene.clock.now() + timedelta(hours=2)
    assert scene.slept == []


async def test_an_outage_is_given_up_soon_and_tried_again_less_and_less_often(scene: Scene) -> None:
    scene.sandbox.faults.add("server_error")
    waits = []
    for _ in range(8):
        outcome = await scene.collect()
        assert scene.connection.trouble is Trouble.PROVIDER_DOWN
        waits.append(outcome.next_at - scene.clock.now())
        scene.clock.set(outcome.next_at)
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=2)
    assert waits[-1] <= timedelta(hours=1)


async def test_a_key_that_cannot_be_read_makes_no_request(scene: Scene) -> None:
    def gone() -> Secret:
        raise KeyNotFound

    scene.key = gone
    await scene.collect()
    assert scene.connection.trouble is Trouble.KEY_UNREADABLE
    assert len(scene.sandbox.requests) == 0


async def test_a_vault_that_is_away_for_a_moment_has_lost_nothing(scene: Scene) -> None:
    """It is tried again within minutes, and when the vault is back, nobody has to do anything."""

    def away() -> Secret:
        raise VaultError("Google Secret Manager gives no answer within 10 s")

    scene.key, before = away, scene.key
    outcome = await scene.collect()
    assert scene.connection.trouble is Trouble.VAULT_DOWN
    assert outcome.next_at - scene.clock.now() < timedelta(minutes=2)
    scene.key = before
    await scene.collect()
    assert scene.connection.trouble is None


@pytest.mark.usefixtures("all_is_collected")
async def test_a_key_that_took_anothers_place_reads_todays_figures_however_fresh_they_are(scene: Scene) -> None:
    """A key that was rotated in minutes after a collection would else be called proven without having read anything."""
    asked = len(scene.sandbox.requests)
    await scene.collect()
    assert len(scene.sandbox.requests) == asked, "nothing is due"
    scene.connection = replace(scene.connection, replaced_ref=b"old", key_proven=False)
    await scene.collect()
    today = {request.path for request in list(scene.sandbox.requests)[asked:] if "spend_" not in request.path}
    assert today == {f"/v1/{report.path}" for report in REPORTS}


async def test_costs_that_may_not_be_grouped_by_key_are_collected_without(scene: Scene) -> None:
    scene.sandbox.faults.add("key_grouping_refused")
    outcome = await scene.collect()
    assert outcome.fault is None
    ledger = await UsageStore(scene.database).ledger(scene.connection)
    assert {line.grouping for line in ledger if line.endpoint == "costs"} == {("project", "item", "api_source")}
    by_item: dict[tuple[object, ...], int] = {}
    for (day, project, item, _), (nanos,) in scene.true_costs().items():
        by_item[day, project, item] = by_item.get((day, project, item), 0) + nanos
    stored = {where[:3]: nanos for where, (nanos,) in (await scene.stored_costs()).items()}
    assert stored.keys() == by_item.keys()
    # Rounded once for each row: OpenAI added up before we rounded.
    assert all(abs(stored[where] - by_item[where]) <= 100 for where in stored)


@pytest.mark.usefixtures("all_is_collected")
async def test_names_come_with_the_first_collection_of_a_day(scene: Scene) -> None:
    known = (await NameStore(scene.database).of("T1"))[scene.connection.id]
    assert {name.kind for name in known} == set(NameKind)
    seen = scene.asked("users")
    scene.clock.move(timedelta(hours=1))
    await scene.collect()
    assert scene.asked("users") == seen
    scene.clock.move(timedelta(days=1))
    await scene.collect()
    assert scene.asked("users") == seen + 1


async def test_names_that_a_killed_first_import_has_read_are_not_read_again(scene: Scene) -> None:
    faults = scene.sandbox.faults

    def hold_one_up(_: Progress) -> None:
        if not faults.active:
            faults.add("slow", ms=60_000, path="/usage/", count=1)

    task = asyncio.create_task(scene.collect(hold_one_up))
    async with asyncio.timeout(30):
        while scene.connection.names_read_at is None:
            await asyncio.sleep(0.02)  # nobody tells us
            [scene.connection] = await Connections(scene.database).of("T1")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert scene.connection.collected_at is None
    assert (await scene.collect()).fault is None
    assert [scene.asked(listed) for listed in ("users", "admin_api_keys")] == [1, 1]
    scene.clock.move(timedelta(days=1))
    await scene.collect()
    assert scene.asked("users") == 2


@pytest.mark.usefixtures("all_is_collected")
async def test_what_is_said_of_keys_comes_with_the_names_and_gives_way_to_what_is_said_next(scene: Scene) -> None:
    organization, keys = scene.world.organization, ApiKeys(scene.database)
    listed = {each.id: each for each in await keys.of(scene.connection)}
    there = {key.id: key for key in organization.keys if key.deleted is None}
    assert {each.id for each in listed.values() if not each.admin} == there.keys()
    assert [each.hint for each in listed.values() if each.admin] == [DEFAULT_KEY[-4:]]
    left, idle = organization.key("quentin-notebook"), organization.key("load-test")
    assert {each.id for each in listed.values() if each.owner_state is not OwnerState.THERE} == {left.id}
    assert listed[left.id].owner_state is OwnerState.LEFT
    assert listed[idle.id].last_used_at == midnight(idle.last_used or date.max)
    assert {key.id for key in there.values() if key.expires} == {each.id for each in listed.values() if each.expires_at}
    hygiene = Hygiene(
        Connections(scene.database), keys, Reports(scene.database), NameStore(scene.database), scene.clock
    )
    found = await hygiene.one(scene.connection)
    names = {key.id: key.name for key in organization.keys}
    assert [(names[each.key.id], each.worst) for each in found.to_look_at] == [
        ("quentin-notebook", Reason.OWNER_LEFT),
        ("voice-pilot", Reason.EXPIRES),
        ("ranker-canary", Reason.EXPIRES),
        ("intern-test", Reason.UNUSED),
        ("hackday-demo", Reason.UNUSED),
        ("load-test", Reason.UNUSED),
    ]
    without_names = "sk-admin-" + "usage-" * 6
    scene.sandbox.keys.issue(without_names, scene.world, (USAGE,))
    scene.key = lambda: Secret(without_names)
    scene.clock.move(timedelta(days=1))
    await scene.collect()
    assert len(await keys.of(scene.connection)) == len(listed), "what may not be read any more stays as it was"
    scene.key = lambda: Secret(DEFAULT_KEY)
    scene.sandbox.keys.revoke(without_names)
    scene.world.organization = replace(organization, keys=(left,))
    scene.clock.move(timedelta(days=1))
    await scene.collect()
    assert {each.id for each in await keys.of(scene.connection) if not each.admin} == {left.id}
    known = (await NameStore(scene.database).of("T1"))[scene.connection.id]
    gone = {name.name for name in known if name.kind is NameKind.KEY and not name.active}
    assert {"ranker-prod", "voice-pilot"} <= gone
    assert "quentin-notebook" not in gone


@pytest.mark.usefixtures("all_is_collected")
async def test_a_limit_that_blocks_is_seen_in_the_next_round_and_so_is_its_end(scene: Scene) -> None:
    guards, store = scene.sandbox.guards(scene.world), GuardStore(scene.database)
    labs = scene.world.organization.project("Data labs").id
    assert await store.limits(scene.connection) == [
        Limit("", 20_000 * NANOS, "usd", None),
        Limit(labs, 1_500 * NANOS, "usd", None),
    ]
    assert [(each.project, each.nanos) for each in await store.alerts(scene.connection)] == [
        ("", 15_000 * NANOS),
        ("", 18_000 * NANOS),
        (labs, 1_000 * NANOS),
    ]
    seen: list[list[datetime | None]] = []
    for cents in (1, 1, 2, 10**9, 3):
        guards.limits[""] = cents
        scene.clock.move(timedelta(minutes=10))
        scene.sandbox.requests.clear()
        await scene.collect()
        seen.append([each.blocking_since for each in await store.limits(scene.connection)])
        assert (scene.asked("spend_limit"), scene.asked("spend_alerts")) == (2, 0)
    first, last = NOW + timedelta(minutes=10), NOW + timedelta(minutes=50)
    assert seen == [[first, None], [first, None], [first, None], [None, None], [last, None]]
    guards.limits.clear()
    guards.alerts.clear()
    scene.clock.move(timedelta(days=1))
    await scene.collect()
    assert (await store.limits(scene.connection), await store.alerts(scene.connection)) == ([], [])


@pytest.mark.usefixtures("all_is_collected")
async def test_limits_that_may_not_be_read_are_no_fault_and_stay_as_they_were(scene: Scene) -> None:
    before = await GuardStore(scene.database).limits(scene.connection)
    for fault in ({"kind": "scope_missing"}, {"kind": "nonsense", "what": "empty"}, {"kind": "server_error"}):
        scene.sandbox.faults.clear()
        scene.sandbox.faults.add(**fault, path="spend_")
        scene.clock.move(timedelta(days=1))
        scene.sandbox.requests.clear()
        outcome = await scene.collect()
        assert scene.asked("spend_limit")
        assert outcome.fault is None
        assert "limits" in outcome.unread
        assert await GuardStore(scene.database).limits(scene.connection) == before
    assert before


@pytest.mark.usefixtures("all_is_collected")
async def test_usage_of_the_last_days_tells_which_keys_are_used(scene: Scene) -> None:
    reports = Reports(scene.database)
    used = await reports.keys_used(scene.connection, NOW.date() - timedelta(days=20))
    assert {key.name for key in scene.world.organization.keys if key.id in used} >= {"ranker-prod", "nightly-eval"}
    assert not {key.id for key in scene.world.organization.keys if key.idle} & used
    assert await reports.keys_used(scene.connection, NOW.date() + timedelta(days=1)) == set()
    assert await reports.keys_used(replace(scene.connection, workspace="T2"), NOW.date() - timedelta(days=20)) == set()


@pytest.mark.usefixtures("all_is_collected")
async def test_an_id_that_has_no_name_makes_the_names_be_read_once_an_hour(scene: Scene) -> None:
    async with scene.database.writing() as session:
        await session.exec(delete(NameRow).where(col(NameRow.kind) == "key"))
        await session.commit()
    for minutes, times in ((10, 0), (10, 0), (20, 1), (10, 1)):
        scene.clock.move(timedelta(minutes=minutes))
        await scene.collect()
        assert scene.asked("users") == times


async def test_without_the_permission_for_names_figures_are_collected_and_the_permission_is_named(
    scene: Scene,
) -> None:
    without_names = "sk-admin-" + "usage-" * 6
    scene.sandbox.keys.issue(without_names, scene.world, (USAGE,))
    scene.key = lambda: Secret(without_names)
    outcome = await scene.collect()
    assert outcome.fault is None
    assert scene.connection.names_missing == (NAMES,)
    await scene.assert_all_is_true()


@pytest.mark.usefixtures("all_is_collected")
async def test_what_was_read_before_a_permission_was_lost_is_not_told_as_if_it_were_of_today(scene: Scene) -> None:
    connections, names, reports = Connections(scene.database), NameStore(scene.database), Reports(scene.database)
    hygiene = Hygiene(connections, ApiKeys(scene.database), reports, names, scene.clock)
    guards = GuardsNow(GuardStore(scene.database), reports, names, scene.clock)
    assert (await hygiene.one(scene.connection)).keys
    assert (await guards.of(scene.connection)).limits
    scene.sandbox.keys.issue(DEFAULT_KEY, scene.world, (USAGE,))
    scene.clock.move(timedelta(days=1))
    assert (await scene.collect()).fault is None
    assert (await hygiene.one(scene.connection)).keys == 0
    assert await guards.of(scene.connection) == Guards()


async def test_days_beyond_the_hourly_retention_are_kept_by_the_day_and_grow_old_a_request_at_a_time(
    quiet: Scene,
) -> None:
    """Over two months nothing is left behind, no day is without its figures, and few requests are made for it."""
    quiet.hourly_days = 35
    assert (await quiet.collect()).fault is None
    asked = 0
    for days in (34, 20):
        quiet.clock.move(timedelta(days=days))
        quiet.history += days
        quiet.sandbox.requests.clear()
        assert (await quiet.collect()).fault is None
        asked += quiet.asked_by_the_day()
        [oldest] = (await Retention(quiet.database).oldest_hours()).values()
        assert 35 <= (quiet.clock.now().date() - day_of(oldest)).days + 1 <= 35 + 31
    assert 11 <= asked <= 2 * 11  # at least nine days of each usage endpoint have grown too old
    assert await quiet.stored_usage(UsageDaily) == by_day(quiet.true_usage())


async def test_a_connection_that_is_removed_meanwhile_ends_the_collection(scene: Scene) -> None:
    await Connections(scene.database).remove("T1", scene.connection.id)
    with pytest.raises(ConnectionGone):
        await scene.collect()
    assert ours_running() == []
    assert await scene.stored_costs() == {}


async def test_each_night_days_are_compared_with_openais_own_totals_and_what_was_damaged_is_healed(
    quiet_anywhere: Scene,
) -> None:
    await quiet_anywhere.collect()
    damaged = epoch(NOW.date() - timedelta(days=12))
    async with quiet_anywhere.database.writing() as session:
        await session.exec(
            update(CostDaily).where(col(CostDaily.start) == damaged).values(nanos=CostDaily.nanos + 1_000)
        )
        await session.exec(delete(UsageDaily).where(col(UsageDaily.start) == damaged))
        await session.commit()
    quiet_anywhere.clock.move(timedelta(days=1))
    async with quiet_anywhere.database.writing() as session:
        # As if the night had read all of it already: by itself, it is not read again.
        await session.exec(update(LedgerRow).values(collected_at=quiet_anywhere.clock.now()))
        await session.commit()
    outcome = await quiet_anywhere.collect()
    assert outcome.reconciled is not None
    assert (outcome.reconciled.differences, outcome.fault) == ((), None)
    assert outcome.reconciled.healed >= 2
    costs, truth = await quiet_anywhere.stored_costs(), quiet_anywhere.true_costs()
    day = NOW.date() - timedelta(days=12)
    assert {w: n for w, n in costs.items() if w[0] == day} == {w: n for w, n in truth.items() if w[0] == day}
    usage, used = await quiet_anywhere.stored_usage(UsageDaily), by_day(quiet_anywhere.true_usage())
    summed = {where for where in used if where[0] == damaged and where[1] != "vector_stores"}  # what is kept has no sum
    assert {where: usage.get(where) for where in summed} == {where: used[where] for where in summed}
    assert (await quiet_anywhere.collect()).reconciled is None, "once a night"


async def test_what_differs_still_is_kept_until_it_does_not_and_is_no_trouble(quiet_anywhere: Scene) -> None:
    await quiet_anywhere.collect()
    quiet_anywhere.sandbox.faults.add("total_differs")
    for found in (True, False):
        quiet_anywhere.clock.move(timedelta(days=1))
        outcome = await quiet_anywhere.collect()
        assert outcome.fault is None
        assert outcome.reconciled is not None
        kept = await Differences(quiet_anywhere.database).of(quiet_anywhere.connection)
        assert set(kept) == set(outcome.reconciled.differences)
        assert bool(kept) is found
        assert all(each.theirs > each.ours for each in kept)
        assert {"costs", "completions"} <= {each.endpoint for each in kept} or not found
        quiet_anywhere.sandbox.faults.clear()


@pytest.mark.usefixtures("all_is_collected")
async def test_totals_take_a_request_an_endpoint_and_wait_for_a_collection_that_goes_through(scene: Scene) -> None:
    scene.clock.move(timedelta(days=1))
    scene.sandbox.faults.add("server_error", path="images")
    assert (await scene.collect()).reconciled is None
    scene.sandbox.faults.clear()
    scene.clock.move(timedelta(hours=1))
    scene.sandbox.requests.clear()
    assert (await scene.collect()).reconciled is not None
    asked = [dict(each.params) for each in scene.sandbox.requests]
    totals = sum("group_by[]" not in params and "start_time" in params for params in asked)
    assert totals == 11, "one for each endpoint whose hours add up"


@pytest.mark.usefixtures("all_is_collected")
async def test_totals_that_openai_does_not_give_are_no_trouble_and_asked_for_again_each_hour(scene: Scene) -> None:
    def totals() -> int:
        asked = [dict(each.params) for each in scene.sandbox.requests]
        return sum("group_by[]" not in params and "start_time" in params for params in asked)

    scene.sandbox.faults.add("total_refused")
    scene.clock.move(timedelta(days=1))
    tried = []
    for _ in range(12):
        scene.sandbox.requests.clear()
        outcome = await scene.collect()
        assert outcome.fault is None
        tried.append(totals())
        assert outcome.reconciled is None
        assert set(outcome.unread) == ({"totals"} if tried[-1] else set())
        scene.clock.move(timedelta(minutes=10))
    assert sum(tried) == 3, "one request in each hour that began: the first refusal ends a pass"
    scene.sandbox.faults.clear()
    scene.clock.move(timedelta(hours=1))
    assert (await scene.collect()).reconciled is not None
