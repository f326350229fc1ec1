"""What is due is done by the same functions, whether the process does it itself or hands it out to workers."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import update

from bot.cli import main
from bot.due import handing_out
from bot.due.handing_out import HandingOut
from bot.due.in_process import InProcess
from bot.due.tasks import Tasks
from bot.work import InFlight
from core.secret import Secret
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN
from storage.connections import Connections
from storage.database import Database
from storage.due import Due
from storage.election import Election
from storage.heartbeat import Heartbeats
from storage.looks import Looks
from storage.queue import Queue
from storage.tables import ConnectionRow
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import NOW, connected, new_connection

LATER = NOW + timedelta(minutes=10)


@dataclass
class Doing:
    """In the place of what collects, looks after workspaces and keeps the house: does it, and notes what."""

    database: Database
    done: Counter[str] = field(default_factory=Counter)

    async def collect(self, number: int) -> None:
        claimed = await Connections(self.database).claim_due(number, NOW, "me", LATER)
        if claimed is not None:
            self.done[f"collect {number}"] += 1
            await Connections(self.database).record_collected(claimed, NOW, LATER, (), None)

    async def look_after(self, workspace: str) -> None:
        look = await Looks(self.database).begin(workspace, NOW)
        assert look is not None
        self.done[f"look after {workspace}"] += 1
        await Looks(self.database).end(look, LATER)

    async def due(self) -> list[str]:
        return [] if self.done["sweep"] else ["sweep"]

    async def keep(self, chore: str) -> None:
        self.done[chore] += 1

    def tasks(self) -> Tasks:
        return Tasks(*(cast("Any", self) for _ in range(3)))


async def three_workspaces(database: Database) -> None:
    for number in (1, 2, 3):
        await connected(database, f"T{number}", number=number)


ALL = {
    *(f"collect {number}" for number in (1, 2, 3)),
    *(f"look after T{number}" for number in (1, 2, 3)),
    "sweep",
}


async def test_a_process_with_sqlite_does_it_itself(sqlite_url: str, clock: FixedClock) -> None:
    database = Database(Secret(sqlite_url))
    await three_workspaces(database)
    doing, in_flight = Doing(database), InFlight(lambda: "00000000")
    work = InProcess(Due(database), doing.tasks(), in_flight, clock)
    await work.start_due()
    async with asyncio.timeout(10):
        while doing.done.keys() != ALL:  # noqa: ASYNC110  # a fake has no event
            await asyncio.sleep(0.01)
    await in_flight.drain(5)
    await database.close()
    assert doing.done["sweep"] == doing.done["collect 1"] == 1


def test_with_sqlite_nothing_of_a_queue_is_imported() -> None:
    imported = "sorted({'procrastinate', 'psycopg', 'psycopg_pool'} & sys.modules.keys())"
    program = [sys.executable, "-c", f"import sys, bot.app, bot.cli; print({imported})"]
    assert subprocess.run(program, check=True, capture_output=True, text=True).stdout == "[]\n"  # noqa: S603 (our own)


@pytest.mark.parametrize("words", [["worker"], ["run", "--no-work"]])
def test_with_sqlite_there_is_nobody_to_leave_the_work_to(words: list[str], tmp_path: Path) -> None:
    given = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "TOKENMETER_HOME": str(tmp_path)}
    answered = CliRunner(env=given).invoke(main, words)
    assert answered.exit_code == 1
    assert "with SQLite one `tokenmeter run` does all that is due" in answered.output
    assert list(tmp_path.iterdir()) == []


@dataclass(frozen=True)
class Scene:
    database: Database
    doing: Doing
    queue: Queue
    election: psycopg.AsyncConnection
    clock: FixedClock

    def ticking(self, holder: str = "a:1") -> HandingOut:
        election, due, heartbeats = Election(Secret("")), Due(self.database), Heartbeats(self.database)
        house = self.doing.tasks().housekeeping
        return HandingOut(election, self.queue, due, house, heartbeats, holder, self.clock)

    async def handed_out(self) -> list[tuple[Any, ...]]:
        query = "SELECT queueing_lock, queue_name, priority, lock FROM procrastinate_jobs ORDER BY id"
        return await (await self.election.execute(query)).fetchall()


@pytest.fixture
async def scene(postgres_url: str, clock: FixedClock) -> AsyncIterator[Scene]:
    database = Database(Secret(postgres_url))
    doing = Doing(database)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        queue = Queue(Secret(postgres_url), doing.tasks().by_name())
        await stack.enter_async_context(queue.opened())
        election = await stack.enter_async_context(Election(Secret(postgres_url)).won())
        yield Scene(database, doing, queue, election, clock)


async def test_with_postgresql_the_clock_hands_it_out_and_workers_do_it(scene: Scene) -> None:
    await three_workspaces(scene.database)
    assert not await scene.ticking().tick(scene.election)
    working = asyncio.create_task(scene.queue.work(8, 5.0))
    async with asyncio.timeout(15):
        while scene.doing.done.keys() != ALL:  # noqa: ASYNC110  # nor here
            await asyncio.sleep(0.01)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    assert max(scene.doing.done.values()) == 1
    assert await scene.handed_out() == []
    heartbeat = await Heartbeats(scene.database).last()
    assert heartbeat is not None
    assert (heartbeat.holder, heartbeat.at) == ("a:1", NOW)


async def test_what_is_handed_out_says_how_urgent_it_is_and_what_it_may_not_be_done_beside(scene: Scene) -> None:
    await connected(scene.database)
    second = await Connections(scene.database).add(new_connection(name="Other", number=2, organization="org-1"))
    await Connections(scene.database).record_collected(second, NOW, NOW, (), None)
    await scene.ticking().tick(scene.election)
    assert await scene.handed_out() == [
        ("collect 1", "imports", 20, "connection 1"),
        ("collect 2", "rounds", 0, "openai org-1"),
        ("look_after T1", "rounds", 10, "workspace T1"),
        ("keep_house sweep", "rounds", 10, "keep_house sweep"),
    ]


async def test_what_is_handed_out_already_is_not_again_whoever_the_clock_is(scene: Scene) -> None:
    await three_workspaces(scene.database)
    await scene.ticking().tick(scene.election)
    before = await scene.handed_out()
    await scene.ticking("b:2").tick(scene.election)
    assert await scene.handed_out() == before
    assert len(before) == 7


async def test_the_queue_holds_no_more_than_there_is_room_for(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_out, "IMPORTS", 1)
    monkeypatch.setattr(handing_out, "COLLECTIONS", 2)
    await Workspaces(scene.database).ensure("T1", "Acme", "paid", NOW)
    for number in range(6):
        await Connections(scene.database).add(new_connection(name=f"N {number}", number=number))
    async with scene.database.writing() as session:
        collected = update(ConnectionRow).where(ConnectionRow.id > 3)  # type: ignore[operator,arg-type]  # it has an id
        await session.exec(collected.values(collected_at=NOW, key_proven=True))
        await session.commit()
    ticking = scene.ticking()
    assert await ticking.tick(scene.election), "more is due"
    assert [name for name, *_ in await scene.handed_out()] == [
        "collect 1",
        "collect 4",
        "collect 5",
        "look_after T1",
        "keep_house sweep",
    ]
    assert await ticking.tick(scene.election)
    assert len(await scene.handed_out()) == 5
